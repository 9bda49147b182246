import { stamp } from '../rules/words.ts';
import { historyOf } from './history.ts';
import { openPack } from './pack-open.ts';
import { packAt } from './pack-past.ts';
import { asOf } from './past-moment.ts';
import { remembered } from './remembered.ts';
import { loadSite } from './site-load.ts';
import { NO_SITE } from './site.ts';
import { routesOf } from './spec.ts';
import type { Known } from './moment.ts';
import type { Spec } from './spec.ts';

/** Where a recorded moment is looked for. */
export interface Wanted {
  base?: string;
  /** Polling interval in ms, for the limits of freshness. */
  interval: number;
  /** A time of this browser's history, or of what a pack has of the time before it. */
  at?: string | undefined;
  /** URL of a recorded pack, or `kept:` and the name of one that this browser keeps. */
  pack?: string | undefined;
  own: string;
  /** URL of the site's configuration. */
  config?: string | undefined;
}

function timeOf(at: string): number {
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new Error(`at="${at}" is not a time such as 2026-03-21T05:40Z.`);
  return time;
}

/** The moment of this browser's history at a time: what was known then, and nothing that came later. */
async function fromHistory(spec: Spec, { base, interval, at = '', own, config }: Wanted): Promise<Known> {
  const time = timeOf(at);
  if (!base) throw new Error('Without a usable api-base there is no history to show.');
  const [known, history, site] = await Promise.all([
    remembered(spec, base, interval, own),
    historyOf(base),
    config ? loadSite(config, spec.files ?? [], Date.now()) : NO_SITE,
  ]);
  const routes = await history.at(routesOf(spec), time);
  if (Object.values(routes).length > 0 && Object.values(routes).every(({ last }) => !last)) {
    const oldest = Math.min(...history.times(routesOf(spec)));
    throw new Error(
      `This browser kept nothing of ${base} up to ${at}${oldest < Infinity ? `; its oldest answer here is of ${stamp(oldest)}` : ''}.`,
    );
  }
  return asOf({ ...known, site }, time, routes);
}

async function fromPack(pack: string, at: string | undefined): Promise<Known> {
  const known = await openPack(pack);
  return at === undefined ? known : packAt(known, timeOf(at));
}

/**
 * Finds a recorded moment: of a pack, or of this browser's own history.
 * @throws {Error} with a sentence that names what was wrong and, for an attribute, what would be right
 */
export const recall = (spec: Spec, wanted: Wanted): Promise<Known> =>
  wanted.pack === undefined ? fromHistory(spec, wanted) : fromPack(wanted.pack, wanted.at);
