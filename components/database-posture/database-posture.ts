import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { byTable, orNone, tableName } from '../../src/domain/growth/table-names.ts';
import { count, delta, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Database Posture',
  section: 'posture',
  size: 'wide',
  reads: {
    tables: field('status.database', map(orNone(integer))),
    certified: field('metrics.ducklings_certified?', integer),
  },
  compares: 'visit',
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface DatabasePostureView extends View {
  tables: { name: string; items: number | undefined; moved: number | undefined }[];
  /** The last visit, in server time; absent on the first. */
  since: number | undefined;
  /** Whether anything was answered since then. */
  answered: boolean;
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

  view({ facts: { tables: reported, certified }, then, routes }: CardData<typeof spec>): DatabasePostureView {
    const tables = reported ?? {};
    const last = routes.status?.last;
    // What is remembered may be that visit's own answer.
    const answered = then !== undefined && last !== undefined && madeAt(last) > then.at;
    const before = (answered && then.facts.tables) || {};
    const list = byTable(tables).map(([table, n]) => {
      const was = before[table] ?? undefined;
      const moved = n === null || was === undefined ? undefined : n - was;
      return { name: tableName(table), items: n ?? undefined, moved };
    });
    const open = list.filter((each) => each.items === undefined).length;
    const fell = list.filter(({ moved = 0 }) => moved < 0).map(({ name }) => name);
    const certificates = tables['birth_certificates'] ?? undefined;
    const differs = certificates !== undefined && certified !== undefined && certificates !== certified;
    return {
      tone: fell.length > 0 ? 'warn' : open > 0 || !reported ? 'unknown' : 'info',
      label:
        fell.length > 0
          ? `${fell.join(' and ')} shrank`
          : open > 0
            ? `${plural(open, 'table')} without a count`
            : list.length > 0
              ? `${plural(list.length, 'table')} counted`
              : reported
                ? 'No tables'
                : 'Tables not known',
      empty: reported !== undefined && list.length === 0,
      tables: list,
      since: then?.at,
      answered,
      otherwise: differs ? certified : undefined,
    };
  }

  protected renderBody({ tables, since, answered, otherwise, empty }: DatabasePostureView): TemplateResult {
    return html`
      ${factList(
        tables.map(({ name, items: n, moved }) => [
          name,
          n === undefined ? undefined : count(n),
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
            : answered
              ? html`Changes since the last visit, ${ago(since)}.`
              : html`Nothing was answered since the last visit, ${ago(since)}.`
        }
      </small>
    `;
  }
}
