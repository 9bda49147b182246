import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REQUEST_TIMEOUT_MS } from '../../src/api/failure.ts';
import { isObject, read } from '../../src/api/kinds.ts';
import { fileOf } from '../../src/data/markdown-file.ts';
import { siteFields } from '../../src/data/site-fields.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { NO_FILE } from '../../src/domain/format/markdown-lines.ts';
import { declaredAmiss } from '../../src/domain/governance/governance.ts';
import { readDeployLog } from '../../src/domain/release/deploy-log.ts';
import { CouldNot } from '../exit.ts';
import type { Site } from '../../src/data/site-state.ts';

/** Where a configuration lies that nobody has named. */
const USUAL = 'mission-control.json';

/** The site's configuration, and a sentence for each thing that does not count of it. */
export interface SiteRead {
  site: Site;
  notes: string[];
}

async function textAt(place: URL): Promise<string> {
  if (place.protocol === 'file:') return readFile(place, 'utf8');
  const response = await fetch(place, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  return response.text();
}

const isWeb = (name: string): boolean => /^https?:\/\//i.test(name);

/**
 * Reads the site's configuration and its deploy log, by the grammar of the cards. One that was named must be there: a freeze
 * that is not seen is no freeze that is over.
 * @param name its path or URL; without one, `mission-control.json` of the folder, if there is one
 * @throws {CouldNot}
 */
export async function readSite(name: string | undefined, folder: string): Promise<SiteRead> {
  const path = name ?? USUAL;
  const place = isWeb(path) ? new URL(path) : pathToFileURL(isAbsolute(path) ? path : join(folder, path));
  let text: string;
  try {
    text = await textAt(place);
  } catch (error) {
    if (name === undefined && error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return {
        site: NO_SITE,
        notes: ['No site configuration (--config): freezes and the deploy log are not known.'],
      };
    throw new CouldNot(`The configuration ${path} cannot be read: ${reasonOf(error)}.`);
  }
  const raw = parsed(text, path);
  const notes: string[] = [];
  const config =
    read(siteFields, raw, ({ path: key }) =>
      notes.push(`${path}: the value of ${key.replace(/^\./, '')} does not fit, so its default is used.`),
    ) ?? {};
  // Nothing is changed on the word of a list of freezes that cannot be read.
  if (raw['freezes'] !== undefined && notes.some((note) => note.includes('freezes')))
    throw new CouldNot(`${path}: its freezes cannot be read, so it is not known whether one holds.`);
  const amiss = declaredAmiss(config.freezes);
  if (amiss.length > 0) throw new CouldNot(amiss.join(' '));
  const site: Site = { ...NO_SITE, config };
  const log = config.files?.deploy_log;
  if (!log) return { site, notes: [...notes, 'No deploy log is configured (files.deploy_log).'] };
  try {
    site.deploys = readDeployLog(fileOf(await textAt(new URL(log, place))) ?? NO_FILE);
    const wrong = site.deploys.problems.map(({ line }) => `${log}: line ${line} does not fit.`);
    return { site, notes: [...notes, ...wrong] };
  } catch (error) {
    // Without its entries it must not look empty.
    delete config.files?.deploy_log;
    return { site, notes: [...notes, `The deploy log ${log} cannot be read: ${reasonOf(error)}.`] };
  }
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    const raw: unknown = JSON.parse(text);
    if (isObject(raw)) return raw;
  } catch {
    // What is no JSON is no object either.
  }
  throw new CouldNot(`The configuration ${path} is not a JSON object.`);
}

const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? 'code' in error && typeof error.code === 'string'
      ? error.code
      : error.message.slice(0, 200)
    : 'unknown';
