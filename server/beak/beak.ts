import type { Polled } from '../../src/api/fields.ts';
import { answers } from './answers.ts';
import { Random } from './random.ts';
import { scenarios } from './scenarios.ts';
import type { Delivery, ScenarioName } from './scenarios.ts';
import { World } from './world.ts';

/** What an embedded Beak starts from: `now` in ms UTC. */
export interface BeakOptions {
  seed: number;
  now: number;
  scenario?: ScenarioName;
}

/**
 * The embedded Beak: a simulated stack behind the routes of the contract, bent by a scenario that can be
 * changed while it runs. It knows nothing of HTTP and has no clock of its own: whoever asks moves it first.
 */
export class Beak {
  /** How far the backend's clock is ahead of the true one, in s. */
  skew = 0;
  #world: World;
  #scenario: ScenarioName = 'healthy';
  #since: number;
  readonly #seed: number;
  // Failures are drawn apart from the world, so that asking more often does not change what happens in it.
  #luck: Random;

  constructor({ seed, now, scenario = 'healthy' }: BeakOptions) {
    this.#seed = seed;
    this.#world = new World(seed, now);
    this.#luck = new Random(~seed);
    this.#since = this.#world.now;
    this.scenario = scenario;
  }

  /** The scenario that is on. Another one takes over at once; all that was counted stays. */
  get scenario(): ScenarioName {
    return this.#scenario;
  }

  set scenario(name: ScenarioName) {
    const { mood = {}, enter } = scenarios[name];
    this.#scenario = name;
    this.#since = this.#world.now;
    this.#world.feel(mood);
    enter?.(this.#world);
  }

  /** Moves the simulation on to `now`, ms UTC. */
  advance(now: number): void {
    this.#world.advance(now);
  }

  /** Starts over with the same seed, in the healthy scenario and with a true clock. */
  reset(now: number): void {
    this.#world = new World(this.#seed, now);
    this.#luck = new Random(~this.#seed);
    this.skew = 0;
    this.scenario = 'healthy';
  }

  /** The answer of a route as JSON text. */
  answer(route: Polled): string {
    const iso = (at: number): string => new Date(at + this.skew * 1000).toISOString();
    const fresh = answers(this.#world, iso);
    const bent = scenarios[this.#scenario].bend?.(fresh, this.#world, this.#since) ?? fresh;
    return JSON.stringify((bent as Record<Polled, unknown>)[route]);
  }

  /** The deploy log that the operators of this stack would keep, as Markdown. */
  deployLog(): string {
    const lines = this.#world.release.promotions.map(({ at, number, description }) => {
      const minute = new Date(at).toISOString().slice(0, 16).replace('T', ' ');
      return `- ${minute} UTC · v${number} · prod · ${description}`;
    });
    return `# Deploy log of beak-api\n\n${lines.reverse().join('\n')}\n`;
  }

  /** How the next answer travels. */
  deliver(): Delivery {
    return scenarios[this.#scenario].deliver?.(this.#luck) ?? { way: 'plain' };
  }
}
