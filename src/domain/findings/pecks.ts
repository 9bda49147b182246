import { count, percent } from '../format/values.ts';
import { ofPecks } from './severity.ts';
import type { Cause as PeckCause, PeckReport, peckLimits } from '../fleet/pecks.ts';
import type { Finding, Judged } from './finding.ts';

const USUAL = {
  notices: 'Requests to connect fail, or stay without an answer.',
  next: 'Read the reasons in Peck Failure Analysis.',
};

/** By why most of them fail. */
const BY_REASON: Record<PeckCause, Pick<Finding, 'notices' | 'next'>> = {
  denied: {
    notices: 'Requests to connect are refused: most failures are denials.',
    next: 'See in Peck Approval Timeline who denies whom. Many at once may be spam.',
  },
  expired: {
    notices: 'Requests to connect stay without an answer: most failures ran out of time.',
    next: 'Check that requests arrive: Communication Status, then dead agents.',
  },
  callback_error: {
    notices: 'Approved requests make no connection: most failures are errors of the callback.',
    next: 'Read the callback errors in the function’s log; check the last release.',
  },
};

/** The share of pecks that fail. */
export function peckFailures(report: PeckReport, limits: typeof peckLimits): Judged {
  const { tone, failureShare, label, causes } = report;
  const severity = ofPecks(tone);
  if (tone === 'unknown') return 'unknown';
  if (!severity) return 'fine';
  const reasons = causes
    .filter((each) => (each.count ?? 0) > 0)
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  const [first] = reasons;
  const bad = tone === 'bad';
  return {
    ...severity,
    cause: 'pecks',
    tone: bad ? 'bad' : 'warn',
    headline: `${percent(failureShare)} of pecks fail (limit ${percent(bad ? limits.bad : limits.warn)})`,
    evidence: [
      `By the ${label}.`,
      ...(first
        ? [
            `In all: ${reasons.map(({ cause, count: n }) => `${cause.replace('_', ' ')} ${count(n)}`).join(', ')}.`,
          ]
        : []),
    ].join(' '),
    scope: 'Spaceducks that ask to connect',
    ...(first ? BY_REASON[first.cause] : USUAL),
    impact: bad
      ? 'New connections hardly come about. Existing ones stay.'
      : 'Some have to try again. Existing connections stay.',
    card: 'mc-peck-failures',
  };
}
