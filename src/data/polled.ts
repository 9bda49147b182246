import type { Failure } from '../api/failure.ts';
import type { Route } from '../api/fields.ts';
import type { Store } from '../store/store.ts';
import type { ServerClock } from './clock.ts';
import type { SharedSession } from './hub-contract.ts';
import type { Failing, RouteState, StateChange } from './state.ts';
import type { Tabs } from './tabs.ts';

/** What a source needs of the hub that made it, which is of the same build. */
export interface SourceHub {
  readonly store: Store;
  readonly tabs: Tabs;
  /** This tab among the tabs of the origin. */
  readonly id: string;
  /** Whether this tab polls though it is hidden or paused. */
  readonly forced: boolean;
  /** The writing of logs, one after the other. */
  writing: Promise<void>;
  clock: (realm: string) => ServerClock;
  pausedSince: (base: string) => number | undefined;
}

/** What a poll needs of its source. */
export interface Polled {
  readonly hub: SourceHub;
  readonly realm: string;
  readonly base: string;
  readonly route: Route;
  readonly state: RouteState;
  /** The key of the last good answer. */
  readonly keptAs: string;
  /** In whose name to ask; `undefined` while nobody watches. */
  readonly asker: SharedSession | undefined;
  /** The smallest interval that anyone wants, here or in another tab, in ms. */
  readonly every: number;
  /** The failures so far with one more. */
  failing: (failure: Failure) => Failing;
  set: (change: StateChange) => void;
}
