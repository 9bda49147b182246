import { field } from '../api/field.ts';
import { flag, list, time } from '../api/kinds.ts';
import { auditEntry } from '../api/nodes.ts';
import { madeAt } from './card-data.ts';
import type { ApiState } from './card-data.ts';

/** What every card that counts the audit adds to its `reads`: the list is long, and so is read once for all of them. */
export const auditReads = {
  entries: field('audit.entries', list(auditEntry)),
  covers_from: field('audit.covers_from?', time),
  truncated: field('audit.truncated?', flag),
} as const;

/** When the audit was made (ms since 1970 UTC), or `now` where there is none: it knows of nothing later than itself. */
export const auditedAt = ({ audit }: ApiState['routes'], now: number): number =>
  audit?.last ? madeAt(audit.last) : now;
