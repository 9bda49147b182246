import { HOUR, counted, hourly } from '../../src/domain/audit/audit-counts.ts';
import type { MailSample } from '../../src/data/samples.ts';
import type { Audit } from '../../src/domain/audit/audit-counts.ts';

/** How many mails were sent in 24 h, and who says so. */
export interface Sent {
  count: number | undefined;
  /** The list that was counted may be cut. */
  atLeast: boolean;
  source: string;
}

/** As SES counts them; else the mail events of the audit. */
export function sentToday(reported: number | undefined, audit: Audit, now: number): Sent {
  if (reported !== undefined) return { count: reported, atLeast: false, source: 'as SES counts' };
  const { count, since } = counted(audit, 'mails', now);
  return { count, atLeast: since !== undefined, source: 'mail events of the audit' };
}

/**
 * Mails in each of the last 24 hours, oldest first: by the audit, and of an hour that it does not reach by what this
 * browser saw of it; `undefined` where neither tells.
 */
export function mailsPerHour(audit: Audit, log: readonly MailSample[], now: number): (number | undefined)[] {
  return hourly(audit, 'mails', now).map((known, index) => {
    if (known !== undefined) return known;
    const from = now - (24 - index) * HOUR;
    const seen = log.flatMap(({ at, mails }) => (at >= from && at < from + HOUR ? (mails ?? []) : []));
    return seen.length > 0 ? seen.reduce((sum, n) => sum + n) : undefined;
  });
}
