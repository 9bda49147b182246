import { remembered } from '../data/remembered.ts';
import { same } from '../data/same.ts';
import { nearestProvider, queryOf } from './query.ts';
import { StrangeNames } from './strange-names.ts';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type * as Live from './live.ts';
import type { ApiState } from '../data/card-data.ts';
import type { Spec } from '../data/spec.ts';
import type { Query, QuerySettings } from './query.ts';

/** The live half, once it is loaded: cards that come later have it at their first render. */
let live: typeof Live | undefined;

/** So long the first render waits for what is remembered, in ms. */
const RESTORE_TIMEOUT_MS = 100;

const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** What is known, and the query that it answers. */
interface Answer {
  apiState: ApiState;
  query: Query;
}

/**
 * Owns what a card asks for. It resolves the query from the card's properties and the nearest provider at each update,
 * and touches the observer only where the query changed; what was known stays until the new is there, so that a body
 * keeps its fields and what is typed in them.
 */
export class QueryController implements ReactiveController {
  /** The nearest provider, defined or not; what only displays is asked of it too. */
  provider: Element | undefined;
  observer: Live.Observer | undefined;
  /** The words for what goes wrong with the data, once they are loaded. */
  notes: typeof Live.notes | undefined;
  /** Settles when what is remembered was looked up, or has taken too long. */
  remembered: Promise<unknown> | undefined;
  #query: Query | undefined;
  #answer: Answer | undefined;
  #wrong: string[] = [];
  #failed: string | undefined;
  #leave: (() => void) | undefined;
  readonly #strange = new StrangeNames();

  /** @param tick called every second while the card observes */
  constructor(
    readonly host: ReactiveControllerHost & Element & QuerySettings & { readonly spec: Spec },
    readonly tick: () => void,
  ) {
    host.addController(this);
  }

  /** What is known now, and the query that it answers; `undefined` before anything was looked up. */
  get answer(): Answer | undefined {
    const { observer } = this;
    if (observer?.ready && this.#query) this.#answer = { apiState: observer.state(), query: this.#query };
    return this.#answer;
  }

  /** What the card's own records are kept under. */
  get stateKey(): string {
    return this.#query?.stateKey ?? this.host.localName;
  }

  /** URL of the site's configuration. */
  get config(): string | undefined {
    return this.#query?.config;
  }

  /** A sentence for each thing that keeps the query from being answered as the page meant it. */
  get problems(): string[] {
    return [
      ...this.#wrong,
      ...this.#strange.problems,
      ...(this.#failed ? [this.#failed] : []),
      ...(this.observer?.troubles ?? []),
    ];
  }

  /** Whether there is nothing that the query could be answered from. */
  get unusable(): boolean {
    return this.#failed !== undefined || (this.#wrong.length > 0 && !this.#query?.base);
  }

  hostConnected(): void {
    const provider = (this.provider = nearestProvider(this.host));
    const provided = () => this.host.requestUpdate();
    provider?.addEventListener('mc-provided', provided);
    this.#leave = () => provider?.removeEventListener('mc-provided', provided);
    provided();
  }

  hostDisconnected(): void {
    this.#leave?.();
    // Another user may be signed in when it comes back.
    this.#answer = this.#query?.token ? undefined : this.answer;
    this.#stop();
    this.#query = undefined;
  }

  /** The card has another place on its page: another provider may be the nearest. */
  moved(): void {
    if (nearestProvider(this.host) === this.provider) return;
    this.#leave?.();
    this.hostConnected();
  }

  hostUpdate(): void {
    this.resolve();
  }

  /** Takes up what the properties and the provider say now. */
  resolve(): void {
    // An update may come after the card has left.
    if (!this.host.isConnected) return;
    const { query, problems } = queryOf(this.host, this.provider);
    this.#wrong = problems;
    this.#lookForStrangers();
    if (same(query, this.#query)) return;
    const { answer } = this;
    // What one user may see is no other's.
    this.#answer = answer?.query.token === query.token ? answer : undefined;
    this.#query = query;
    this.#failed = undefined;
    const { base, at, pack } = query;
    if (at !== undefined || pack !== undefined) {
      this.#stop();
      void this.#run(query, () => this.#recall(query));
    } else if (!base) {
      this.#stop();
      this.#answer = undefined;
    } else if (this.observer) {
      this.observer.setOptions({ ...query, base });
      this.#answer ??= { apiState: this.observer.state(), query };
    } else void this.#run(query, () => this.#observe({ ...query, base }, query));
  }

  #lookForStrangers(): void {
    // Every host is of a class with attributes.
    const { observedAttributes } = this.host.constructor as unknown as { observedAttributes: string[] };
    const elements = [this.host, ...(this.provider ? [this.provider] : [])];
    this.#strange.look(elements, observedAttributes, () => this.host.requestUpdate());
  }

  #stop(): void {
    this.observer?.stop();
    this.observer = undefined;
  }

  /** Runs what may fail; the card says so, unless it asks for something else by then. */
  async #run(query: Query, start: () => Promise<void>): Promise<void> {
    try {
      await start();
    } catch (reason) {
      if (query !== this.#query) return;
      this.#failed = reason instanceof Error ? reason.message : String(reason);
      this.#answer = undefined;
      this.host.requestUpdate();
    }
  }

  #show(query: Query, apiState: ApiState): void {
    if (query !== this.#query) return;
    this.#answer = { apiState, query };
    this.host.requestUpdate();
  }

  async #recall(query: Query): Promise<void> {
    const { recall, notes } = await import('./recorded.ts');
    this.notes = notes;
    this.#show(query, await recall(this.host.spec, query));
  }

  /** Paints what is remembered, and begins to observe. */
  async #observe(place: Live.Place, query: Query): Promise<void> {
    const { spec } = this.host;
    if (!live) {
      const { base, interval, stateKey } = place;
      // Whose data that would be, only the giver of the token can say.
      const first = place.token
        ? undefined
        : remembered(spec, base, interval, stateKey).then((apiState) => this.#show(query, apiState));
      this.remembered = Promise.race([
        first,
        new Promise((resolve) => setTimeout(resolve, RESTORE_TIMEOUT_MS)),
      ]);
      [live] = await Promise.all([import('./live.ts'), first]);
      // Watching begins once that is on screen; a hidden page has no frames.
      if (!document.hidden) await frame().then(frame);
      this.host.requestUpdate();
    }
    if (query !== this.#query || !this.host.isConnected) return;
    this.notes = live.notes;
    const changed = () => this.host.requestUpdate();
    this.observer = new live.Observer(spec, place, changed, () => {
      this.#lookForStrangers();
      this.tick();
    });
  }
}
