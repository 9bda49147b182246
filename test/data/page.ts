import sinon from 'sinon';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { Hub, hub } from '../../src/data/hub.ts';
import { Observer } from '../../src/data/observer.ts';
// Loaded with the page: a first poll must not wait for a busy machine to load it while time is faked.
import '../../src/data/diagnose.ts';
import '../../src/data/poll.ts';
import type { TokenGiver } from '../../src/api/token.ts';
import type { SharedHub } from '../../src/data/hub-contract.ts';
import type { Spec } from '../../src/data/spec.ts';

// Taken before anything is faked: what the browser itself does in its own time must be waited for in real time.
const later = globalThis.setTimeout.bind(globalThis);
const turn = (ms = 0): Promise<void> => new Promise((resolve) => void later(resolve, ms));

/** Waits until something holds; rejects after 10 s or more, with the words of what was waited for. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (holds()) return;
    await turn(5);
  }
  throw new Error(`Waited in vain: ${what}`);
}

/** The hub of this page with all that only its own build sees of it. */
export function ownHub(): Hub {
  const found = hub();
  if (found instanceof Hub) return found;
  throw new Error('The hub of this page is of another build.');
}

/** Another tab of this origin, with its own hub and its own time. */
export interface Tab {
  page: Page;
  hub: SharedHub;
  close: () => Promise<void>;
}

type Opened = Window & { opened?: Omit<Tab, 'close'> };

/**
 * Opens another tab: a frame of the same origin, which shares storage, locks and channels as a tab does.
 * @param missing a global that its browser does not have
 */
export async function openTab(base: string, missing = ''): Promise<Tab> {
  const frame = document.createElement('iframe');
  const [page, hubModule] = ['./page.ts', '../../src/data/hub.ts'].map(
    (path) => new URL(path, import.meta.url).href,
  );
  frame.srcdoc = `<script type="module">
    delete globalThis['${missing}'];
    const { Page } = await import('${page}');
    const { hub } = await import('${hubModule}');
    globalThis.opened = { page: new Page('${base}', ${Date.now()}), hub: hub() };
  </script>`;
  document.body.append(frame);
  // The script above sets it.
  const opened = () => {
    const inside: Opened | null = frame.contentWindow;
    return inside?.opened;
  };
  await until('the other tab', opened);
  const tab = opened();
  if (!tab) throw new Error('The other tab has gone.');
  return { ...tab, close: async () => (await tab.page.leave(), frame.remove()) };
}

/** Lets everything that is under way in this browser come to rest: storage, locks, channels. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await hub().store.flush();
    await hub().store.get('1/settle');
    await navigator.locks?.query();
    for (let turns = 0; turns < 4; turns++) await turn();
  }
}

const FAKED = ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] as const;

/** One page with a clock that stands still, a backend that answers as told, and cards that observe it. */
export class Page {
  readonly clock: sinon.SinonFakeTimers;
  /** When each request was sent, in ms since the page began. */
  readonly asked: number[] = [];
  /** The token that each request was sent with; empty for none. */
  readonly tokens: string[] = [];
  /** What the backend does. */
  answer: (route: string, token: string) => Response | Promise<Response> = () =>
    new Response('{"lambda":{"version":"1"}}');
  readonly #began: number;
  readonly #observers: Observer[] = [];
  #hidden = false;

  /**
   * @param base one that no other test uses
   * @param now what the machine's clock says, which all its tabs share
   */
  constructor(
    readonly base = `http://${crypto.randomUUID()}.test`,
    now = Date.parse('2026-11-21T07:00:00Z'),
  ) {
    this.clock = sinon.useFakeTimers({ now, toFake: [...FAKED] });
    this.#began = now;
    sinon.stub(Math, 'random').returns(0.5);
    sinon.stub(document, 'hidden').get(() => this.#hidden);
    sinon.stub(globalThis, 'fetch').callsFake((url, init) => {
      if (!String(url).startsWith(this.base)) return Promise.reject(new TypeError('Not of this test.'));
      this.asked.push(this.now);
      this.tokens.push(new Headers(init?.headers).get('authorization')?.replace('Bearer ', '') ?? '');
      return Promise.resolve(this.answer(String(url).slice(this.base.length), this.tokens.at(-1) ?? ''));
    });
  }

  /** Time since the page began, in ms. */
  get now(): number {
    return Date.now() - this.#began;
  }

  /** A card that observes; `told` counts how often it was told. */
  observe(
    spec: Partial<Spec> = {},
    seconds = 30,
    base = this.base,
    token?: TokenGiver,
  ): { observer: Observer; reported: sinon.SinonSpy } {
    const reported = sinon.spy();
    const whole = { title: 'A', section: 'posture', size: 'small', height: 100, ...READS, ...spec } as const;
    const place = { base, interval: seconds * 1000, tag: 'mc-test', stateKey: 'mc-a', token };
    const observer = new Observer(whole, place, reported, () => {});
    this.#observers.push(observer);
    return { observer, reported };
  }

  /** Lets time pass, second by second as a clock does. */
  async pass(seconds: number): Promise<void> {
    await settle();
    for (let left = seconds * 1000; left > 0; left -= 1000) {
      const before = this.asked.length;
      await this.clock.tickAsync(Math.min(1000, left));
      if (this.asked.length !== before) await settle();
    }
    await settle();
  }

  /** Waits for the number of requests sent so far, and for what they lead to. */
  async askedTimes(times: number): Promise<void> {
    await until(`${times} requests, not ${this.asked.length}`, () => {
      // A timer that is due now may only just have been set.
      this.clock.tick(0);
      return this.asked.length >= times;
    });
    await settle();
  }

  hide(hidden: boolean): void {
    this.#hidden = hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  /** Takes all cards away and gives the browser back as it was. */
  async leave(): Promise<void> {
    hub().forced = false;
    for (const observer of this.#observers) observer.stop();
    await this.clock.tickAsync(6000);
    await settle();
    this.clock.restore();
    sinon.restore();
  }
}

const READS = { reads: { version: field('status.lambda.version', text) } };
