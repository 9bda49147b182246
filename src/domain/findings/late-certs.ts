import { duration, plural } from '../format/values.ts';
import { grade } from '../judgement/tone.ts';
import type { certAgeLimits } from '../fleet/certs.ts';
import type { Judged } from './finding.ts';

const DAY = 86_400_000;

/**
 * How long no certificate has been issued while some wait for theirs.
 * @param last the newest certificate, in ms since 1970 UTC; `null` where there is none yet
 * @param backlog how many wait; `undefined` where that is not known
 */
export function lateCerts(
  last: number | null | undefined,
  backlog: number | undefined,
  now: number,
  limits: typeof certAgeLimits,
): Judged {
  if (last === undefined) return 'unknown';
  if (backlog !== undefined && backlog <= 0) return 'fine';
  const tone = last === null ? 'warn' : grade(Math.max(0, now - last) / DAY, limits);
  if (tone !== 'bad' && tone !== 'warn') return 'fine';
  const bad = tone === 'bad';
  return {
    id: bad ? 'certs-stopped' : 'certs-late',
    title: 'No new certificates',
    score: bad ? 52 : 35,
    cause: 'certs',
    tone,
    headline:
      last === null
        ? 'No certificate issued yet'
        : `No certificate for ${duration(now - last)} (limit ${plural(bad ? limits.bad : limits.warn, 'day')})`,
    evidence:
      backlog === undefined ? 'How many wait is not provided.' : `${plural(backlog, 'duckling')} waiting.`,
    scope: backlog === undefined ? 'Ducklings without a certificate' : plural(backlog, 'duckling'),
    notices: 'New ducklings get no certificate.',
    impact: 'They cannot bond until it is issued.',
    next: 'Find duck.hatched without duck.cert_issued, then the function’s errors.',
    card: 'mc-cert-latency',
    ...(last !== null && { since: last }),
  };
}
