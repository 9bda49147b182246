import { isObject, text } from '../api/kinds.ts';
import { isSnapshot } from './state.ts';
import type { TabMessage } from './hub-contract.ts';
import type { Failing, StateChange } from './state.ts';

/** No card asks more often than this, nor is any timer longer, in ms. */
const SHORTEST = 5000;
export const LONGEST_TIMER = 2 ** 31 - 1;
/** No try lies further ahead, in ms: see `Retry-After`. */
const LONGEST_WAIT = 10 * 60_000;

const isFinite = (raw: unknown): raw is number => Number.isFinite(raw);

/** An interval as a timer can take it; of what is none, the usual 30 s. */
export const intervalFrom = (ms: number): number =>
  ms > 0 ? Math.min(Math.max(ms, 1), LONGEST_TIMER) : 30_000;

const isFailing = (raw: unknown): raw is Failing =>
  isObject(raw) &&
  text(raw['kind']) !== undefined &&
  text(raw['message']) !== undefined &&
  [raw['at'], raw['since'], raw['count']].every(isFinite);

function stateFrom(raw: Record<string, unknown>): StateChange | undefined {
  const { last, failing, due } = raw;
  if (last !== undefined && !isSnapshot(last)) return undefined;
  if (failing !== undefined && !isFailing(failing)) return undefined;
  const soon = isFinite(due) && due <= Date.now() + LONGEST_WAIT;
  return { last, failing, due: soon ? due : undefined };
}

/** Reads a message; `undefined` for what no tab of this version says, whoever has sent it. */
export function messageFrom(raw: unknown): TabMessage | undefined {
  if (!isObject(raw)) return undefined;
  const { want, tab, state, ended } = raw;
  const forced = raw['forced'] === true;
  if (isFinite(want) && want > 0 && typeof tab === 'string')
    return { want: Math.min(Math.max(want, SHORTEST), LONGEST_TIMER), tab, ask: raw['ask'] === true, forced };
  const known = isObject(state) ? stateFrom(state) : undefined;
  if (!known || !isFinite(ended)) return undefined;
  // Nothing has ended yet that is still to come.
  return { state: known, ended: Math.min(ended, Date.now()), forced };
}
