import { explain } from '../api/failure.ts';
import { isObject } from '../api/kinds.ts';
import type { Failure } from '../api/failure.ts';
import type { Route } from '../api/fields.ts';

/** A value of a route: masked JSON, and when it was fetched, in server time (ms since 1970 UTC). */
export interface Snapshot {
  json: unknown;
  at: number;
  /** When the backend made it (`generated_at`), where it says so. */
  made?: number;
}

/** The failures since the last good answer. */
export interface Failing extends Failure {
  /** One sentence that says what failed. */
  message: string;
  /** Which address was asked, and what to do; comes a moment after the failure. */
  advice?: string | undefined;
  /** When the last one was seen, in server time. */
  at: number;
  /** When the first one was seen. */
  since: number;
  count: number;
}

/** All that is known of a route. Plain data: it crosses tabs and builds, and makes a recorded moment. */
export interface RouteState {
  /** The last good answer. */
  last?: Snapshot;
  /** The good answer before it. */
  before?: Snapshot;
  /** The last good answer of the visit before this one. */
  visit?: Snapshot;
  failing?: Failing;
  /** When it will be asked again by itself, by the local clock, in ms. */
  due?: number;
  /** Whether what this browser kept has been looked up. */
  restored: boolean;
}

/** Members of a state that change; `undefined` lets one go. */
export type StateChange = { [K in keyof RouteState]?: RouteState[K] | undefined };

/** Whether a kept value is a snapshot. */
export const isSnapshot = (raw: unknown): raw is Snapshot =>
  isObject(raw) && isObject(raw['json']) && Number.isFinite(raw['at']);

/** What tells sources apart, on a page and among tabs: what one user is answered is not for another. */
export const sourceKey = (realm: string, route: Route): string => `${realm} ${route}`;

/** What a realm's last good answers are kept under. */
export const snapshotKey = (realm: string, route: Route): string => `1/${realm}/snapshot/${route}`;
/** What the last good answer of the visit before is kept under. */
export const visitKey = (realm: string, route: Route): string => `1/${realm}/visit/${route}`;
/** What the shift of a base's server clock is kept under, in ms. */
export const skewKey = (base: string): string => `1/${base}/skew`;
/** What it is kept under that polling of a base is paused in every tab. */
export const pauseKey = (base: string): string => `1/${base}/mode/paused`;
/** Whether a kept value says since when it is paused. */
export const isPause = (raw: unknown): raw is { since: number } =>
  isObject(raw) && typeof raw['since'] === 'number';

/** The failures of a route so far, with one more. @param at when it was seen, in server time */
export function failedAgain(
  route: Route,
  failure: Failure,
  before: Failing | undefined,
  at: number,
): Failing {
  const { since = at, count = 0 } = before ?? {};
  return { ...failure, message: explain(route, failure), at, since, count: count + 1 };
}
