import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { map, oneOf } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { byTable, orNone, tableName } from '../../src/domain/growth/table-names.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const NAMES = { PAY_PER_REQUEST: 'On demand', PROVISIONED: 'Provisioned' };

/** A billing mode of DynamoDB, as AWS writes it. */
type Mode = keyof typeof NAMES;

const spec = {
  title: 'DynamoDB Billing',
  section: 'posture',
  size: 'small',
  reads: { modes: field('status.database_billing', map(orNone(oneOf('PAY_PER_REQUEST', 'PROVISIONED')))) },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface DynamoBillingView extends View {
  tables: [table: string, mode: Mode | null][];
  /** How many tables are of each mode; more than one entry is a mixture. */
  mixed: string | undefined;
}

/**
 * How each table is billed. A mixture is worth a look: a provisioned table throttles where an on-demand one scales.
 *
 * @tag mc-dynamo-billing
 * @summary The billing mode of every table; mixed modes are a warning.
 */
export class McDynamoBilling extends Card<typeof spec, DynamoBillingView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles];

  view({ facts: { modes = {} } }: CardData<typeof spec>): DynamoBillingView {
    const tables = byTable(modes);
    const of = (wanted: Mode | null) => tables.filter((each) => each[1] === wanted).length;
    const [first, second] = (['PROVISIONED', 'PAY_PER_REQUEST'] as const).flatMap((each) =>
      of(each) > 0 ? [{ mode: each, reported: plural(of(each), 'table') }] : [],
    );
    const open = of(null);
    return {
      tone: second ? 'warn' : open > 0 ? 'unknown' : first ? 'ok' : 'info',
      label: second
        ? 'Mixed modes'
        : open > 0
          ? `${plural(open, 'table')} not told`
          : first
            ? NAMES[first.mode]
            : 'No tables',
      empty: tables.length === 0,
      tables,
      mixed:
        first && second
          ? `${first.reported} provisioned, ${second.reported} on demand: a provisioned table throttles where an on-demand one scales.`
          : undefined,
    };
  }

  protected renderBody({ tables, mixed, empty }: DynamoBillingView): TemplateResult {
    return html`
      ${mixed ? html`<p>${mixed}</p>` : nothing} ${empty ? html`<p>The backend names no table.</p>` : nothing}
      ${table(
        ['Table', 'Mode'],
        tables.map(([name, each]) => [tableName(name), each ? NAMES[each] : 'not told']),
      )}
    `;
  }
}
