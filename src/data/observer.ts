import { deedsIn } from '../store/records.ts';
import { samplesIn } from '../store/logs.ts';
import { hub } from './hub.ts';
import { factsOf, madeAt, stalesAt } from './moment.ts';
import { same } from './same.ts';
import { NO_SITE } from './site.ts';
import { namesOf, routesOf } from './spec.ts';
import type { TokenGiver } from '../api/client.ts';
import type { Route } from '../api/fields.ts';
import type { Deed, NewDeed } from '../store/records.ts';
import type { Folder } from '../store/folder.ts';
import type { Sample } from '../store/logs.ts';
import type { Rewound } from './hub.ts';
import type { Known, PageCard } from './moment.ts';
import type { LogName } from './samples.ts';
import type { Source } from './source.ts';
import type { RouteState } from './state.ts';
import type { Site } from './site.ts';
import type { Spec } from './spec.ts';

/** Where a card stands: what it observes and how often. */
export interface Place {
  tag: string;
  base: string;
  /** Polling interval in ms. */
  interval: number;
  token?: TokenGiver | undefined;
  /** URL of the site's configuration. */
  config?: string | undefined;
  /** What the card's own deeds are kept under. */
  own: string;
}

/** The parts of a route's state that a card shows; a poll that changes none of them tells nobody. */
const shown = ({ last, failing, restored }: RouteState) => ({
  known: last !== undefined,
  failing: failing && [failing.kind, failing.status, failing.count],
  restored,
});

/** How often the site's configuration and files are read, in ms. */
const SITE_EVERY = 5 * 60_000;

const read = new WeakMap<readonly unknown[], Sample[]>();

/** The samples of a log: a long one is read once, however often it is shown. */
function readOnce(chunks: readonly unknown[]): Sample[] {
  let samples = read.get(chunks);
  if (!samples) read.set(chunks, (samples = samplesIn(chunks)));
  return samples;
}

/** One card's view of the hub: told only when a declared fact, a log, a deed or the phase may have changed. */
export class Observer {
  readonly #sources = new Map<Route, Source>();
  readonly #logs = new Map<LogName, Folder>();
  readonly #records = new Map<string, Folder>();
  readonly #stops: (() => void)[] = [];
  #seen: unknown;
  /** When what is known becomes too old, in server time: what comes after is told, be it the same. */
  #stalesAt = Infinity;
  #site: Site = NO_SITE;
  /** When the site is read again, by the local clock in ms. */
  #siteDue = 0;

