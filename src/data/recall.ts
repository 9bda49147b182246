import { parseTime } from '../api/parse-time.ts';
import { stamp } from '../domain/format/values.ts';
import { hub } from './hub.ts';
import { historyOf } from './past-chains.ts';
import { openPack } from './pack-open.ts';
import { packAt } from './pack-past.ts';
import { asOf } from './past-moment.ts';
import { remembered } from './remembered.ts';
import { loadSite } from './site-load.ts';
import { NO_SITE } from './site-state.ts';
import { routesOf } from './spec.ts';
import type { TokenGiver } from '../api/token.ts';
import type { ApiState } from './card-data.ts';
import type { Spec } from './spec.ts';

/** Where a recorded moment is looked for. */
export interface Wanted {
  base?: string;
  /** Gives the token of the one whose history it is. */
  token?: TokenGiver | undefined;
  /** Polling interval in ms, for the limits of freshness. */
  interval: number;
  /** A time of this browser's history, or of what a pack has of the time before it. */
  at?: string | undefined;
  /** URL of a recorded pack, or `kept:` and the name of one that this browser keeps. */
  pack?: string | undefined;
  stateKey: string;
  /** URL of the site's configuration. */
  config?: string | undefined;
}

function timeOf(at: string): number {
  const time = parseTime(at);
  if (Number.isNaN(time)) throw new Error(`at="${at}" is not a time such as 2026-03-21T05:40Z.`);
  return time;
}

/** The moment of this browser's history at a time: what was known then, and nothing that came later. */
async function fromHistory(
  spec: Spec,
  { base, token, interval, at = '', stateKey, config }: Wanted,
): Promise<ApiState> {
  const time = timeOf(at);
  if (!base) throw new Error('Without a usable api-base there is no history to show.');
  const session = hub().session(base, token);
  await session.look();
  const { realm } = session;
  const [apiState, history, site] = await Promise.all([
    remembered(spec, realm, interval, stateKey),
    historyOf(realm),
    config ? loadSite(config, spec.files ?? [], Date.now()) : NO_SITE,
  ]);
  const routes = await history.at(routesOf(spec), time);
  if (Object.values(routes).length > 0 && Object.values(routes).every(({ last }) => !last)) {
    const oldest = Math.min(...history.times(routesOf(spec)));
    throw new Error(
      `This browser kept nothing of ${base} up to ${at}${oldest < Infinity ? `; its oldest answer here is of ${stamp(oldest)}` : ''}.`,
    );
  }
  return asOf({ ...apiState, site }, time, routes);
}

async function fromPack(pack: string, at: string | undefined): Promise<ApiState> {
  const apiState = await openPack(pack);
  return at === undefined ? apiState : packAt(apiState, timeOf(at));
}

/**
 * Finds a recorded moment: of a pack, or of this browser's own history.
 * @throws {Error} with a sentence that names what was wrong and, for an attribute, what would be right
 */
export const recall = (spec: Spec, wanted: Wanted): Promise<ApiState> =>
  wanted.pack === undefined ? fromHistory(spec, wanted) : fromPack(wanted.pack, wanted.at);
