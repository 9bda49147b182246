import { count, plural } from '../format/values.ts';
import { fleetWords } from '../fleet/fleet.ts';
import { fleetSize, ofSlow } from './severity.ts';
import type { FleetCounts } from '../fleet/fleet.ts';
import type { Judged } from './finding.ts';

/** Slow agents: a warning. */
export function slowAgents(agents: FleetCounts): Judged {
  const { slow } = agents;
  if (slow === undefined) return 'unknown';
  const severity = ofSlow(agents);
  if (!severity) return 'fine';
  const size = fleetSize(agents);
  return {
    ...severity,
    cause: 'slow-agents',
    tone: 'warn',
    headline:
      size === undefined
        ? `${plural(slow, 'agent')} slow (limit 0)`
        : `${count(slow)} of ${plural(size, 'agent')} slow (limit 0)`,
    evidence: `${fleetWords(agents)}.`,
    scope: `Owners of ${plural(slow, 'agent')}`,
    notices: 'Spaceducks with a slow agent answer late. Nothing is lost.',
    impact: 'A nuisance, and often the first sign of dead agents.',
    next: 'Watch the fleet. If more turn slow, check the function’s duration.',
    card: 'mc-agent-fleet',
  };
}
