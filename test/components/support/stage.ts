import sinon from 'sinon';
import { hub } from '../../../src/data/hub.ts';
import { cards } from '../../../src/shell/cards.ts';
import { Beak } from '../../../server/beak/beak.ts';
import { during, quiet, until } from './quiet.ts';
import type { Polled, Route } from '../../../src/api/fields.ts';
import type { Card } from '../../../src/card/card.ts';

/** The path of each route, as `contract.md` names it: written out, so that the code under test is not asked. */
const PATHS: Record<Route, string> = {
  beak: '/beak',
  metrics: '/beak/metrics',
  status: '/beak/system/status',
  audit: '/beak/audit',
};

/** The time at which every test begins, in ms since 1970 UTC. */
export const START = Date.UTC(2026, 2, 21, 5, 40);

/** One request that the page sent; `at` in ms since 1970 UTC. */
export interface Asked {
  route: Route | undefined;
  url: string;
  at: number;
  authorization: string | null;
}

/** A raw answer of a route, before it travels. */
export type Answer = Record<string, unknown>;

// Test files run side by side and share one origin, so a base must not be met twice.
const page = Math.random().toString(36).slice(2);
let bases = 0;

const SPOKEN = ['debug', 'info', 'log', 'warn', 'error'] as const;

/** A page with a stopped clock and the embedded Beak behind `fetch`: what a test plays on. */
export class Stage {
  readonly base = `https://${page}-${(bases += 1)}.test`;
  readonly clock = sinon.useFakeTimers({
    now: START,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
  readonly beak = new Beak({ seed: 7, now: START });
  readonly place = document.body.appendChild(document.createElement('main'));
  /** Every request, in order. */
  readonly asked: Asked[] = [];
  /** Everything that reached the console, and every error and rejection that nobody caught. */
  readonly messages: string[] = [];
  /** What becomes of an answer before it travels. */
  bend: ((answer: Answer, route: Polled) => Answer) | undefined;
  /** While true, no request is answered. */
  mute = false;
  /** Files of the site, by their names. */
  files: Record<string, string> = {};
  /** A fixed word against every request, such as a refusal. */
  answer: (() => Response) | undefined;
  readonly #box = sinon.createSandbox();
  readonly #uncaught = (event: ErrorEvent | PromiseRejectionEvent): void => {
    this.messages.push(`uncaught: ${'reason' in event ? String(event.reason) : event.message}`);
  };

  constructor() {
    // A page that runs beside another may be a hidden tab, which does not poll.
    Object.defineProperty(document, 'hidden', { configurable: true, value: false });
    this.#box.stub(window, 'fetch').callsFake((url, init) => this.#fetch(String(url), init));
    for (const name of SPOKEN)
      this.#box
        .stub(console, name)
        .callsFake((...label: unknown[]) => void this.messages.push(`${name}: ${label.join(' ')}`));
    for (const name of ['error', 'unhandledrejection'] as const)
      window.addEventListener(name, this.#uncaught);
  }

  /** Puts markup on the page, brings the cards that it names, and answers the first card in it once nothing is under way. */
  async show(markup: string): Promise<Card> {
    await bring([...markup.matchAll(/<(mc-[\w-]+)/g)].map(([, tag = '']) => tag));
    this.place.insertAdjacentHTML('beforeend', markup);
    await quiet();
    await this.pass(1);
    await this.pass(1);
    // A test names the tags of cards only.
    return this.place.lastElementChild as Card;
  }

  /** A card of a tag with attributes, on this stage's base. */
  card(tag: string, attributes = ''): Promise<Card> {
    return this.show(`<${tag} api-base="${this.base}" ${attributes}></${tag}>`);
  }

  /** Lets time pass, in ms, in steps no longer than `step`, with all that comes of it. */
  async pass(ms: number, step = 1000): Promise<void> {
    await quiet();
    for (let left = ms; left > 0; left -= step) {
      this.clock.tick(Math.min(step, left));
      await quiet();
    }
  }

  /** The tab goes to the background, or comes back. */
  async hide(hidden: boolean): Promise<void> {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
    await quiet();
  }

  /** How often each route was asked. */
  counts(): Partial<Record<string, number>> {
    const counts: Partial<Record<string, number>> = {};
    for (const { route, url } of this.asked) counts[route ?? url] = (counts[route ?? url] ?? 0) + 1;
    return counts;
  }

  /** Ends the play: everything leaves, what lingers goes, and the clock runs again. */
  async strike(): Promise<void> {
    Reflect.deleteProperty(document, 'hidden');
    this.place.remove();
    this.mute = false;
    if (hub().pausedSince(this.base) !== undefined) hub().pause(this.base, false);
    await this.pass(12_000, 4000);
    this.#box.restore();
    this.clock.restore();
    for (const name of ['error', 'unhandledrejection'] as const)
      window.removeEventListener(name, this.#uncaught);
  }

  async #fetch(url: string, init: RequestInit = {}): Promise<Response> {
    // `Object.keys` forgets the names of the keys.
    const route = (Object.keys(PATHS) as Route[]).find((name) => url === this.base + PATHS[name]);
    const authorization = new Headers(init.headers).get('authorization');
    const file = Object.entries(this.files).find(([name]) => url.endsWith(`/${name}`))?.[1];
    if (file !== undefined) return during(Promise.resolve(new Response(file)));
    this.asked.push({ route, url, at: Date.now(), authorization });
    const response = await (this.mute || !route ? never(init.signal) : this.#deliver(route, init.signal));
    const read = response.text.bind(response);
    response.text = () => during(read());
    return response;
  }

  /** As the embedded Beak's server does it, but for the network. */
  async #deliver(route: Route, signal: AbortSignal | null | undefined): Promise<Response> {
    const now = Date.now();
    this.beak.advance(now);
    if (this.answer) return this.answer();
    const delivery = this.beak.deliver();
    const body = route === 'beak' ? '{"ok":true}' : this.#body(route);
    const headers = { date: new Date(now + this.beak.skew * 1000).toUTCString() };
    switch (delivery.way) {
      case 'plain':
        if (delivery.delayMs) await new Promise((resolve) => setTimeout(resolve, delivery.delayMs));
        return new Response(body, { headers });
      case 'status': {
        const { status, retryAfter } = delivery;
        return new Response('{}', {
          status,
          headers: { ...headers, ...(retryAfter && { 'retry-after': String(retryAfter) }) },
        });
      }
      case 'page':
        return new Response('<!doctype html><p>Please sign in to the network.</p>', { headers });
      case 'cut':
        return new Response(body.slice(0, body.length / 2), { headers });
      case 'destroyed':
        throw new TypeError('Failed to fetch');
      case 'never':
        return never(signal);
    }
  }

  #body(route: Polled): string {
    const body = this.beak.answer(route);
    // Every answer of the Beak is an object.
    return this.bend ? JSON.stringify(this.bend(JSON.parse(body) as Answer, route)) : body;
  }
}

/** Defines the cards of these tags, as the script of each does on a page. */
export async function bring(tags: readonly string[]): Promise<void> {
  for (const tag of tags) await cards[tag]?.();
}

/** A request that nobody answers ends when the asker gives it up. */
const never = (signal: AbortSignal | null | undefined): Promise<never> =>
  new Promise((_, reject) =>
    signal?.addEventListener('abort', () => reject(new DOMException('Given up', 'AbortError'))),
  );

/** Cards that have been shown on this page, so that what they load when used is there. */
const rehearsed = new Set<string>();

/** Loads what a card loads when it is used, so that no test waits for it. */
async function rehearse(tag: string): Promise<void> {
  if (rehearsed.has(tag)) return;
  // What reads the site's files is loaded when a card first has some.
  await import('../../../src/data/site-load.ts');
  // What asks is loaded when a tab first polls, and what finds anomalies when it first polls the status.
  await import('../../../src/data/poll.ts');
  await import('../../../src/data/diagnose.ts');
  await import('../../../src/data/poll-anomalies.ts');
  const rehearsal = new Stage();
  const card = await rehearsal.card(tag);
  await until(
    () => {
      rehearsal.clock.tick(1);
      // A local card shows itself before its live half has come.
      return card.getAttribute('phase') !== 'loading' && card.writable;
    },
    `<${tag}> to come to life`,
    15_000,
  ).finally(() => rehearsal.strike());
  rehearsed.add(tag);
}

/**
 * A stage for the tests of a suite: for each its own, or one that all share, because they only look.
 * @param tag a card that the suite shows: what it loads when used is loaded before the first test
 */
export function useStage(tag: string, span: 'test' | 'suite' = 'test'): () => Stage {
  let stage: Stage | undefined;
  before(async function () {
    this.timeout(20_000);
    await rehearse(tag);
  });
  const raise = (): void => void (stage = new Stage());
  const strike = async (): Promise<void> => {
    await stage?.strike();
    stage = undefined;
  };
  if (span === 'suite') {
    before(raise);
    after(strike);
  } else {
    beforeEach(raise);
    afterEach(strike);
  }
  return () => {
    if (!stage) throw new Error('There is a stage only during a test.');
    return stage;
  };
}
