import { isObject, read } from '../api/kinds.ts';
import { maskText } from '../api/mask.ts';
import { readDeployLog } from '../rules/deploy-log.ts';
import { siteFields } from './site-fields.ts';
import { NO_SITE } from './site.ts';
import type { Site, SiteConfig, SiteFile } from './site.ts';

type Links = NonNullable<SiteConfig['links']>;
type Contacts = NonNullable<SiteConfig['contacts']>;

const PATIENCE = 10_000;

/** For so long cards share what one of them has read, in ms. */
const SHARED = 60_000;
const shared = new Map<string, { at: number; text: Promise<string> }>();

/** A file's text; the cards of a page read it together. */
function getText({ href }: URL): Promise<string> {
  const known = shared.get(href);
  if (known && Date.now() - known.at < SHARED) return known.text;
  const text = readText(href);
  shared.set(href, { at: Date.now(), text });
  return text;
}

async function readText(url: string): Promise<string> {
  const response = await fetch(url, { cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE) }).catch(
    () => {
      throw new Error('could not be reached');
    },
  );
  if (!response.ok) throw new Error(`answered with HTTP status ${response.status}`);
  return response.text();
}

/** A link as it can be followed from any page: whole, of http or https; `undefined` for any other. */
function whole(href: string, place: URL): string | undefined {
  const url = URL.parse(href, place);
  // `{id}` of a look-up is filled in later.
  return url && /^https?:$/.test(url.protocol) ? url.href.replace(/%7Bid%7D/gi, '{id}') : undefined;
}

/** Makes the links of the configuration whole; one that leads to no page is left out and named to `wrong`. */
function links({ surfaces, ...single }: Links, place: URL, wrong: (key: string) => void): Links {
  const kept: Links = {};
  // The names are those of the table of fields.
  for (const [name, href] of Object.entries(single) as [Exclude<keyof Links, 'surfaces'>, string][]) {
    const url = whole(href, place);
    if (url) kept[name] = url;
    else wrong(`links.${name}`);
  }
  if (surfaces)
    kept.surfaces = surfaces.flatMap(({ title, href = '' }, index) => {
      const url = whole(href, place);
      if (title && url) return [{ title, href: url }];
      wrong(`links.surfaces[${index}]`);
      return [];
    });
  return kept;
}

/** Makes the contacts' runbooks whole; one that leads to no page is left out and named to `wrong`. */
function contacts(told: Contacts, place: URL, wrong: (key: string) => void): Contacts {
  for (const [tier, contact] of Object.entries(told)) {
    if (contact.runbook === undefined) continue;
    const url = whole(contact.runbook, place);
    if (url) contact.runbook = url;
    else {
      delete contact.runbook;
      wrong(`contacts.${tier}.runbook`);
    }
  }
  return told;
}

/** Names each key that is there and does not fit, by its path. */
function misfits(node: object, raw: Record<string, unknown>, path = ''): string[] {
  return Object.entries(node).flatMap(([name, inner]: [string, unknown]) => {
    const value = raw[name];
    if (value === undefined) return [];
    const full = path + name;
    if (typeof inner === 'object' && inner && isObject(value)) return misfits(inner, value, `${full}.`);
    return read(inner, value) === undefined ? [full] : [];
  });
}

/**
 * Loads the site's configuration and the files that are asked for. Never rejects: whatever is missing or wrong is
 * told in `problems`, and the rest counts; what was read before stands until it is read again. Paths in the
 * configuration are relative to it.
 */
export async function loadSite(
  url: string,
  files: readonly SiteFile[],
  now: number,
  before: Site = NO_SITE,
): Promise<Site> {
  const site: Site = { ...before, files: { ...before.files }, problems: [] };
  const name = url.slice(url.lastIndexOf('/') + 1);
  let place: URL;
  try {
    place = new URL(url, document.baseURI);
    const raw: unknown = JSON.parse(await getText(place));
    if (!isObject(raw)) throw new SyntaxError();
    site.config = read(siteFields, raw) ?? {};
    const wrong = misfits(siteFields, raw);
    const amiss = (key: string) => void wrong.push(key);
    if (site.config.links) site.config.links = links(site.config.links, place, amiss);
    if (site.config.contacts) site.config.contacts = contacts(site.config.contacts, place, amiss);
    site.problems = wrong.map((key) => `${name}: the value of ${key} does not fit, so its default is used.`);
  } catch (reason) {
    const why =
      reason instanceof SyntaxError ? 'is not a JSON object' : reason instanceof Error ? reason.message : '';
    site.problems.push(
      `The configuration ${name} ${why}, so ${before === NO_SITE ? 'defaults are used' : 'what was read before is used'}.`,
    );
    return site;
  }
  await Promise.all(
    files.map(async (file) => {
      const path = site.config.files?.[file];
      if (!path) return;
      try {
        const url = new URL(path, place);
        const text = await getText(url);
        // A file may be longer than a field, so it is masked line by line.
        site.files[file] = { text: text.split('\n').map(maskText).join('\n'), at: now, href: url.href };
      } catch (reason) {
        site.problems.push(`${path} ${reason instanceof Error ? reason.message : 'could not be read'}.`);
      }
    }),
  );
  site.deploys = readDeployLog(site.files.deploy_log?.text ?? '');
  return site;
}
