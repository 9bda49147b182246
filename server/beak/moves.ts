import type { Agent, World } from './world.ts';

/** A thing that can happen: how likely it is just now beside the others, and what it does. */
export interface Move {
  weight: (world: World) => number;
  happen: (world: World, at: number) => void;
}

const inState = (world: World, state: string): number =>
  world.agents.filter((agent) => agent.state === state).length;

const turn = (world: World, from: string, to: Agent['state']): Agent | undefined => {
  const agent = world.random.pick(world.agents.filter(({ state }) => state === from));
  if (agent) agent.state = to;
  return agent;
};

const wake =
  (from: string): Move['happen'] =>
  (world, at) => {
    const agent = turn(world, from, 'alive');
    if (agent) agent.pulsedAt = at;
    world.log('duck.pulse', at, { actor: agent?.id });
  };

const settlePeck =
  (
    outcome: 'succeeded' | 'denied' | 'expired' | 'callback_error',
    event?: string,
    reasons?: string[],
  ): Move['happen'] =>
  (world, at) => {
    const target = world.openPecks.shift();
    world.pecks[outcome] += 1;
    if (outcome === 'succeeded' && world.random.chance(0.05)) world.totals.connections += 1;
    if (event)
      world.log(event, at, { actor: world.someone(), target, reason: reasons && world.random.pick(reasons) });
  };

/**
 * Everything that moves in the simulated stack, once. A weight of 0 says that it cannot happen now.
 * Weights grow with what waits, so that queues settle by themselves.
 */
export const moves = {
  signup: {
    weight: () => 5,
    happen: (world, at) => {
      const actor = world.someone();
      world.totals.eggs += 1;
      world.log('duck.signup', at, { actor });
      world.mail('signup', `${actor.replace('-', '.')}@example.com`, at);
    },
  },
  hatch: {
    weight: ({ totals }) => (totals.eggs > totals.ducklings ? 4.6 : 0),
    happen: (world, at) => {
      world.totals.ducklings += 1;
      world.log('duck.hatched', at, { actor: world.someone() });
    },
  },
  certify: {
    weight: ({ totals }) => (totals.ducklings - totals.certificates) * 0.08,
    happen: (world, at) => {
      const actor = world.someone();
      const to = `${actor.replace('-', '.')}@example.com`;
      world.totals.certificates += 1;
      world.lastCertificateAt = at;
      world.log('duck.cert_issued', at, { actor, target: `cert-${world.totals.certificates}` });
      world.log('duck.cert_emailed', at, { actor, target: to });
      world.mail('certificate', to, at);
    },
  },
  bond: {
    weight: ({ agents }) => (agents.length < 60 ? 0.8 : 0),
    happen: (world, at) => {
      world.totals.connections += 1;
      world.log('duck.bonded', at, { actor: world.someone(), target: world.bond(at) });
    },
  },
  pulse: {
    weight: () => 5,
    happen: (world, at) => {
      const agent = world.random.pick(world.agents.filter(({ state }) => state === 'alive'));
      if (!agent) return;
      agent.pulsedAt = at;
      world.log('duck.pulse', at, { actor: agent.id });
    },
  },
  tire: {
    weight: (world) => (inState(world, 'alive') > 0 ? 0.5 : 0),
    happen: (world, at) => {
      const agent = turn(world, 'alive', 'slow');
      // Agents pulse without an entry in the audit too: one that counts as slow has been silent for a while.
      if (agent) agent.pulsedAt = Math.max(agent.pulsedAt ?? 0, at - 6 * 60_000);
    },
  },
  recover: { weight: (world) => inState(world, 'slow') * 2, happen: wake('slow') },
  die: {
    weight: (world) => inState(world, 'slow') * 0.15,
    happen: (world) => void turn(world, 'slow', 'dead'),
  },
  revive: { weight: (world) => inState(world, 'dead'), happen: wake('dead') },
  unpeck: {
    weight: ({ agents }) => (agents.length > 12 ? 0.3 : 0),
    happen: (world, at) => {
      const gone = world.random.pick(world.agents);
      world.agents = world.agents.filter((agent) => agent !== gone);
      world.log('duck.unpecked', at, { actor: world.someone(), target: gone?.id });
    },
  },
  ask: {
    weight: () => 6,
    happen: (world, at) => {
      const target = `peck-${world.random.hex(6)}`;
      world.openPecks.push(target);
      world.log('duck.peck_requested', at, { actor: world.someone(), target });
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
    happen: (world, at) =>
      world.log('duck.reported', at, {
        actor: world.someone(),
        target: world.someone(),
        reason: 'quacks at night, call +1 202 555 0143',
      }),
  },
  invalidate: {
    weight: () => 0.15,
    happen: (world, at) => {
      world.invalidations.unshift({
        id: `I${world.random.hex(13).toUpperCase()}`,
        at,
        paths: ['/index.html', '/cards/*'],
      });
      world.invalidations.length = Math.min(world.invalidations.length, 5);
    },
  },
} satisfies Record<string, Move>;

/** The name of something that can happen. */
export type MoveName = keyof typeof moves;
