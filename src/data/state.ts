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
  said: string;
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
  isObject(raw) && isObject(raw['json']) && typeof raw['at'] === 'number';

/** What a base's last good answers are kept under. */
export const snapshotKey = (base: string, route: Route): string => `1/${base}/snapshot/${route}`;
/** What the shift of a base's server clock is kept under, in ms. */
export const skewKey = (base: string): string => `1/${base}/skew`;
