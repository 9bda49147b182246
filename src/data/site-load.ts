import { NO_FILE } from '../domain/format/markdown-lines.ts';
import { readDeployLog } from '../domain/release/deploy-log.ts';
import { whyUnread } from './fetch-file.ts';
import { fileOf } from './markdown-file.ts';
import { address, getText, loadConfig } from './site-config.ts';
import { NO_SITE } from './site-state.ts';
import type { Site, SiteFile } from './site-state.ts';

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
  const { site, place } = await loadConfig(url, before);
  if (!place) return site;
  await Promise.all(
    files.map(async (file) => {
      const path = site.config.files?.[file];
      if (!path) return;
      try {
        const url = address(path, place);
        const text = await getText(url);
        const { problems, ...read } = fileOf(text);
        site.files[file] = { ...read, at: now, href: url.href };
        site.problems.push(...problems.map((problem) => `${path} ${problem}`));
      } catch (reason) {
        site.problems.push(`${path} ${whyUnread(reason)}.`);
      }
    }),
  );
  site.deploys = readDeployLog(site.files.deploy_log ?? NO_FILE);
  return site;
}
