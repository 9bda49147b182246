import { placeOf } from './records.ts';
import type { SharedStore } from './shared-store.ts';
import type { OperatorEvent, NewOperatorEvent, Place } from './records.ts';

/** Most that the counter of an id can tell. */
const MOST = 999_999;

/** The last place that was given in each log of a store: of what was just put no listener may have heard yet. */
const places = new WeakMap<SharedStore, Map<string, Place>>();

const isAfter = ([time, count]: Place, [otherTime, otherCount]: Place): boolean =>
  time > otherTime || (time === otherTime && count > otherCount);

/**
 * Keeps an event under a key of its own, so that two tabs that write at once both keep theirs. Its id is its place: after
 * the last event, whatever that was stamped with. Its time is the clock's.
 * @param at server time in ms since 1970 UTC
 * @param last the last event of the log, as far as this tab knows
 */
export function storeEvent(
  store: SharedStore,
  key: string,
  at: number,
  event: NewOperatorEvent,
  last?: OperatorEvent,
): OperatorEvent {
  const given = places.get(store) ?? new Map<string, Place>();
  places.set(store, given);
  let before: Place = given.get(key) ?? [0, 0];
  if (last && isAfter(placeOf(last), before)) before = placeOf(last);
  if (at > before[0]) before = [at, 0];
  const [time, count]: Place = before[1] < MOST ? [before[0], before[1] + 1] : [before[0] + 1, 1];
  given.set(key, [time, count]);
  // Two tabs differ by chance.
  const chance = Math.random().toString(36).slice(2, 8);
  const id = `${String(time).padStart(14, '0')}-${String(count).padStart(6, '0')}-${chance}`;
  const whole = { ...event, id, at };
  store.put(key + id, whole);
  return whole;
}
