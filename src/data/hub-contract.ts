/**
 * What builds of different age share on a page and in a browser, version 2. The build that comes first to a page makes
 * the hub, and all others use that one: a card sees of it what stands here and nothing else.
 *
 * Within a version a member may be added, optional, since an older hub lacks it. A member that goes, gets another name or
 * another meaning is version 3: another {@link PLACE}, another {@link CHANNEL}, other locks. Builds of two versions then
 * poll each for itself, and share what is kept. `test/data/hub-contract.test.ts` holds this against a frozen build.
 *
 * Shared as well, by name:
 * - locks: `mission-control/2 <realm> <route>` is held by the tab that polls; `mission-control/1 <realm> logs` by whoever
 *   rewrites logs, a version 1 build too;
 * - the database `mission-control`, version 1, with its keys `1/…` (`src/store/store-keys.ts`), of all builds so far.
 */
import type { Route } from '../api/fields.ts';
import type { ScopedToken, TokenGiver } from '../api/token.ts';
import type { NewOperatorEvent, OperatorEvent } from '../store/records.ts';
import type { SharedCollection, SharedStore } from '../store/shared-store.ts';
import type { ApiState, PageCard } from './card-data.ts';
import type { LogName } from './samples.ts';
import type { RouteState, StateChange } from './state.ts';

export type { SharedCollection, SharedStore };

/** Where every build on a page finds the same hub. */
export const PLACE = Symbol.for('mission-control/2');

/** The channel that the tabs and frames of one origin share. */
export const CHANNEL = 'mission-control/2';

/** A message on the channel: a topic, and what is said on it. */
export interface Message {
  /** `<realm> <route>` with a {@link TabMessage}, or `kept` with the keys that were written. */
  topic: string;
  body: unknown;
}

/** What the tabs of an origin say to each other of one source. */
export type TabMessage =
  /** `ended`: when the last request ended, by the local clock, which all tabs share; server time may be set anew. */
  | { state: StateChange; ended: number; forced: boolean }
  /** A tab's interval in ms. `ask`: it wants to hear the state. */
  | { want: number; tab: string; ask: boolean; forced: boolean };

/** What all cards of a page share. It has no base of its own; it hands on masked JSON, never typed objects. */
export interface SharedHub {
  readonly store: SharedStore;
  readonly ticker: SharedTicker;
  /** Every card that observes something, in the order of coming. */
  readonly cards: Set<{ about: () => PageCard }>;
  /** What the cards of this page say of themselves. */
  readonly page: PageCard[];
  /** How many bases this page has asked for. */
  readonly bases: number;
  /** In whose name a base is asked: in nobody's, or in that of the user whose token a giver gives. */
  session: (base: string, giver?: TokenGiver) => SharedSession;
  /** The source of one route of a realm, made when first asked for. */
  source: (realm: string, route: Route) => SharedSource;
  /** The server clock of a base, or of a realm's base. */
  clock: (realm: string) => SharedClock;
  /** The chunks of a log of this realm. */
  log: (realm: string, name: LogName) => SharedCollection;
  /** The events that were kept for this realm under a name. */
  records: (realm: string, name: string) => SharedCollection;
  /** Keeps an event, stamped with the server's time, in the place after the last one. */
  keep: (realm: string, name: string, event: NewOperatorEvent) => OperatorEvent;
  /** Since when automatic polling of a base is paused in every tab, in ms since 1970 UTC; else `undefined`. */
  pausedSince: (base: string) => number | undefined;
  /** Pauses automatic polling of a base in every tab, or lets it go on. */
  pause: (base: string, paused: boolean) => void;
  /** Forced play: this tab polls though it is hidden or paused. */
  forced: boolean;
  /** Whether the page is one that only shows, in somebody else's: nothing can be kept from it. An older hub has no such pages. */
  readOnly?: boolean;
  /** The past moment that the cards of a base show now, read-only. */
  timeTravel: TimeTravel | undefined;
  /** Calls back when one of the modes has changed, or keeping has failed or works again; answers how to stop. */
  listenMode: (listener: () => void) => () => void;
}

/** A past moment of a base as nobody in particular sees it: what a card knew then, made of what it knows now. */
export interface TimeTravel {
  base: string;
  /** The moment, in ms since 1970 UTC. */
  at: number;
  show: (apiState: ApiState) => ApiState;
}

/** In whose name a base is asked. */
export interface SharedSession {
  /** Whose data it is now; see `src/store/realm.ts`. */
  readonly realm: string;
  /** Calls back when the data is another's from now on; answers how to stop. */
  listen: (listener: () => void) => () => void;
  /** Finds out whose data it is now; `undefined` where it is nobody's in particular. Never rejects. */
  look: () => Promise<void> | undefined;
  /** Who gives the token; `undefined` where none is sent. */
  readonly giver: TokenGiver | undefined;
  /** What the giver gives for a request in a realm. @throws where it now gives for another realm */
  token: (realm: string) => Promise<string | ScopedToken>;
}

/** One route of one realm: asked by one tab of this browser, at the smallest interval that anyone wants. */
export interface SharedSource {
  readonly state: RouteState;
  /** Watches the state; answers how to stop. */
  watch: (watch: Watch) => () => void;
  /** Asks now, whatever the mode. */
  refresh: () => Promise<void>;
}

/** One observer's wish: how often, in ms, whom to call when the state changes, and in whose name to ask. */
export interface Watch {
  every: number;
  changed: () => void;
  session: SharedSession;
}

/** How far one base's server clock is ahead of this machine's. */
export interface SharedClock {
  /** Whether a `Date` was ever read; without one only lower bounds are known. */
  readonly known: boolean;
  /** Server minus local, in ms. */
  readonly offset: number;
  /** Server time now, in whole ms since 1970 UTC. */
  now: () => number;
}

/** The one second hand of a page. */
export interface SharedTicker {
  /** Calls back every second while the page is visible, and at once when it is shown again; answers how to stop. */
  join: (hand: () => void) => () => void;
}
