import { field } from '../../api/field.ts';
import { map, text } from '../../api/kinds.ts';
import { idleTables as judge } from '../../domain/findings/tables.ts';
import { orNone } from '../../domain/growth/table-names.ts';
import { cause } from './cause.ts';

/** Tables that are not ACTIVE. */
export const tables = cause({
  id: 'tables',
  name: 'table status',
  reads: { tables: field('status.database_status?', map(orNone(text))) },
  everywhere: false,
  judge: ({ facts }) => judge(facts.tables),
});
