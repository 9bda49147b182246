import type { Agent, Stack } from './stack.ts';

/** A thing that can happen: how likely it is just now beside the others, and what it does. */
export interface Move {
  weight: (stack: Stack) => number;
  happen: (stack: Stack, at: number) => void;
}

const inState = (stack: Stack, state: string): number =>
  stack.agents.filter((agent) => agent.state === state).length;

const turn = (stack: Stack, from: string, to: Agent['state']): Agent | undefined => {
  const agent = stack.random.pick(stack.agents.filter(({ state }) => state === from));
  if (agent) agent.state = to;
  return agent;
};

const wake =
  (from: string): Move['happen'] =>
  (stack, at) => {
    const agent = turn(stack, from, 'alive');
    if (agent) agent.pulsedAt = at;
    stack.log('duck.pulse', at, { actor: agent?.id });
  };

const settlePeck =
  (
    outcome: 'succeeded' | 'denied' | 'expired' | 'callback_error',
    event?: string,
    reasons?: string[],
  ): Move['happen'] =>
  (stack, at) => {
    const target = stack.openPecks.shift();
    stack.pecks[outcome] += 1;
    if (outcome === 'succeeded' && stack.random.chance(0.05)) stack.totals.connections += 1;
    if (event)
      stack.log(event, at, { actor: stack.someone(), target, reason: reasons && stack.random.pick(reasons) });
  };

/**
 * Everything that moves in the simulated stack, once. A weight of 0 says that it cannot happen now.
 * Weights grow with what waits, so that queues settle by themselves.
 */
export const moves = {
  signup: {
    weight: () => 5,
    happen: (stack, at) => {
      const actor = stack.someone();
      stack.totals.eggs += 1;
      stack.log('duck.signup', at, { actor });
      stack.mail('signup', `${actor.replace('-', '.')}@example.com`, at);
    },
  },
  hatch: {
    weight: ({ totals }) => (totals.eggs > totals.ducklings ? 4.6 : 0),
    happen: (stack, at) => {
      stack.totals.ducklings += 1;
      stack.log('duck.hatched', at, { actor: stack.someone() });
    },
  },
  certify: {
    weight: ({ totals }) => (totals.ducklings - totals.certificates) * 0.08,
    happen: (stack, at) => {
      const actor = stack.someone();
      const to = `${actor.replace('-', '.')}@example.com`;
      stack.totals.certificates += 1;
      stack.lastCertificateAt = at;
      stack.log('duck.cert_issued', at, { actor, target: `cert-${stack.totals.certificates}` });
      stack.log('duck.cert_emailed', at, { actor, target: to });
      stack.mail('certificate', to, at);
    },
  },
  bond: {
    weight: ({ agents }) => (agents.length < 60 ? 0.8 : 0),
    happen: (stack, at) => {
      stack.totals.connections += 1;
      stack.log('duck.bonded', at, { actor: stack.someone(), target: stack.bond(at) });
    },
  },
  pulse: {
    weight: () => 5,
    happen: (stack, at) => {
      const agent = stack.random.pick(stack.agents.filter(({ state }) => state === 'alive'));
      if (!agent) return;
      agent.pulsedAt = at;
      stack.log('duck.pulse', at, { actor: agent.id });
    },
  },
  tire: {
    weight: (stack) => (inState(stack, 'alive') > 0 ? 0.5 : 0),
    happen: (stack, at) => {
      const agent = turn(stack, 'alive', 'slow');
      // Agents pulse without an entry in the audit too: one that counts as slow has been silent for a while.
      if (agent) agent.pulsedAt = Math.max(agent.pulsedAt ?? 0, at - 6 * 60_000);
    },
  },
  recover: { weight: (stack) => inState(stack, 'slow') * 2, happen: wake('slow') },
  die: {
    weight: (stack) => inState(stack, 'slow') * 0.15,
    happen: (stack) => void turn(stack, 'slow', 'dead'),
  },
  revive: { weight: (stack) => inState(stack, 'dead'), happen: wake('dead') },
  unpeck: {
    weight: ({ agents }) => (agents.length > 12 ? 0.3 : 0),
    happen: (stack, at) => {
      const gone = stack.random.pick(stack.agents);
      stack.agents = stack.agents.filter((agent) => agent !== gone);
      stack.log('duck.unpecked', at, { actor: stack.someone(), target: gone?.id });
    },
  },
  ask: {
    weight: () => 6,
    happen: (stack, at) => {
      const target = `peck-${stack.random.hex(6)}`;
      stack.openPecks.push(target);
      stack.log('duck.peck_requested', at, { actor: stack.someone(), target });
    },
  },
  approve: {
    weight: ({ openPecks }) => openPecks.length * 1.9,
    happen: settlePeck('succeeded', 'duck.peck_approved', ['known to the flock', 'met at the pond']),
  },
  deny: {
    weight: ({ openPecks }) => openPecks.length * 0.006,
    happen: settlePeck('denied', 'duck.peck_denied', ['not known to me', 'wrong pond', 'asked twice']),
  },
  expire: {
    weight: ({ openPecks }) => openPecks.length * 0.01,
    happen: settlePeck('expired', 'duck.peck_expired', ['no answer within 15 min']),
  },
  breakCallback: {
    weight: ({ openPecks }) => openPecks.length * 0.002,
    happen: settlePeck('callback_error'),
  },
  report: {
    weight: () => 0.3,
    happen: (stack, at) =>
      stack.log('duck.reported', at, {
        actor: stack.someone(),
        target: stack.someone(),
        reason: 'quacks at night, call +1 202 555 0143',
      }),
  },
  invalidate: {
    weight: () => 0.15,
    happen: (stack, at) => {
      stack.invalidations.unshift({
        id: `I${stack.random.hex(13).toUpperCase()}`,
        at,
        paths: ['/index.html', '/cards/*'],
      });
      stack.invalidations.length = Math.min(stack.invalidations.length, 5);
    },
  },
} satisfies Record<string, Move>;

/** The name of something that can happen. */
export type MoveName = keyof typeof moves;
