import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { map, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { byTable, orNone, tableName } from '../../src/domain/growth/table-names.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { TablesSample } from '../../src/data/samples.ts';

const spec = {
  title: 'DynamoDB Tables',
  section: 'posture',
  size: 'small',
  causes: ['tables'],
  reads: { tables: field('status.database_status', map(orNone(text))) },
  logs: ['sd_dynamo_status'],
} as const satisfies Spec;

/** A table's state, and since when this browser has seen it so, in ms since 1970 UTC. */
interface State {
  table: string;
  status: string | null;
  since: number | undefined;
}

/** What the card shows of a moment. */
export interface DynamoTablesView extends View {
  tables: State[];
}

/** Since when a table has been in its state, by the log: the first of the samples that tell the same to the end. */
function since(log: readonly TablesSample[], table: string, status: string): number | undefined {
  const other = log.findLastIndex(({ tables }) => tables[table] !== status);
  return log[other + 1]?.at;
}

/**
 * Whether every table is at work.
 *
 * @tag mc-dynamo-tables
 * @summary The status of every table, since when; anything but ACTIVE is bad.
 */
export class McDynamoTables extends Card<typeof spec, DynamoTablesView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    // The names of the tables that every backend has are whole at 320 px.
    css`
      table {
        table-layout: fixed;
      }
      th:first-child {
        width: 34%;
      }
      th:nth-child(2) {
        width: 30%;
      }
    `,
  ];

  view({ facts: { tables = {} }, logs }: CardData<typeof spec>): DynamoTablesView {
    const list = byTable(tables).map(([name, status]) => ({
      table: name,
      status,
      since: status === null ? undefined : since(logs.sd_dynamo_status, name, status),
    }));
    const idle = list.filter(({ status }) => status !== null && status !== 'ACTIVE');
    const open = list.filter(({ status }) => status === null);
    return {
      tone: idle.length > 0 ? 'bad' : open.length > 0 ? 'unknown' : list.length > 0 ? 'ok' : 'info',
      label:
        idle.length > 0
          ? `${plural(idle.length, 'table')} not active`
          : open.length > 0
            ? `${plural(open.length, 'table')} not told`
            : list.length > 0
              ? 'All active'
              : 'No tables',
      empty: list.length === 0,
      // What is wrong stands first.
      tables: [...idle, ...open, ...list.filter(({ status }) => status === 'ACTIVE')],
    };
  }

  protected renderBody({ tables, empty }: DynamoTablesView): TemplateResult {
    return html`
      ${empty ? html`<p>The backend names no table.</p>` : nothing}
      ${table(
        ['Table', 'Status', 'Seen so since'],
        tables.map(({ table: name, status, since: at }) => [
          tableName(name),
          html`${mark(status === 'ACTIVE' ? 'ok' : status === null ? 'unknown' : 'bad')}
          ${(status ?? 'not told') || 'empty'}`,
          at !== undefined ? stamp(at, this.tz) : status === null ? '–' : 'this poll',
        ]),
      )}
      ${empty ? nothing : html`<small>The times are those of this browser’s own log.</small>`}
    `;
  }
}
