import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, map, orNull, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { bar, barStyles } from '../../src/card/stacked-bar.ts';
import { link } from '../../src/card/link.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { pipeline } from '../../src/domain/fleet/certs.ts';
import { growth } from '../../src/domain/growth/growth.ts';
import { count, delta, percent, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Growth } from '../../src/domain/growth/growth.ts';

const spec = {
  title: 'Cert Pipeline',
  section: 'posture',
  size: 'wide',
  reads: {
    tables: field('status.database', map(integer)),
    bonded: field('status.agents.total_bonded', integer),
    last: field('metrics.last_cert_issued_at?', orNull(time)),
  },
  logs: ['sd_cert_rate_log'],
} as const satisfies Spec;

const WEEK = 7 * 86_400_000;

/** One step of the funnel: how many came so far, and which share of the step before. */
interface Step {
  name: string;
  items: number | undefined;
  conversion: number | undefined;
}

/** What the card shows of a moment. */
export interface CertPipelineView extends View {
  steps: Step[];
  mismatch: string | undefined;
  last: number | null | undefined;
  week: Growth | undefined;
  certs: string | undefined;
}

/**
 * From eggs to bonded spaceducks: how many come through each step.
 *
 * @tag mc-cert-pipeline
 * @summary Eggs, ducklings, certified and bonded as a funnel with the conversion at each step.
 */
export class McCertPipeline extends Card<typeof spec, CertPipelineView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    barStyles,
    css`
      .funnel {
        display: grid;
        grid-template-columns: auto minmax(3em, 1fr) auto;
        gap: 4px 12px;
        align-items: center;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  view({ facts: { tables = {}, bonded, last }, logs, now, site }: CardData<typeof spec>): CertPipelineView {
    const state = pipeline({ ...tables, bonded });
    const items = [state.eggs, state.ducklings, state.certificates, state.bonded];
    const steps = ['Eggs', 'Ducklings', 'Certified', 'Bonded'].map((name, index): Step => {
      const [before, here] = [items[index - 1], items[index]];
      return { name, items: here, conversion: before && here !== undefined ? here / before : undefined };
    });
    return {
      tone: state.mismatch ? 'warn' : state.completion === undefined ? 'unknown' : 'info',
      label: state.mismatch
        ? 'Does not add up'
        : state.backlog === undefined
          ? 'Cannot be told'
          : `${plural(state.backlog, 'duckling waits', 'ducklings wait')}`,
      steps,
      mismatch: state.mismatch,
      last,
      week: growth(logs.sd_cert_rate_log, ({ certificates }) => certificates, now - WEEK, now),
      certs: site.config.links?.certs,
    };
  }

  protected renderBody({ steps, mismatch, last, week, certs }: CertPipelineView): TemplateResult {
    const most = Math.max(1, ...steps.map(({ items = 0 }) => items));
    return html`
      <div class="funnel">
        ${steps.map(
          ({ name, items, conversion }) => html`
            <span>${name}</span>
            ${bar([{ tone: 'info', share: items === undefined ? undefined : items / most }])}
            <span>
              ${items === undefined ? 'not offered' : count(items)}
              <small>${conversion === undefined ? nothing : percent(conversion)}</small>
            </span>
          `,
        )}
      </div>
      <small>Percentages are shares of the step before.</small>
      ${mismatch ? html`<p>${mismatch}</p>` : nothing}
      ${factList([
        ['Certificates issued', steps[2]?.items === undefined ? undefined : count(steps[2].items)],
        ['Last issued', last === undefined ? undefined : last === null ? 'none yet' : ago(last)],
        [
          'This week',
          week ? delta(week.by) : 'needs two snapshots',
          week && `this browser’s own log, since ${stamp(week.from, this.tz)}`,
        ],
      ])}
      ${link(certs, 'Certificates')}
    `;
  }
}
