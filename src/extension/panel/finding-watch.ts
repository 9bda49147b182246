import { ALL_CAUSES } from '../../data/all-causes.ts';
import { hub } from '../../data/hub.ts';
import { Observer } from '../../data/observer.ts';
import { findingsOf } from '../../data/findings-of.ts';
import { configOf } from '../environment.ts';
import { spec, verdictOf } from '../verdict.ts';
import type { TokenGiver } from '../../api/token.ts';
import type { ApiState } from '../../data/card-data.ts';
import type { Finding } from '../../domain/findings/finding.ts';
import type { Environment } from '../environment.ts';
import type { Verdict } from '../verdict.ts';

/** What the panel says of an environment as a whole. */
export interface Picture {
  state: ApiState;
  verdict: Verdict;
  findings: readonly Finding[];
}

/** What the panel knows of the environment that it shows: by the same list of causes as the badge, from the cards' own polls. */
export class FindingWatch {
  #observer: Observer | undefined;
  #stopMode: (() => void) | undefined;

  /** @param changed called when there is something new to say, each second too, for ages */
  constructor(readonly changed: () => void) {}

  /** Watches this environment from now on. @param interval in ms */
  watch(environment: Environment, interval: number, token: TokenGiver | undefined): void {
    const place = {
      tag: 'panel',
      stateKey: 'findings',
      base: environment.base,
      interval,
      token,
      config: configOf(environment),
    };
    if (this.#observer) this.#observer.setOptions(place);
    else this.#observer = new Observer(spec, place, this.changed, this.changed);
    this.#stopMode ??= hub().listenMode(this.changed);
    this.changed();
  }

  stop(): void {
    this.#observer?.stop();
    this.#observer = undefined;
  }

  /** Asks every route now. */
  async refresh(): Promise<void> {
    await this.#observer?.refresh();
  }

  /** Whether polling is paused in every tab. */
  get paused(): boolean {
    return this.#observer !== undefined && hub().pausedSince(this.#observer.place.base) !== undefined;
  }

  pause(paused: boolean): void {
    this.#observer?.pause(paused);
  }

  /** How the environment stands; `undefined` before what is remembered was looked up. */
  get picture(): Picture | undefined {
    const observer = this.#observer;
    if (!observer?.ready) return undefined;
    const state = observer.state();
    return { state, verdict: verdictOf(state), findings: findingsOf(state, ALL_CAUSES) };
  }
}
