import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { factList } from '../../src/card/parts.ts';
import { spark, sparkStyles } from '../../src/card/spark.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { counted, hourly, sinceWords, typesOf, untimed } from '../../src/domain/audit/audit-counts.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Row } from '../../src/card/parts.ts';
import type { Audit, Category, Counted } from '../../src/domain/audit/audit-counts.ts';

const spec = {
  title: 'Audit Activity · Last 24h',
  section: 'posture',
  size: 'medium',
  reads: {
    ...auditReads,
  },
} as const satisfies Spec;

const FIGURES: readonly (readonly [Category, string])[] = [
  ['signups', 'Signups'],
  ['certs', 'Certs'],
  ['pecks', 'Pecks'],
  ['reports', 'Reports'],
];

/** The bars move on with time; so often they are drawn anew though no answer changed, in ms. */
const DRAWN_EVERY = 5 * 60_000;

/** One category of the last 24 h. */
interface Figure {
  name: string;
  types: readonly string[];
  counted: Counted;
  hours: readonly (number | undefined)[];
}

/** What the card shows of a moment. */
export interface AuditActivityView extends View {
  /** `undefined` where the backend does not offer the list. */
  figures: Figure[] | undefined;
  /** Entries that have no usable time. */
  untimed: number;
  href: string | undefined;
}

/** The figures of a list. */
const figuresOf = (audit: Audit, until: number): Figure[] =>
  FIGURES.map(([category, name]) => ({
    name,
    types: typesOf(category, audit.entries),
    counted: counted(audit, category, until),
    hours: hourly(audit, category, until),
  }));

/**
 * What happened in the last 24 h, by the audit: signups, certificates, pecks and reports, with their hours.
 *
 * @tag mc-audit-activity
 * @summary Signups, certificates, pecks and reports of the last 24 h, each with 24 hourly bars.
 */
export class McAuditActivity extends Card<typeof spec, AuditActivityView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    sparkStyles,
    css`
      dl {
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
    `,
  ];

  view({ facts: { entries, ...coverage }, routes, now, site }: CardData<typeof spec>): AuditActivityView {
    const href = site.config.links?.audit;
    if (!entries) return { tone: 'unknown', label: 'Not told', figures: undefined, untimed: 0, href };
    // A kept answer knows of nothing later than itself: counted until now, it would seem that less happened.
    const last = routes.audit?.last;
    const until = last ? madeAt(last) : now;
    const audit = { entries, ...coverage };
    const all = counted(
      audit,
      entries.flatMap(({ event_type }) => event_type ?? []),
      until,
    );
    const events = all.count ?? 0;
    return {
      // Where the list lacks something, none that is seen is not none.
      tone: events === 0 && all.since !== undefined ? 'unknown' : 'info',
      label:
        events === 0 && all.since === undefined
          ? 'No event in 24 h'
          : `${all.since === undefined ? '' : 'At least '}${plural(events, 'event')} in 24 h`,
      empty: events === 0 && all.since === undefined,
      nextChangeAt: now + DRAWN_EVERY,
      figures: figuresOf(audit, until),
      untimed: untimed(entries, until),
      href,
    };
  }

  protected renderBody({ figures, untimed: lost, empty, href }: AuditActivityView): TemplateResult {
    return html`
      ${factList(figures?.map((figure) => this.#row(figure)) ?? FIGURES.map(([, name]) => [name, undefined]), 'large')}
      ${empty ? html`<p>The audit tells of no event in the last 24 h.</p>` : nothing}
      ${lost > 0 ? html`<small>Not counted: ${plural(lost, 'entry', 'entries')} without a usable time.</small>` : nothing}
      ${figures?.some(({ counted: { count: n } }) => n !== undefined) ? html`<small>Each bar is one hour; the last one ends with the newest answer.</small>` : nothing}
      ${link(href, 'Open the audit')}
    `;
  }

  #row({ name, types, counted: { count: n, since, window }, hours }: Figure): Row {
    if (n === undefined)
      return [
        name,
        html`<span class="muted">not emitted</span>`,
        `by the backend: no ${types.join(', ')} was seen`,
      ];
    const most = Math.max(0, ...hours.map((hour = 0) => hour));
    return [
      name,
      since === undefined ? count(n) : `at least ${count(n)}`,
      html`${types.includes('duck.hatched') ? 'by duck.hatched; ' : nothing}
      ${since === undefined ? nothing : `since ${sinceWords({ since, window }, this.tz)}; `}at most
      ${count(most)} in one hour ${spark(hours, 'info', 'bars')}`,
    ];
  }
}
