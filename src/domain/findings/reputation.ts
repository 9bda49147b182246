import { percent } from '../format/values.ts';
import { grade } from '../judgement/tone.ts';
import type { bounceLimits, complaintLimits } from '../mail/reputation.ts';
import type { Judged } from './finding.ts';

/** The reputation of the SES account: what bounces, and what is complained about; shares from 0 to 1. */
export function reputation(
  rates: { bounce: number | undefined; complaint: number | undefined },
  limits: { bounce: typeof bounceLimits; complaint: typeof complaintLimits },
): Judged {
  const judged = (
    [
      ['Bounce rate', rates.bounce, limits.bounce],
      ['Complaint rate', rates.complaint, limits.complaint],
    ] as const
  ).map(([name, rate, limit]) => ({ name, rate, limit, tone: grade(rate, limit) }));
  const bad = judged.some(({ tone }) => tone === 'bad');
  const found = judged.filter(({ tone }) => tone === (bad ? 'bad' : 'warn'));
  const [first] = found;
  if (!first) return judged.some(({ tone }) => tone === 'unknown') ? 'unknown' : 'fine';
  const line = ({ name, rate, limit }: typeof first) =>
    `${name} ${percent(rate, 2)} (limit ${percent(bad ? limit.bad : limit.warn)})`;
  return {
    id: bad ? 'reputation-bad' : 'reputation-low',
    title: 'SES reputation at risk',
    score: bad ? 58 : 44,
    cause: 'reputation',
    tone: bad ? 'bad' : 'warn',
    headline: line(first),
    evidence: `${found.map(line).join(', ')}.`,
    scope: 'All mail of this account',
    notices: 'Nothing yet; a paused account sends no mail.',
    impact: 'SES reviews, then pauses an account beyond its limits.',
    next: 'Remove the addresses that bounce; stop the mail that draws complaints.',
    card: 'mc-ses-analytics',
  };
}
