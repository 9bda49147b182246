import type { Kind } from '../../api/kinds.ts';

/** The tables that an operator looks for first, in the field's own words. */
const NAMES: Readonly<Record<string, string>> = {
  ducklings: 'Ducklings',
  birth_certificates: 'Certificates',
  connections: 'Connections',
  peck_requests: 'Peck requests',
  eggs: 'Eggs',
};

/** What a table is called: the known ones in words, any other as the backend names it. */
export const tableName = (table: string): string =>
  Object.hasOwn(NAMES, table) ? (NAMES[table] ?? table) : table;

/** Something told per table, as `[table, value]`: the tables that matter most first, then the others by name. */
export function byTable<T>(reported: Readonly<Record<string, T>>): [table: string, value: T][] {
  const first = Object.keys(NAMES);
  const rank = (table: string) => first.indexOf(table) + 1 || first.length + 1;
  return Object.entries(reported).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** A kind of value per table; `null` for a table that is named without a usable one, which is still a table. */
export const orNone =
  <T>(kind: Kind<T>): Kind<T | null> =>
  (raw, report) =>
    kind(raw, report) ?? null;
