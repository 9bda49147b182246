import { duration } from '../format/values.ts';
import { grade } from '../judgement/tone.ts';
import type { silenceLimits } from '../audit/silence.ts';
import type { Judged } from './finding.ts';

const MINUTE = 60_000;

/** How long no event has come. @param last the newest event, in ms since 1970 UTC */
export function silentEvents(last: number | undefined, now: number, limits: typeof silenceLimits): Judged {
  if (last === undefined) return 'unknown';
  const age = Math.max(0, now - last);
  const tone = grade(age / MINUTE, limits);
  if (tone !== 'bad' && tone !== 'warn') return 'fine';
  const bad = tone === 'bad';
  return {
    id: bad ? 'events-silent' : 'events-quiet',
    title: 'No events',
    score: bad ? 50 : 30,
    cause: 'events',
    tone,
    headline: `No event for ${duration(Math.floor(age / MINUTE) * MINUTE)} (limit ${bad ? limits.bad : limits.warn} min)`,
    evidence: 'The audit has no newer entry.',
    scope: 'Whatever waits for events',
    notices: 'Mail, certificates and approvals may be late.',
    impact: 'Either nobody uses the stack, or events are lost.',
    next: 'Check the rules and the dead-letter queue of the bus.',
    card: 'mc-eventbridge-health',
    since: last,
  };
}
