import { eventsIn } from '../store/records.ts';
import { samplesOnce } from '../store/logs.ts';
import { hub } from './hub.ts';
import { pageCardOf, stalesAt } from './card-data.ts';
import { watchPage, watchTime } from './watches.ts';
import { pictureOf } from './picture.ts';
import { same } from './same.ts';
import { isPassing } from '../store/realm.ts';
import { NO_SITE } from './site-state.ts';
import { SiteWatch } from './site-watch.ts';
import { namesOf, routesOf } from './spec.ts';
import type { Route } from '../api/fields.ts';
import type { OperatorEvent, NewOperatorEvent } from '../store/records.ts';
import type { ApiState, PageCard } from './card-data.ts';
import type { SharedCollection, SharedSession, SharedSource, TimeTravel } from './hub-contract.ts';
import type { LogName } from './samples.ts';
import type { Place } from './place.ts';
import type { Spec } from './spec.ts';

export type { Place };

/** What an operator has to know where a page names no scope. */
const NOT_STORED =
  'This page signs in without a scope, so nothing of this card is stored: it is gone when the page is.';

/** One card's view of the hub: told only when a declared fact, a log, an event or the phase may have changed. */
export class Observer {
  readonly #sources = new Map<Route, SharedSource>();
  readonly #logs = new Map<LogName, SharedCollection>();
  readonly #records = new Map<string, SharedCollection>();
  /** What ends the watching of this place, and what ends the whole. */
  #leaves: (() => void)[] = [];
  readonly #stops: (() => void)[] = [];
  #session: SharedSession | undefined;
  /** The session's realm, as it is watched. */
  #realm = '';
  /** Whether what is shown was another's until now, so that what is known of this one's is shown at once, be it nothing. */
  #emptied = false;
  #seen: unknown;
  /** When what is known becomes too old, in server time: what comes after is told, be it the same. */
  #stalesAt = Infinity;
  readonly #site: SiteWatch;

  /**
   * @param changed called when there is something new to show
   * @param tick called every second by the page's one clock
   */
  constructor(
    readonly spec: Spec,
    place: Place,
    readonly changed: () => void,
    tick: () => void,
  ) {
    this.#place = place;
    this.#site = new SiteWatch(spec.files ?? [], () => hub().clock(this.place.base).now(), changed);
    this.#watch();
    this.#stops.push(hub().listenMode(changed), hub().ticker.join(tick));
    hub().cards.add(this);
    this.#stops.push(() => hub().cards.delete(this));
    if (spec.page) this.#stops.push(hub().ticker.join(watchPage(changed)));
    this.#stops.push(hub().ticker.join(() => this.#site.keep(this.place.config)));
    this.#site.keep(place.config);
  }

  /** What it observes. */
  get place(): Place {
    return this.#place;
  }
  #place: Place;

  /**
   * Observes another place from now on, without a word to {@link Observer.changed}: what both places have goes on, so a
   * new interval alone asks nothing. Until {@link Observer.ready}, what is known of the new place is not complete.
   */
  setOptions(place: Place): void {
    this.#place = place;
    this.#watchAnew();
    this.#site.keep(place.config);
  }

