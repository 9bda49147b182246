import { field } from '../api/field.ts';
import { flag, list, text, time } from '../api/kinds.ts';
import { madeAt } from './moment.ts';
import type { Known } from './moment.ts';

/** A line of the audit, as every list of them has it. */
export const auditEntry = {
  id: text,
  event_type: text,
  timestamp: time,
  actor: text,
  target: text,
  reason: text,
} as const;

/** What every card that counts the audit adds to its `reads`: the list is long, and so is read once for all of them. */
export const auditReads = {
  entries: field('audit.entries', list(auditEntry)),
  covers_from: field('audit.covers_from?', time),
  truncated: field('audit.truncated?', flag),
} as const;

/** When the audit was made (ms since 1970 UTC), or `now` where there is none: it knows of nothing later than itself. */
export const auditedAt = ({ audit }: Known['routes'], now: number): number =>
  audit?.last ? madeAt(audit.last) : now;
