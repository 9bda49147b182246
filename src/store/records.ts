import { isObject } from '../api/kinds.ts';

/** One thing that an operator did, stamped. What an operator keeps is a list of these, so it has a past too. */
export interface OperatorEvent {
  /** Unique, and its place among the others: see {@link placeOf}. */
  id: string;
  /** Server time in ms since 1970 UTC, as the clock was then: it may have been wrong, and never says what came first. */
  at: number;
  /** What was done, such as `add` or `done`. */
  type: string;
  /** What it was done with; the card that wrote it knows the members. */
  [detail: string]: unknown;
}

/** An event before it is stamped. */
export interface NewOperatorEvent {
  type: string;
  [detail: string]: unknown;
}

/** The key below which a card's own events lie, each under its id. */
export const recordKey = (realm: string, name: string): string => `1/${realm}/record/${name}/`;

/** The latest time that a date can tell, in ms since 1970 UTC. */
export const LATEST = 8.64e15;

const isStamped = (raw: unknown): raw is Record<string, unknown> & { id: string; at: number } =>
  isObject(raw) &&
  typeof raw['id'] === 'string' &&
  raw['id'] !== '' &&
  typeof raw['at'] === 'number' &&
  raw['at'] >= 0 &&
  raw['at'] <= LATEST;

/** Events as an older build stored them, brought to today's shape once each. */
const upgraded = new WeakMap<object, OperatorEvent>();

/** An event from its stored value, whichever build wrote it: until version 0.1.0 its `type` was called `did`. */
export function eventFrom(raw: unknown): OperatorEvent | undefined {
  if (!isStamped(raw)) return undefined;
  // What has both members, or neither as text, is no event of any build.
  if (typeof raw['type'] === 'string') return raw as OperatorEvent;
  const { did, ...rest } = raw;
  if (typeof did !== 'string') return undefined;
  const known = upgraded.get(raw) ?? { ...rest, type: did };
  upgraded.set(raw, known);
  return known;
}

const ID = /^(\d{14,16})-(\d{6})-/;

/** The place of an event in its log: a time that never goes back (ms since 1970 UTC), then a counter. */
export type Place = readonly [time: number, count: number];

/** The place of an event, as its id tells it; where that is of another make, its own time is its place. */
export function placeOf({ id, at }: OperatorEvent): Place {
  const [, time, count] = ID.exec(id) ?? [];
  return time === undefined ? [at, 0] : [Number(time), Number(count)];
}

/** The events among stored values, in the order in which they were written. */
export const eventsIn = (values: readonly unknown[]): OperatorEvent[] =>
  values
    .flatMap((value) => eventFrom(value) ?? [])
    .map((event) => ({ event, place: placeOf(event) }))
    .sort(
      ({ event: a, place: [time, count] }, { event: b, place: [otherTime, otherCount] }) =>
        time - otherTime || count - otherCount || Number(a.id > b.id) - Number(a.id < b.id),
    )
    .map(({ event }) => event);
