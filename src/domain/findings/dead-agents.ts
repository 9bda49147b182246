import { count, plural } from '../format/values.ts';
import { fleetWords } from '../fleet/fleet.ts';
import { fleetSize, ofDead } from './severity.ts';
import type { FleetCounts } from '../fleet/fleet.ts';
import type { Judged } from './finding.ts';

/** Dead agents: any is bad. @param half the share of the fleet from which much of it is dead */
export function deadAgents(agents: FleetCounts, half: number): Judged {
  const { dead } = agents;
  if (dead === undefined) return 'unknown';
  const severity = ofDead(agents, half);
  if (!severity) return 'fine';
  const size = fleetSize(agents);
  const whole = severity.id === 'fleet-dead';
  return {
    ...severity,
    cause: 'dead-agents',
    tone: 'bad',
    headline:
      size === undefined
        ? `${plural(dead, 'agent')} dead (limit 0)`
        : whole
          ? `All ${plural(size, 'agent')} dead`
          : `${count(dead)} of ${plural(size, 'agent')} dead (limit 0)`,
    evidence: `${fleetWords(agents)}.`,
    scope: whole ? 'Every bonded spaceduck' : `Owners of ${plural(dead, 'agent')}`,
    notices: whole
      ? 'No spaceduck answers its owner.'
      : 'Spaceducks with a dead agent do not answer; their tasks are not done.',
    impact: whole ? 'Everybody with a bonded spaceduck is cut off.' : 'Their owners are cut off.',
    next: 'Find when they fell silent. Many at once: check the stack. Single ones: restart their hosts.',
    card: 'mc-agent-fleet',
  };
}
