import { isObject } from '../api/kinds.ts';

/** One thing that an operator did, stamped. What an operator keeps is a list of these, so it has a past too. */
export interface Deed {
  /** Unique, and in the order of time. */
  id: string;
  /** Server time in ms since 1970 UTC. */
  at: number;
  /** What was done, such as `add` or `done`. */
  did: string;
  /** What it was done with; the card that wrote it knows the members. */
  [detail: string]: unknown;
}

/** A deed before it is stamped. */
export interface NewDeed {
  did: string;
  [detail: string]: unknown;
}

/** The key below which a card's own deeds lie, each under its id. */
export const recordKey = (base: string, name: string): string => `1/${base}/record/${name}/`;

const isDeed = (raw: unknown): raw is Deed =>
  isObject(raw) &&
  typeof raw['id'] === 'string' &&
  typeof raw['at'] === 'number' &&
  typeof raw['did'] === 'string';

/** The deeds among kept values, oldest first. */
export const deedsIn = (values: readonly unknown[]): Deed[] => values.filter(isDeed);
