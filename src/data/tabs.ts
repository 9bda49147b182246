import { isObject } from '../api/kinds.ts';
import { CHANNEL } from './hub-contract.ts';
import type { Message } from './hub-contract.ts';

/**
 * The other tabs of this origin. Where the browser has no channels or locks, or refuses them (plain http,
 * partitioned frames), this tab hears nothing, and polls for itself.
 */
export class Tabs {
  #channel: BroadcastChannel | undefined;
  readonly #topics = new Map<string, (body: unknown) => void>();

  constructor() {
    try {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
        // Any script of the origin can speak on it.
        if (isObject(data)) this.#topics.get(String(data['topic']))?.(data['body']);
      };
    } catch {
      // Nobody to talk to.
    }
  }

  /** Whether other tabs could hear this one. */
  get connected(): boolean {
    return this.#channel !== undefined;
  }

  /** Says something to every other tab. */
  say(topic: string, body: unknown): void {
    this.#channel?.postMessage({ topic, body } satisfies Message);
  }

  /** Hears what other tabs say on a topic; answers how to stop. */
  hear(topic: string, listener: (body: unknown) => void): () => void {
    this.#topics.set(topic, listener);
    return () => this.#topics.delete(topic);
  }
}

/** The lock that is held by whoever polls a source. @param key see `sourceKey` */
export const leadLock = (key: string): string => `mission-control/2 ${key}`;

/** One tab's wish to be the one that polls a route. */
export class Leadership {
  /** True while this tab is the one that polls. */
  held = false;
  #wish: AbortController | undefined;
  #release: (() => void) | undefined;

  /** @param name what is led; @param changed called when the lead was won or lost */
  constructor(
    readonly name: string,
    readonly changed: () => void,
  ) {}

  /** True while this tab holds the lead or queues for it. */
  get wished(): boolean {
    return this.#wish !== undefined;
  }

  /**
   * Queues for the lead; the browser hands it on when its holder lets go or dies.
   * @param connected false where nothing would be heard from the holder: then this tab polls for itself
   */
  join(connected: boolean): void {
    if (this.#wish) return;
    const wish = new AbortController();
    this.#wish = wish;
    if (!connected) return this.#set(true);
    const hold = (): Promise<void> => {
      if (wish.signal.aborted) return Promise.resolve();
      this.#set(true);
      return new Promise((release) => (this.#release = release));
    };
    try {
      navigator.locks.request(this.name, { signal: wish.signal }, hold).catch(() => {
        // Our own leaving rejects too; any other refusal means that there is no lock to be had here.
        if (!wish.signal.aborted) this.#set(true);
      });
    } catch {
      this.#set(true);
    }
  }

  /** Lets go at once, of the lead or of the place in the queue. */
  leave(): void {
    this.#wish?.abort();
    this.#wish = undefined;
    this.#release?.();
    this.#release = undefined;
    this.#set(false);
  }

  #set(held: boolean): void {
    if (this.held === held) return;
    this.held = held;
    this.changed();
  }
}