  /**
   * @param changed called when there is something new to show
   * @param tick called every second by the page's one clock
   */
  constructor(
    readonly spec: Spec,
    readonly place: Place,
    readonly changed: () => void,
    tick: () => void,
  ) {
    const { base, interval, token, own } = place;
    for (const log of spec.logs ?? []) this.#follow(this.#logs, log, hub().log(base, log));
    for (const name of namesOf(spec, own)) this.#follow(this.#records, name, hub().records(base, name));
    for (const route of routesOf(spec)) this.#sources.set(route, hub().source(base, route, token));
    const watch = { every: interval, changed: () => this.#compare() };
    for (const source of this.#sources.values()) this.#stops.push(source.watch(watch));
    this.#stops.push(hub().listenMode(changed), hub().ticker.join(tick));
    this.#seen = this.#picture();
    hub().cards.add(this);
    this.#stops.push(() => hub().cards.delete(this));
    if (spec.page) this.#stops.push(hub().ticker.join(() => this.#comparePage()));
    if (place.config) this.#stops.push(hub().ticker.join(() => this.#keepSite(place.config)));
    this.#keepSite(place.config);
  }

  /** All that is known at this second. */
  known(): Known {
    const { base, interval } = this.place;
    const clock = hub().clock(base);
    const pausedSince = hub().forced ? undefined : hub().pausedSince(base);
    const known: Known = {
      base,
      interval,
      now: clock.now(),
      routes: this.#routes(),
      logs: Object.fromEntries([...this.#logs].map(([log, { values }]) => [log, readOnce(values)])),
      records: Object.fromEntries([...this.#records].map(([name, { values }]) => [name, deedsIn(values)])),
      site: this.#site,
      ...(this.spec.page && { page: hub().page }),
      ...(pausedSince !== undefined && { pausedSince }),
      ...(clock.known && { skew: clock.offset }),
    };
    return this.#rewound?.show(known) ?? known;
  }

  /** Whether the operator may change what is kept: not while the page shows a past moment. */
  get writable(): boolean {
    return this.#rewound === undefined;
  }

  /** Whether what this browser keeps has been looked up, so that nothing known is missing from the picture. */
  get ready(): boolean {
    return (
      [...this.#sources.values()].every(({ state }) => state.restored) &&
      [...this.#logs.values(), ...this.#records.values()].every(({ loaded }) => loaded)
    );
  }

  /** A sentence for each thing about the site or about keeping that the operator should know. */
  get troubles(): string[] {
    const { notSaved, setAside } = hub().kept;
    const keeps = this.spec.logs ?? this.spec.records;
    return [
      ...(this.spec.files ? this.#site.problems : []),
      ...(keeps && notSaved ? [notSaved] : []),
      ...setAside,
    ];
  }

  /** The name of this environment, where more than one base is on the page. */
  get environment(): string | undefined {
    const { base } = this.place;
    return hub().bases > 1 ? (this.#site.config.environment ?? base.replace(/^https?:\/\//, '')) : undefined;
  }

  /** What the card says of itself to those that show the page's cards. */
  about(): PageCard {
    const { base, tag, own, interval } = this.place;
    const { title, files, logs, records } = this.spec;
    const live = { base, interval, now: hub().clock(base).now(), routes: this.#routes() };
    const { now, routes } = this.#rewound?.show({ ...live, logs: {}, records: {}, site: NO_SITE }) ?? live;
    const limit = stalesAt(this.spec, { routes, interval });
    const at = Math.min(...Object.values(routes).flatMap(({ last }) => (last ? madeAt(last) : [])));
    return {
      tag,
      title,
      own,
      routes: routesOf(this.spec),
      files: files !== undefined,
      keeps: logs !== undefined || records !== undefined,
      ...(at < Infinity && { at }),
      stale: now >= limit,
    };
  }

  /** Keeps a deed of the operator. */
  keep(deed: NewDeed, name: string): Deed {
    return hub().keep(this.place.base, name, deed);
  }

  /** Pauses automatic polling in every tab, or lets it go on. */
  pause(paused: boolean): void {
    hub().pause(this.place.base, paused);
  }

  /** Forgets what was shown: the next answer is news, be it the same. */
  forget(): void {
    this.#seen = undefined;
  }

  /** Asks every declared route now, whichever moment is shown. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#sources.values()].map((source) => source.refresh()));
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #follow<K>(folders: Map<K, Folder>, name: K, folder: Folder): void {
    folders.set(name, folder);
    this.#stops.push(folder.listen(() => this.#tell()));
  }

  /** What comes while a past moment is shown changes nothing of it; all cards are told when it ends. */
  #tell(): void {
    if (!this.#rewound || !this.#wasReady) this.changed();
    this.#wasReady = this.ready;
  }
  #wasReady = false;

  get #rewound(): Rewound | undefined {
    // A hub of an older build has none.
    const { rewound } = hub();
    return rewound?.base === this.place.base ? rewound : undefined;
  }

  #routes(): Known['routes'] {
    return Object.fromEntries([...this.#sources].map(([route, { state }]) => [route, state]));
  }

  /** What would be shown, to be compared. */
  #picture(): unknown {
    const state = (route: Route) => this.#sources.get(route)?.state;
    const compares = this.spec.compares;
    return [
      factsOf(this.spec, (route) => state(route)?.last),
      compares && factsOf(this.spec, (route) => state(route)?.[compares]),
      [...this.#sources.values()].map((source) => shown(source.state)),
      // Of a route of which it reads no field, that it answered is all there is to show.
      this.spec.probes?.map((route) => state(route)?.last?.at),
    ];
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

  /** A card of the page has come, has gone, or has become too old or fresh again. */
  #comparePage(): void {
    // An age is told by the clock; only of what is too old does it tell something new.
    const page = hub().page.map((card) => (card.stale || card.at === undefined ? card : { ...card, at: 0 }));
    if (same(page, this.#seenPage)) return;
    this.#seenPage = page;
    this.changed();
  }
  #seenPage: unknown;

  /** Reads the site's configuration and files, and reads them again from time to time. */
  #keepSite(url: string | undefined): void {
    if (!url || Date.now() < this.#siteDue) return;
    this.#siteDue = Date.now() + SITE_EVERY;
    void this.#loadSite(url).then(this.changed);
  }

  async #loadSite(url: string): Promise<void> {
    try {
      const { loadSite } = await import('./site-load.ts');
      const now = hub().clock(this.place.base).now();
      this.#site = await loadSite(url, this.spec.files ?? [], now, this.#site);
    } catch {
      this.#site = { ...this.#site, problems: ['The configuration of the site could not be loaded.'] };
    }
  }
}
