import { slowAgents as judge } from '../../domain/findings/slow-agents.ts';
import { anomalyReads } from '../anomaly-reads.ts';
import { cause } from './cause.ts';

/** Slow agents. */
export const slowAgents = cause({
  id: 'slow-agents',
  name: 'slow agents',
  reads: { agents: anomalyReads.agents },
  ids: ['agent-slow'],
  everywhere: true,
  judge: ({ facts }) => judge(facts.agents ?? {}),
});
