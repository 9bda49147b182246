import { count, plural } from '../format/values.ts';
import { tableName } from '../growth/table-names.ts';
import type { Judged } from './finding.ts';

/** The status of each table; `null` where it was not sent. */
export type TableStatus = Readonly<Record<string, string | null>>;

/** So many tables are named. */
const NAMED = 3;

/** Tables that are not ACTIVE. @param since when this browser first saw one of them so, in ms since 1970 UTC */
export function idleTables(tables: TableStatus | undefined, since?: number): Judged {
  if (!tables) return 'unknown';
  const all = Object.entries(tables);
  const idle = all.filter(([, status]) => status !== null && status !== 'ACTIVE');
  if (idle.length === 0) return all.some(([, status]) => status === null) ? 'unknown' : 'fine';
  const named = idle.slice(0, NAMED).map(([name, status]) => `${tableName(name)} ${status || 'empty'}`);
  const more = idle.length - named.length;
  return {
    id: 'tables-idle',
    title: 'Tables not ACTIVE',
    score: 60,
    cause: 'tables',
    tone: 'bad',
    headline: `${plural(idle.length, 'table')} not ACTIVE (limit 0)`,
    evidence: `${named.join(', ')}${more > 0 ? `, and ${count(more)} more` : ''}.`,
    scope: 'Whoever uses what the tables hold',
    notices: 'Reads or writes of these tables may fail.',
    impact: 'UPDATING serves calls; any other status may not.',
    next: 'Check the table in DynamoDB; wait while it is UPDATING.',
    card: 'mc-dynamo-tables',
    since,
  };
}
