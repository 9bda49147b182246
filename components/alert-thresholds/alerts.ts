import { DAY, countWords, counted, happened } from '../../src/rules/audit.ts';
import { certAgeLimits, lastCertificate } from '../../src/rules/certs.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { memoryLimits } from '../../src/rules/memory.ts';
import { REQUESTS_FLOOR, countedWords, errorRate } from '../../src/rules/requests.ts';
import { count, duration, percent, plural } from '../../src/rules/words.ts';
import type { Audit, Counted } from '../../src/rules/audit.ts';
import type { LastCertificate } from '../../src/rules/certs.ts';
import type { Request } from '../../src/rules/outages.ts';
import type { Tone } from '../../src/rules/tone.ts';

/** One threshold and how the present value stands to it. */
export interface Alert {
  name: string;
  tone: Tone;
  /** The present value, with times in a zone. */
  told: (tz: string) => string;
  /** The threshold, and what the value is made of. */
  note: string;
  /** When it is reached by time alone, in ms since 1970 UTC. */
  turnsAt?: number | undefined;
}

/** The thresholds that no other card has: a share of requests, and failures in 24 h. Source: the catalogue. */
export const alertLimits = { api_errors: 0.05, peck_failures: 10 };

/** Who told of the newest certificate. */
const SOURCES: Record<Exclude<LastCertificate['source'], undefined>, string> = {
  'last_cert_issued_at': 'as the metrics tell it',
  'duck.cert_issued': 'by the audit',
  'duck.hatched': 'by the newest hatching, for the audit tells no certificate',
};

/** The present values. */
export interface Values {
  memory: number | undefined;
  /** `last_cert_issued_at`. */
  told: number | null | undefined;
  audit: Audit;
  /** When the audit was made, in ms since 1970 UTC: it knows of nothing later. */
  auditAt: number;
  requests: readonly Request[];
}

/** The tone of a value beside its threshold: equal to it is reached. */
const beside = (value: number | undefined, limit: number, reached: 'warn' | 'bad'): Tone =>
  value === undefined ? 'unknown' : value >= limit ? reached : 'ok';

/** Failed pecks of the last 24 h. A backend that tells of an approved one would tell of a failed one too: none is none. */
function peckFailures(audit: Audit, at: number): Counted {
  const failed = counted(audit, ['duck.peck_denied', 'duck.peck_expired'], at, DAY);
  const told = counted(audit, ['duck.peck_approved'], at, DAY).count !== undefined;
  return { ...failed, count: failed.count ?? (told ? 0 : undefined) };
}

/** The four reference thresholds beside the present values. @param now ms since 1970 UTC */
export function alerts(
  { memory, told, audit, auditAt, requests }: Values,
  now: number,
  interval: number,
  thresholds?: Readonly<Record<string, number>>,
): Alert[] {
  const limits = limitsFrom(thresholds, 'alert', alertLimits);
  const memoryLimit = limitsFrom(thresholds, 'memory', memoryLimits).warn;
  const days = limitsFrom(thresholds, 'cert_days', certAgeLimits).bad;
  const errors = errorRate(requests, now, interval);
  const last = lastCertificate(told, audit.entries);
  const ahead = last.at !== undefined && !happened(last.at, now);
  const age = last.at === undefined || ahead ? undefined : Math.max(0, now - last.at);
  const pecks = peckFailures(audit, auditAt);
  const failed = beside(pecks.count, limits.peck_failures, 'warn');
  const turn = (last.at ?? Infinity) + days * DAY;
  return [
    {
      name: 'API errors',
      tone: beside(errors.share, limits.api_errors, 'bad'),
      told: () => (errors.share === undefined ? `needs ${REQUESTS_FLOOR} requests` : percent(errors.share)),
      note: `Alert from ${percent(limits.api_errors)}; ${countedWords(errors)}`,
    },
    {
      name: 'Memory used',
      tone: beside(memory, memoryLimit, 'warn'),
      told: () => (memory === undefined ? 'not offered' : `${count(memory)} MB`),
      note: `Alert from ${count(memoryLimit)} MB`,
    },
    {
      name: 'Newest certificate',
      // A date in the future is no age.
      tone: last.source && last.at === undefined ? 'info' : beside(age, days * DAY, 'bad'),
      told: () =>
        age !== undefined
          ? `${duration(age)} old`
          : ahead
            ? 'dated in the future'
            : last.source
              ? 'none issued yet'
              : 'not told',
      note: `Alert from ${plural(days, 'day')}${last.source ? `; ${SOURCES[last.source]}` : ''}`,
      turnsAt: turn > now ? turn : undefined,
    },
    {
      name: 'Peck failures in 24 h',
      // Of a list that may lack some, a count below the threshold proves nothing.
      tone: failed === 'ok' && pecks.since !== undefined ? 'unknown' : failed,
      told: (tz) => countWords(pecks, tz),
      note: `Alert from ${count(limits.peck_failures)}; denied and expired ones of the audit`,
    },
  ];
}
