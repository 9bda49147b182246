import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { byTable, tableName } from '../../src/rules/tables.ts';
import { count, delta } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Database Posture',
  section: 'posture',
  size: 'wide',
  height: 199,
  narrow: 339,
  reads: {
    tables: field('status.database', map(counter)),
    certified: field('metrics.ducklings_certified?', counter),
  },
  compares: 'visit',
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface DatabasePostureView extends View {
  tables: { name: string; items: number; moved: number | undefined }[];
  /** The last visit, in server time; absent on the first. */
  since: number | undefined;
  /** The certificates that the other route tells, where it tells another number. */
  otherwise: number | undefined;
}

/**
 * How many items every table holds, and how many have come since the last visit.
 *
 * @tag mc-database-posture
 * @summary The count of every table, with its change since the last visit.
 */
export class McDatabasePosture extends Card<typeof spec, DatabasePostureView> {
  static override spec: Spec = spec;

  view({ facts: { tables = {}, certified }, then }: Moment<typeof spec>): DatabasePostureView {
    const before = then?.facts.tables ?? {};
    const list = byTable(tables).map(([table, items]) => {
      const was = before[table];
      return { name: tableName(table), items, moved: was === undefined ? undefined : items - was };
    });
    const fell = list.filter(({ moved = 0 }) => moved < 0).map(({ name }) => name);
    const certificates = tables['birth_certificates'];
    const differs = certificates !== undefined && certified !== undefined && certificates !== certified;
    return {
      tone: fell.length > 0 ? 'warn' : 'info',
      words: fell.length > 0 ? `${fell.join(' and ')} shrank` : list.length > 0 ? 'Counted' : 'No tables',
      empty: list.length === 0,
      tables: list,
      since: then?.at,
      otherwise: differs ? certified : undefined,
    };
  }

  protected renderBody({ tables, since, otherwise, empty }: DatabasePostureView): TemplateResult {
    return html`
      ${facts(
        tables.map(({ name, items, moved }) => [
          name,
          count(items),
          moved === undefined ? undefined : delta(moved),
        ]),
        'large',
      )}
      ${empty ? html`<p>The backend names no table.</p>` : nothing}
      ${
        otherwise === undefined
          ? nothing
          : html`<p>
              /beak/metrics tells ${count(otherwise)} certificates; the count of the table is what is shown.
            </p>`
      }
      <small>
        ${
          since === undefined
            ? 'Changes are counted from this visit on.'
            : html`Changes since the last visit, ${ago(since)}.`
        }
      </small>
    `;
  }
}

define('mc-database-posture', McDatabasePosture);

declare global {
  interface HTMLElementTagNameMap {
    'mc-database-posture': McDatabasePosture;
  }
}
