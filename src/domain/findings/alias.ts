import { parity } from '../release/parity.ts';
import { ofAlias } from './severity.ts';
import type { ParityFacts } from '../release/parity.ts';
import type { Judged } from './finding.ts';

const AHEAD = {
  scope: 'Nobody: callers use the alias',
  notices: 'Nothing.',
  impact: 'None.',
  next: 'Publish a version when the upload is to be released.',
};

const DIFFERS = {
  scope: 'Callers of the alias',
  notices: 'A release is missing, or one taken back is live again.',
  impact: 'Callers run a version that nobody chose.',
  next: 'Alias Drift Investigation has the exact next command.',
};

/** Whether the version that ran is the one that the alias names. */
export function aliasDiffers(facts: ParityFacts): Judged {
  const { verdict, tone, sentence } = parity(facts);
  const severity = ofAlias(facts);
  if (verdict === 'unknown') return 'unknown';
  if (!severity) return 'fine';
  const ahead = severity.id === 'latest-ahead';
  const target = facts.target || facts.release?.stable || '';
  const ran = facts.invoked || facts.reported || '';
  return {
    ...severity,
    cause: 'alias',
    tone: tone === 'bad' ? 'bad' : ahead ? 'info' : 'warn',
    headline: ahead ? '$LATEST is newer than the alias' : `Alias points to ${target}, the call ran ${ran}`,
    evidence: ahead ? 'Code or configuration of $LATEST differs from the alias.' : sentence,
    ...(ahead ? AHEAD : DIFFERS),
    card: 'mc-alias-drift',
  };
}
