import { anomalyLimits } from '../../domain/findings/severity.ts';
import { deadAgents as judge } from '../../domain/findings/dead-agents.ts';
import { cause, limitsIn } from './cause.ts';
import { anomalyReads } from '../anomaly-reads.ts';

/** Dead agents. */
export const deadAgents = cause({
  id: 'dead-agents',
  name: 'dead agents',
  reads: { agents: anomalyReads.agents },
  ids: ['fleet-dead', 'fleet-half-dead', 'agent-dead'],
  everywhere: true,
  judge: (data) => judge(data.facts.agents ?? {}, limitsIn(data, 'anomaly', anomalyLimits).half),
});
