import { fields } from '../../src/api/fields.ts';
import { read } from '../../src/api/kinds.ts';
import { readChange } from '../../src/api/read-change.ts';
import type { Change } from '../../src/api/change.ts';
import type { Polled } from '../../src/api/fields.ts';
import { answers } from './answers.ts';
import { aimOf } from './change-request.ts';
import { Random } from './random.ts';

import { scenarios } from './scenarios.ts';
import type { Delivery, ScenarioName } from './scenarios.ts';
import { World } from './world.ts';

/** So many answers to changes are remembered, so that the same one again changes nothing twice. */
const REMEMBERED = 1000;

/** How a change of the alias was answered, and the body as JSON text. */
export interface Answered {
  status: 200 | 404 | 412 | 422;
  body: string;
}

const refusal = (status: 404 | 412 | 422, message: string): Answered => ({
  status,
  body: JSON.stringify({ message }),
});

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
  /** What was asked and answered, by request id. */
  readonly #answered = new Map<string, { asked: string; answer: Answered }>();
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
    this.#answered.clear();
    this.skew = 0;
    this.scenario = 'healthy';
  }

  /** The answer of a route as JSON text. */
  answer(route: Polled): string {
    return JSON.stringify(this.#answers()[route]);
  }

  /**
   * Changes the alias, as an authorised caller of `POST /beak/release` asks. The same request again is given the same
   * answer and changes nothing, a refusal included.
   * @param sent the body, parsed
   */
  change(sent: unknown): Answered {
    const change = readChange(sent);
    if (typeof change === 'string') return refusal(422, change);
    const asked = JSON.stringify(change);
    const known = this.#answered.get(change.request_id);
    if (known?.asked === asked) return known.answer;
    if (known) return refusal(422, 'This request id was used for another change; each change needs its own.');
    const answer = this.#change(change);
    this.#answered.set(change.request_id, { asked, answer });
    const [oldest] = this.#answered.keys();
    if (this.#answered.size > REMEMBERED && oldest !== undefined) this.#answered.delete(oldest);
    return answer;
  }

  #change(change: Change): Answered {
    const { release, now } = this.#world;
    // A change is judged by what the caller was shown.
    const shown = read(fields.status, this.#answers().status)?.release;
    if (!shown) return refusal(404, 'Not Found');
    const aim = aimOf(change, release, shown.stable);
    if ('refused' in aim) return refusal(aim.status, aim.refused);
    release.change(now, aim);
    // The release as the scenario has it, whatever that makes of it.
    const after = this.#answers().status as { release?: unknown };
    return { status: 200, body: JSON.stringify(after.release ?? null) };
  }

  #answers(): Record<Polled, unknown> {
    const iso = (at: number): string => new Date(at + this.skew * 1000).toISOString();
    const fresh = answers(this.#world, iso);
    // A scenario may make anything of an answer, but the routes stay.
    return scenarios[this.#scenario].bend?.(fresh, this.#world, this.#since) ?? fresh;
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
