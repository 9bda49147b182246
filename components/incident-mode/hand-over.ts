import { saveReport } from '../../src/card/report.ts';
import { capture, fileName } from '../../src/data/pack.ts';
import { loadSite } from '../../src/data/site-load.ts';
import type { CardData } from '../../src/card/card.ts';

/** The files of the site that a handoff has. */
const FILES = ['deploy_log', 'operator_notes', 'governance_log', 'board'] as const;

/**
 * Saves what this browser knows and keeps as a pack that can be opened again, and answers what it did, in one sentence.
 * @param config URL of the site's configuration: its files are for the handoff alone, which goes without them where they
 *   cannot be had
 */
export async function handOver(data: CardData, config: string | null | undefined): Promise<string> {
  const site = config ? await loadSite(config, FILES, data.now, data.site).catch(() => data.site) : data.site;
  const pack = await capture({ ...data, site });
  return saveReport(JSON.stringify(pack), fileName(data.now, 'json'), 'application/json');
}
