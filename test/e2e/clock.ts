import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';

/** What the script below leaves in a page. */
interface Driven {
  /** A page that went nowhere yet has none. */
  tick?: (ms: number) => Promise<void>;
}

/**
 * Runs in the page before anything else: sinon's clock in place of the browser's, which moves only when told, and a
 * count of the requests under way, so that a step ends when what it set off has ended.
 */
const SCRIPT = `
  import { useFakeTimers } from 'sinon';
  const { shift, still, seed } = globalThis.driven;
  const turn = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => { port1.close(); resolve(); };
    port1.postMessage(0);
  });
  const clock = useFakeTimers({
    now: still ? shift : Date.now() + shift,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    shouldAdvanceTime: !still,
  });
  const open = new Set();
  const track = (promise) => {
    const ended = promise.then(() => {}, () => {}).then(() => open.delete(ended));
    open.add(ended);
    return promise;
  };
  const ask = globalThis.fetch;
  globalThis.fetch = (...given) => track(ask(...given));
  const { text } = Response.prototype;
  Response.prototype.text = function () { return track(text.call(this)); };
  let state = seed >>> 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  globalThis.tick = async (ms) => {
    await clock.tickAsync(ms);
    do {
      await Promise.all(open);
      for (let n = 0; n < 4; n += 1) await turn();
    } while (open.size > 0);
  };
`;

let built: Promise<string> | undefined;

/** The script as a page takes it. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
  });
  return outputFiles[0]?.text ?? '';
}

/** What a page is driven by: the seed of its chance, and the script that its next load runs. */
interface Driver {
  seed: number;
  script: string;
}

/**
 * One clock for a server and the pages that read it, which can be put forward. In between it runs as any clock does,
 * or stands still where a measurement has to be exact.
 */
export class DrivenClock {
  #shift: number;
  readonly #pages = new Map<Page, Driver>();

  constructor(
    at: string | number,
    readonly runs = true,
  ) {
    this.#shift = new Date(at).getTime() - (runs ? Date.now() : 0);
  }

  /** Ms since 1970 UTC. */
  get now(): number {
    return this.#shift + (this.runs ? Date.now() : 0);
  }

  /** Puts the page, from its next load on, under this clock; its chance is drawn from the seed. */
  async drive(page: Page, seed = 1): Promise<void> {
    const { script } = this.#pages.get(page) ?? {};
    if (script) await page.removeScriptToEvaluateOnNewDocument(script);
    else page.once('close', () => this.leave(page));
    const given = { shift: this.#shift, still: !this.runs, seed };
    const { identifier } = await page.evaluateOnNewDocument(
      `globalThis.driven = ${JSON.stringify(given)};${await (built ??= bundle())}`,
    );
    this.#pages.set(page, { seed, script: identifier });
  }

  /** Lets time pass that no page lives through: the browser was closed. */
  skip(ms: number): void {
    this.#shift += ms;
  }

  /** Takes a page from under this clock, for instance because it was closed. */
  leave(page: Page): void {
    this.#pages.delete(page);
  }

  /** Moves on, by steps of `step` ms, and waits after each for the requests that it set off. */
  async move(ms: number, step = 5000): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      const by = Math.min(step, left);
      this.#shift += by;
      const ticks = [...this.#pages.keys()].map((page) =>
        page.evaluate((length) => (globalThis as unknown as Driven).tick?.(length), by),
      );
      await Promise.all(ticks);
    }
    for (const [page, { seed }] of this.#pages) await this.drive(page, seed);
  }
}
