import { DAY, countWords, counted, happened } from '../../src/domain/audit/audit-counts.ts';
import { lastCertificate } from '../../src/domain/fleet/certs.ts';
import { REQUESTS_FLOOR, countedWords, errorRate } from '../../src/domain/availability/recent-requests.ts';
import { count, duration, percent, plural } from '../../src/domain/format/values.ts';
import type { Audit, Counted } from '../../src/domain/audit/audit-counts.ts';
import type { LastCertificate, certAgeLimits } from '../../src/domain/fleet/certs.ts';
import type { Request } from '../../src/domain/availability/outages.ts';
import type { memoryLimits } from '../../src/domain/runtime/memory.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

/** One threshold and how the present value stands to it. */
export interface Alert {
  name: string;
  tone: Tone;
  /** The present value, with times in a zone. */
  reported: (tz: string) => string;
  /** The threshold, and what the value is made of. */
  note: string;
  /** When it is reached by time alone, in ms since 1970 UTC. */
  nextChangeAt?: number | undefined;
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
  reported: number | null | undefined;
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
  const reported = counted(audit, ['duck.peck_approved'], at, DAY).count !== undefined;
  return { ...failed, count: failed.count ?? (reported ? 0 : undefined) };
}

/** The four reference thresholds beside the present values. @param now ms since 1970 UTC */
export function alerts(
  { memory, reported, audit, auditAt, requests }: Values,
  now: number,
  interval: number,
  limits: { alert: typeof alertLimits; memory: typeof memoryLimits; cert_days: typeof certAgeLimits },
): Alert[] {
  const memoryLimit = limits.memory.warn;
  const days = limits.cert_days.bad;
  const errors = errorRate(requests, now, interval);
  const last = lastCertificate(reported, audit.entries);
  const ahead = last.at !== undefined && !happened(last.at, now);
  const age = last.at === undefined || ahead ? undefined : Math.max(0, now - last.at);
  const pecks = peckFailures(audit, auditAt);
  const failed = beside(pecks.count, limits.alert.peck_failures, 'warn');
  const turn = (last.at ?? Infinity) + days * DAY;
  return [
    {
      name: 'API errors',
      tone: beside(errors.share, limits.alert.api_errors, 'bad'),
      reported: () =>
        errors.share === undefined ? `needs ${REQUESTS_FLOOR} requests` : percent(errors.share),
      note: `Alert from ${percent(limits.alert.api_errors)}; ${countedWords(errors)}`,
    },
    {
      name: 'Memory used',
      tone: beside(memory, memoryLimit, 'warn'),
      reported: () => (memory === undefined ? 'not offered' : `${count(memory)} MB`),
      note: `Alert from ${count(memoryLimit)} MB`,
    },
    {
      name: 'Newest certificate',
      // A date in the future is no age.
      tone: last.source && last.at === undefined ? 'info' : beside(age, days * DAY, 'bad'),
      reported: () =>
        age !== undefined
          ? `${duration(age)} old`
          : ahead
            ? 'dated in the future'
            : last.source
              ? 'none issued yet'
              : 'not told',
      note: `Alert from ${plural(days, 'day')}${last.source ? `; ${SOURCES[last.source]}` : ''}`,
      nextChangeAt: turn > now ? turn : undefined,
    },
    {
      name: 'Peck failures in 24 h',
      // Of a list that may lack some, a count below the threshold proves nothing.
      tone: failed === 'ok' && pecks.since !== undefined ? 'unknown' : failed,
      reported: (tz) => countWords(pecks, tz),
      note: `Alert from ${count(limits.alert.peck_failures)}; denied and expired ones of the audit`,
    },
  ];
}
