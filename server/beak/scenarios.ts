import type { Answers } from './answers.ts';
import { hostile } from './hostile.ts';
import { oldBackend } from './old-backend.ts';
import type { Random } from './random.ts';
import { usualPlan } from './deployment.ts';
import sentences from './scenarios.json' with { type: 'json' };
import type { Mood, World } from './world.ts';

/** The name of a scenario. */
export type ScenarioName = keyof typeof sentences;

/** How an answer travels, when not plainly; `delayMs` in ms, `retryAfter` in s. */
export type Delivery =
  | { way: 'plain'; delayMs?: number }
  | { way: 'status'; status: number; retryAfter?: number }
  | { way: 'page' | 'cut' | 'destroyed' | 'never' };

/** What a scenario bends; the healthy simulation does the rest. */
export interface Scenario {
  /** How the world moves while it is on. */
  mood?: Mood;
  /** What happens once, when it is switched on. */
  enter?: (world: World) => void;
  /** What becomes of the answers; `since` is when the scenario was switched on, ms UTC. */
  bend?: (fresh: Answers, world: World, since: number) => Record<string, unknown>;
  /** How the next answer travels. */
  deliver?: (random: Random) => Delivery;
}

const canary = { ...usualPlan, atOnce: true, trialMinutes: 30 as const };

/** Every scenario, by name; the sentence that explains each stands in `scenarios.json`. */
export const scenarios: Record<ScenarioName, Scenario> = {
  'healthy': {},

  'drift': {
    mood: { release: { ...usualPlan, held: true } },
    bend: (fresh, { release }) => {
      // Who puts it right by the route has put it right.
      if (release.changedAt !== undefined) return fresh;
      const other =
        release.versions.find(({ number }) => number < release.stable)?.number ?? release.stable - 1;
      const { status } = fresh;
      // The alias was moved by hand, and the deploy log does not know of it.
      const moved = { lambda_alias_version: String(other), lambda_alias_parity: false };
      const part = { ...status.release, stable: String(other) };
      return { ...fresh, status: { ...status, ...moved, release: part } };
    },
  },

  'canary-good': { mood: { release: { ...canary, callsPerMinute: 1500, errorRate: 0 } } },
  'canary-bad': { mood: { release: { ...canary, callsPerMinute: 900, errorRate: 0.06, watched: false } } },
  'canary-quiet': { mood: { release: { ...canary, callsPerMinute: 8, errorRate: 0 } } },

  'canary-alarm': { mood: { release: { ...canary, callsPerMinute: 900, errorRate: 0.06 } } },
  'alias-edited': { mood: { release: { ...canary, callsPerMinute: 900, errorRate: 0, edited: true } } },

  'fleet-dying': {
    mood: { weights: { tire: 12, die: 40, recover: 0, revive: 0, bond: 0, unpeck: 0, pulse: 0.2 } },
    enter: ({ agents, now }) => {
      for (const [n, agent] of agents.entries()) {
        if (n % 5 === 0)
          Object.assign(agent, { state: 'dead', pulsedAt: n === 0 ? null : now - n * 47 * 60_000 });
        else if (n % 4 === 0) Object.assign(agent, { state: 'slow', pulsedAt: now - 7 * 60_000 });
      }
    },
  },

  'sandbox-quota': {
    bend: (fresh, { now }, since) => {
      const sent = Math.min(200, 182 + Math.floor((now - since) / 60_000));
      const ses = { ...fresh.status.ses, sandbox: true, daily_quota: 200, sent_24h: sent, max_send_rate: 1 };
      return { ...fresh, status: { ...fresh.status, ses, sns: { sandbox: true, monthly_spend_limit: 1 } } };
    },
  },

  'misconfigured': {
    bend: (fresh) => {
      const { status } = fresh;
      const { auth, ses, lambda, database_billing, database_status, alarms } = status;
      const names = [...lambda.env_names.filter((name) => name !== 'LOG_LEVEL'), 'DEBUG_PECKS'];
      return {
        ...fresh,
        status: {
          ...status,
          auth: { ...auth, verify: false, phone_verify: false, mfa: 'OPTIONAL' },
          ses: { ...ses, spf: false, bounce_rate: 0.061, complaint_rate: 0.0014 },
          lambda: { ...lambda, memory_mb: 128, memory_used_mb: 121, timeout_s: 3, env_names: names },
          database_billing: { ...database_billing, peck_requests: 'PROVISIONED' },
          database_status: { ...database_status, connections: 'UPDATING' },
          alarms: alarms.map((alarm, index) => (index === 1 ? { ...alarm, state: 'ALARM' } : alarm)),
        },
      };
    },
  },

  'down': {
    deliver: (random) => (random.chance(0.5) ? { way: 'destroyed' } : { way: 'status', status: 503 }),
  },

  'slow': { deliver: (random) => ({ way: 'plain', delayMs: random.between(1000, 3000) }) },

  'flaky': {
    deliver: (random) => {
      if (!random.chance(1 / 3)) return { way: 'plain' };
      const failures: Delivery[] = [
        { way: 'status', status: 500 },
        { way: 'status', status: 503, retryAfter: 20 },
        { way: 'status', status: 429, retryAfter: 10 },
        { way: 'page' },
        { way: 'cut' },
        { way: 'destroyed' },
        { way: 'never' },
      ];
      return random.pick(failures) ?? { way: 'plain' };
    },
  },

  'old-backend': { bend: oldBackend },
  'hostile': { bend: (fresh, { now }) => hostile(fresh, now) },
};

/** Whether a text is the name of a scenario. */
export const isScenario = (name: unknown): name is ScenarioName =>
  typeof name === 'string' && Object.hasOwn(scenarios, name);