  /** All that is known at this second. */
  state(): ApiState {
    const { base, interval } = this.place;
    const clock = hub().clock(base);
    const pausedSince = hub().forced ? undefined : hub().pausedSince(base);
    const apiState: ApiState = {
      base,
      ...(this.#realm !== base && { realm: this.#realm }),
      interval,
      now: clock.now(),
      routes: this.#routes(),
      logs: Object.fromEntries([...this.#logs].map(([log, { values }]) => [log, samplesOnce(values)])),
      records: Object.fromEntries([...this.#records].map(([name, { values }]) => [name, eventsIn(values)])),
      site: this.#site.site,
      ...(this.spec.page && { page: hub().page }),
      ...(pausedSince !== undefined && { pausedSince }),
      ...(clock.known && { skew: clock.offset }),
    };
    return this.#timeTravel?.show(apiState) ?? apiState;
  }

  /** What the routes have answered at this second, without all else that is known. */
  answers(): Pick<ApiState, 'now' | 'routes' | 'interval'> {
    const { base, interval } = this.place;
    const live = { base, interval, now: hub().clock(base).now(), routes: this.#routes() };
    return this.#timeTravel?.show({ ...live, logs: {}, records: {}, site: NO_SITE }) ?? live;
  }

  /** Whether the operator may change what is kept: not while the page shows a past moment, nor on one that only shows. */
  get writable(): boolean {
    return !hub().readOnly && this.#timeTravel === undefined;
  }

  /** Whether what this browser keeps has been looked up, so that nothing known is missing from the picture. */
  get ready(): boolean {
    if (this.#looking) return false;
    return (
      this.#emptied ||
      ([...this.#sources.values()].every(({ state }) => state.restored) &&
        [...this.#logs.values(), ...this.#records.values()].every(({ loaded }) => loaded))
    );
  }

  /** A sentence for each thing about the site or about keeping that the operator should know. */
  get troubles(): string[] {
    const { lost, notSaved, setAside } = hub().store;
    const keeps = this.spec.logs ?? this.spec.records;
    return [
      ...(this.spec.files ? this.#site.site.problems : []),
      ...[lost, notSaved].flatMap((sentence) => (keeps && sentence ? [sentence] : [])),
      ...(keeps && isPassing(this.#realm) ? [NOT_STORED] : []),
      ...setAside,
    ];
  }

  /** The name of this environment, where more than one base is on the page. */
  get environment(): string | undefined {
    const { base } = this.place;
    return hub().bases > 1
      ? (this.#site.site.config.environment ?? base.replace(/^https?:\/\//, ''))
      : undefined;
  }

  /** What the card says of itself to those that show the page's cards. */
  about(): PageCard {
    return pageCardOf(this.spec, this.place, this.answers());
  }

  /** Keeps an event of the operator; not where nothing may be kept. */
  keep(event: NewOperatorEvent, name: string): OperatorEvent | undefined {
    return hub().readOnly ? undefined : hub().keep(this.#realm, name, event);
  }

  /** Pauses automatic polling in every tab, or lets it go on. */
  pause(paused: boolean): void {
    if (!hub().readOnly) hub().pause(this.place.base, paused);
  }

  /** Forgets what was shown: the next answer is news, be it the same. */
  forget(): void {
    this.#seen = undefined;
  }

  /** Asks every declared route now, whichever moment is shown. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#sources.values()].map((source) => source.refresh()));
    // Whoever asks for it sees it done, be it the same.
    this.#tell();
  }

  stop(): void {
    for (const stop of [...this.#leaves, ...this.#stops]) stop();
  }

  #watch(): void {
    const { base, interval, token, stateKey } = this.#place;
    const session = hub().session(base, token);
    const { realm } = session;
    this.#realm = realm;
    this.#leaves.push(session.listen(() => this.#moved()));
    if (session !== this.#session) this.#look(session);
    for (const known of [this.#sources, this.#logs, this.#records]) known.clear();
    for (const log of this.spec.logs ?? []) this.#follow(this.#logs, log, hub().log(realm, log));
    for (const name of namesOf(this.spec, stateKey))
      this.#follow(this.#records, name, hub().records(realm, name));
    for (const route of routesOf(this.spec)) this.#sources.set(route, hub().source(realm, route));
    const watch = { every: interval, changed: () => this.#compare(), session };
    for (const source of this.#sources.values()) this.#leaves.push(source.watch(watch));
    const look = watchTime(
      hub().clock(base),
      () => this.#stalesAt,
      () => this.#tell(),
    );
    this.#leaves.push(hub().ticker.join(look));
    this.#wasReady = false;
    this.#seen = this.#picture();
  }

  #watchAnew(): void {
    // A source that is watched by nobody for a moment would begin to go.
    const leaves = this.#leaves.splice(0);
    this.#watch();
    for (const leave of leaves) leave();
  }

  /** Nothing is shown before it is known whose data it is now. */
  #look(session: SharedSession): void {
    this.#session = session;
    this.#emptied = false;
    this.#looking = session.look()?.then(() => {
      if (session !== this.#session) return;
      this.#looking = undefined;
      this.changed();
    });
  }
  #looking: Promise<void> | undefined;

  /** The data is another's from now on: nothing that was shown stays. */
  #moved(): void {
    this.#emptied ||= this.ready;
    this.#watchAnew();
    this.changed();
  }

  #follow<K>(collections: Map<K, SharedCollection>, name: K, collection: SharedCollection): void {
    collections.set(name, collection);
    this.#leaves.push(collection.listen(() => this.#tell()));
  }

  /** What comes while a past moment is shown changes nothing of it; all cards are told when it ends. */
  #tell(): void {
    if (!this.#timeTravel || !this.#wasReady) this.changed();
    this.#wasReady = this.ready;
  }
  #wasReady = false;

  get #timeTravel(): TimeTravel | undefined {
    // The page travels in what nobody's token is needed for.
    const { timeTravel } = hub();
    return timeTravel?.base === this.#realm ? timeTravel : undefined;
  }

  #routes(): ApiState['routes'] {
    return Object.fromEntries([...this.#sources].map(([route, { state }]) => [route, state]));
  }

  #picture(): unknown {
    return pictureOf(this.spec, (route) => this.#sources.get(route)?.state);
  }

  #compare(): void {
    const picture = this.#picture();
    const { base, interval } = this.place;
    const tooOld = hub().clock(base).now() >= this.#stalesAt;
    this.#stalesAt = stalesAt(this.spec, { routes: this.#routes(), interval });
    if (!tooOld && same(picture, this.#seen)) return;
    this.#seen = picture;
    this.#tell();
  }
}
