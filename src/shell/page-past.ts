import { hub } from '../data/hub.ts';
import { History } from '../data/past-chains.ts';
import { openPack } from '../data/pack-open.ts';
import { timesOf } from '../data/pack-past.ts';
import { asOf } from '../data/past-moment.ts';
import { routes } from '../api/routes.ts';
import { incidentEvents } from '../domain/incidents/incident-events.ts';
import { readEvents } from '../store/event-log.ts';
import { age, duration } from '../domain/format/values.ts';
import { pastIndexKey } from '../store/past-write.ts';
import { happened, happenedIn } from './happened.ts';
import { base, element } from './page.ts';
import { settings } from './settings.ts';
import type { Route } from '../api/fields.ts';
import type { Opened } from '../data/pack-read.ts';
import type { Happened } from './happened.ts';

/** A past that the slider leads through; all times in ms since 1970 UTC. */
export interface Past {
  /** Whose past it is, at the head of a sentence. */
  readonly whose: string;
  /** What its end is called. */
  readonly end: string;
  /** How long a link to one of its moments holds. */
  readonly holds: string;
  now: () => number;
  /** When something was answered, oldest first; none where there is no past. */
  times: () => number[];
  /** How long before the end a moment lies, in words. */
  label: (time: number) => string;
  /** Shows all cards of the page as they were. */
  show: (time: number) => Promise<void> | void;
  happened: () => Promise<Happened[]> | Happened[];
  /** Takes up what came since; answers whether there was anything. */
  grow: () => Promise<boolean> | boolean;
  /** Shows the end again. */
  leave: () => void;
}

// `Object.keys` forgets the names of the keys.
const ROUTES = Object.keys(routes) as Route[];

/** The past that this browser kept; polling goes on behind it. */
class StoredPast implements Past {
  readonly whose = 'This browser';
  readonly end = 'live';
  readonly holds = 'in this browser, for 24 h';
  #asked = NaN;
  #stale = false;
  readonly #stop = hub().store.listen((keys) => {
    if (keys.includes(pastIndexKey(base))) this.#stale = true;
  });

  constructor(readonly history: History) {}

  readonly now = (): number => hub().clock(base).now();
  readonly times = (): number[] => this.history.times();
  readonly happened = (): Promise<Happened[]> =>
    happened(this.history, this.now(), (settings.now.interval ?? 30) * 1000);

  label(time: number): string {
    return `${age(this.now() - time)}. Nothing shown is live${settings.now.notify ? ', and notifications rest' : ''}.`;
  }

  async show(time: number): Promise<void> {
    this.#asked = time;
    const states = await this.history.at(ROUTES, time);
    // What was asked for since comes by itself.
    if (time === this.#asked)
      hub().timeTravel = { base, at: time, show: (known) => asOf(known, time, states) };
  }

  async grow(): Promise<boolean> {
    if (!this.#stale) return false;
    this.#stale = false;
    await hub().store.flush();
    await this.history.read();
    return true;
  }

  leave(): void {
    this.#asked = NaN;
    this.#stop();
    hub().timeTravel = undefined;
  }
}

/** The past that is in the pack which the page shows; its cards are told of a moment by the provider. */
class Packed implements Past {
  readonly whose = 'This pack';
  readonly end = 'the pack’s own moment';
  readonly holds = 'of this pack';

  constructor(readonly pack: Opened) {
    element('replay', HTMLElement).hidden = true;
  }

  readonly now = (): number => this.pack.now;
  readonly grow = (): boolean => false;

  times(): number[] {
    const times = timesOf(this.pack);
    return times.length > 1 ? times : [];
  }

  label(time: number): string {
    const before = this.pack.now - time;
    return `${before > 0 ? `${duration(before)} before this pack was made` : 'When this pack was made'}. Nothing here is live.`;
  }

  show(time: number): void {
    const provider = element('provider', HTMLElement);
    if (time < this.pack.now) provider.setAttribute('at', new Date(time).toISOString());
    else provider.removeAttribute('at');
  }

  happened(): Happened[] {
    const { logs, records, now, interval } = this.pack;
    const reported = {
      aliases: logs.sd_deployment_log ?? [],
      found: logs.missionControlAnomalyLog ?? [],
      requests: logs.sd_latency_log ?? [],
      events: readEvents(incidentEvents, records[incidentEvents.name] ?? []).events,
    };
    return happenedIn({ ...reported, oldest: this.times()[0] ?? now }, now, interval);
  }

  leave(): void {
    this.show(this.pack.now);
    element('replay', HTMLElement).hidden = false;
  }
}

/** The past that the page has: of the pack that it shows, or of this browser. @throws {Error} where the pack cannot be read */
export async function pastOfPage(): Promise<Past> {
  const pack = new URL(location.href).searchParams.get('pack');
  if (pack !== null) return new Packed(await openPack(pack));
  await hub().store.flush();
  return new StoredPast(await new History(base).read());
}
