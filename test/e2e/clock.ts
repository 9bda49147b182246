import { build } from 'esbuild';
import type { Page } from 'puppeteer-core';

/** What the script below leaves in a page. */
interface Driven {
  tick: (ms: number) => Promise<void>;
}

/**
 * Runs in the page before anything else: sinon's clock in place of the browser's, which moves only when told, and a
 * count of the requests under way, so that a step ends when what it set off has ended.
 */
const script = (now: number, seed: number, runs: boolean): string => `
  import { useFakeTimers } from 'sinon';
  const turn = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => { port1.close(); resolve(); };
    port1.postMessage(0);
  });
  const clock = useFakeTimers({
    now: ${now},
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    shouldAdvanceTime: ${runs},
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
  let state = ${seed} >>> 0;
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

/**
 * One clock for a server and the pages that read it, which can be put forward. In between it runs as any clock does,
 * or stands still where a measurement has to be exact.
 */
export class DrivenClock {
  #shift: number;
  readonly #pages = new Map<Page, string>();

  constructor(
    at: string,
    readonly runs = true,
  ) {
    this.#shift = Date.parse(at) - (runs ? Date.now() : 0);
  }

  /** Ms since 1970 UTC. */
  get now(): number {
    return this.#shift + (this.runs ? Date.now() : 0);
  }

  /** Puts the page, at its next load, under this clock; its chance is drawn from the seed. */
  async drive(page: Page, seed = 1): Promise<void> {
    const { outputFiles } = await build({
      stdin: { contents: script(this.now, seed, this.runs), resolveDir: import.meta.dirname },
      bundle: true,
      write: false,
      format: 'iife',
    });
    const old = this.#pages.get(page);
    if (old) await page.removeScriptToEvaluateOnNewDocument(old);
    const { identifier } = await page.evaluateOnNewDocument(outputFiles[0]?.text ?? '');
    this.#pages.set(page, identifier);
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
      const pages = [...this.#pages.keys()].map((page) =>
        page.evaluate((length) => (globalThis as unknown as Driven).tick(length), by),
      );
      await Promise.all(pages);
    }
  }
}
