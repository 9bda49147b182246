import { ServerClock } from '../../data/clock.ts';
import * as anomalies from '../../data/poll-anomalies.ts';
import { poll } from '../../data/poll.ts';
import { Session } from '../../data/session.ts';
import {
  failedAgain,
  isPause,
  isSnapshot,
  pauseKey,
  skewKey,
  snapshotKey,
  sourceKey,
} from '../../data/state.ts';
import { messageFrom } from '../../data/tab-messages.ts';
import { Tabs, leadLock } from '../../data/tabs.ts';
import { Store } from '../../store/store.ts';
import type { Route } from '../../api/fields.ts';
import type { TokenGiver } from '../../api/token.ts';
import type { Failure } from '../../api/failure.ts';
import type { Polled, SourceHub } from '../../data/polled.ts';
import type { RouteState, StateChange } from '../../data/state.ts';

/** What outlives the background's death, of one route: all but its answer, which the database has. */
export type Remains = Pick<RouteState, 'failing' | 'due'> & {
  /** When the last request ended, by the local clock in ms. */
  ended: number;
};

/** A page that leads answers a question after its state within this time, in ms. */
const ANSWER_MS = 400;
/** An alarm may come so much early, in ms, and still be of the next interval. */
const EARLY = 2000;

/** A service worker loads nothing later; what is wrong with an address, the page that sets it finds out. */
const AT_ONCE = {
  anomalies: () => Promise.resolve(anomalies),
  diagnosis: () => Promise.reject(new Error('Only a page can tell.')),
};

/** What the background has of a hub: what a page's has, without a page. */
class BackgroundHub implements SourceHub {
  readonly store = new Store();
  readonly tabs = new Tabs();
  readonly id = 'background';
  /** As a wall screen: it asks though nobody looks, and yields to whoever does. */
  readonly forced = true;
  writing = Promise.resolve();
  readonly #clocks = new Map<string, ServerClock>();

  clock(base: string): ServerClock {
    let clock = this.#clocks.get(base);
    if (!clock) this.#clocks.set(base, (clock = new ServerClock()));
    return clock;
  }

  /** Whether it is paused is looked up before anything is asked, and then nothing is. */
  readonly pausedSince = (): undefined => undefined;
}

export const hub = new BackgroundHub();

/** Since when polling of a base is paused in every tab, in ms since 1970 UTC. */
export async function pausedSince(base: string): Promise<number | undefined> {
  return (await hub.store.getAs(pauseKey(base), isPause))?.since;
}

/** In whose name a base is asked. */
export async function sessionFor(base: string, giver: TokenGiver | undefined): Promise<Session> {
  const session = new Session(base, giver);
  await session.look();
  const offset = await hub.store.get(skewKey(base));
  if (typeof offset === 'number') hub.clock(base).hear(offset);
  return session;
}

/** One route of one realm, for one poll. */
class Asked implements Polled {
  readonly hub = hub;
  readonly keptAs: string;
  state: RouteState;

  constructor(
    readonly asker: Session,
    readonly route: Route,
    readonly every: number,
    state: RouteState,
  ) {
    this.state = state;
    this.keptAs = snapshotKey(asker.realm, route);
  }

  get realm(): string {
    return this.asker.realm;
  }
  get base(): string {
    return this.asker.base;
  }

  failing(failure: Failure) {
    return failedAgain(this.route, failure, this.state.failing, hub.clock(this.base).now());
  }

  set(change: StateChange): void {
    // A member that is let go is dropped, as in a source.
    this.state = Object.fromEntries(
      Object.entries({ ...this.state, ...change }).filter(([, value]) => value !== undefined),
    ) as unknown as RouteState;
  }
}

/**
 * A route's state after it was asked, where that was due and nobody else asks: the same lock, channel and database as the
 * pages'. Where a page leads, the state is that page's.
 */
export async function askRoute(
  session: Session,
  route: Route,
  every: number,
  before: Remains,
  paused: boolean,
): Promise<{ state: RouteState; ended: number }> {
  const { realm, base } = session;
  const key = sourceKey(realm, route);
  const last = await hub.store.getAs(snapshotKey(realm, route), isSnapshot);
  const { ended: remembered, ...remains } = before;
  // An answer that came after it, to a page that has gone since, ends a failure.
  const newer = last !== undefined && last.at - hub.clock(base).offset > remembered;
  const known: RouteState = { ...(!newer && remains), ...(last && { last }), restored: true };
  const ended = newer ? last.at - hub.clock(base).offset : remembered;
  const due = known.due ?? Math.min(ended, Date.now()) + every - EARLY;
  const asked = await navigator.locks.request(leadLock(key), { ifAvailable: true }, async (lock) => {
    if (!lock) return undefined;
    if (paused || Date.now() < due) return { state: known, ended };
    const source = new Asked(session, route, every, known);
    const change = await poll(source, session, false, AT_ONCE);
    if (!change) return { state: known, ended };
    source.set(change);
    await hub.writing;
    const now = Date.now();
    const { state } = source;
    hub.tabs.say(key, { state: { ...state, before: undefined }, ended: now, forced: true });
    return { state, ended: now };
  });
  return asked ?? (await stateOfLeader(key, every)) ?? { state: known, ended };
}

/** What the page that polls says of its source; `undefined` where it says nothing in time. */
function stateOfLeader(
  key: string,
  every: number,
): Promise<{ state: RouteState; ended: number } | undefined> {
  return new Promise((resolve) => {
    const end = (found?: { state: RouteState; ended: number }) => {
      clearTimeout(timer);
      deaf();
      resolve(found);
    };
    const timer = setTimeout(end, ANSWER_MS);
    const deaf = hub.tabs.hear(key, (raw) => {
      const message = messageFrom(raw);
      if (message && 'state' in message)
        end({ state: { ...message.state, restored: true } as RouteState, ended: message.ended });
    });
    hub.tabs.say(key, { want: every, tab: hub.id, ask: true, forced: true });
  });
}
