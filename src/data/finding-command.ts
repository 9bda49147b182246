import { routes } from '../api/routes.ts';
import { diagnostics } from '../commands/diagnostics.ts';
import { aliasRef } from './alias-reads.ts';
import { trialOf } from './canary-reads.ts';
import { nextStepOf } from './next-step.ts';
import { releaseOf } from './release-state.ts';
import { rollbackTargetOf } from './rollback-reads.ts';
import type { Command } from '../commands/aws.ts';
import type { CauseId, Finding } from '../domain/findings/finding.ts';
import type { CanaryData } from './canary-reads.ts';

/** What an operator looks at first, by cause, where nothing can be repaired by one line; by the name of the diagnostic. */
const FIRST_LOOK: Partial<Record<CauseId, string>> = {
  'unreachable': 'Ask status',
  'dead-agents': 'Logs',
  'slow-agents': 'Logs',
  'pecks': 'Logs',
  'events': 'Logs',
  'certs': 'Logs',
  'alarms': 'Alarms',
  'alias': 'Alias',
  'deployment': 'Alias',
  'auth': 'Configuration',
  'quota': 'SES account',
  'reputation': 'SES account',
  'sandbox': 'SES account',
};

/** The line to copy for a finding: what repairs it, else what to look at first; none where neither can be filled in. */
export function commandFor({ cause }: Finding, data: CanaryData, base: string): Command | undefined {
  if (cause === 'canary') {
    const { release, ref } = releaseOf(data);
    if (!release) return undefined;
    const ahead = { now: data.now, wait: undefined, back: rollbackTargetOf(data), tz: 'UTC' };
    return nextStepOf(trialOf(data), release, ref, ahead).commands[0];
  }
  const wanted = FIRST_LOOK[cause];
  const { status } = routes;
  return diagnostics(aliasRef(data), base, { status }).find(({ name }) => name === wanted);
}
