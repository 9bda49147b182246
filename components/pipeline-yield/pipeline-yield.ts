import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { pipeline } from '../../src/domain/fleet/certs.ts';
import { count, delta, percent } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Pipeline } from '../../src/domain/fleet/certs.ts';

const spec = {
  title: 'Pipeline Yield',
  section: 'posture',
  size: 'small',
  reads: { tables: field('status.database', map(integer)) },
  compares: 'before',
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface PipelineYieldView extends View, Pipeline {
  /** The share at the poll before, and when that was, in ms since 1970 UTC. */
  was: { share: number; at: number } | undefined;
}

/**
 * How large a share of all entries of the pipeline is certified, and which way it moves.
 *
 * @tag mc-pipeline-yield
 * @summary The certified share of all pipeline entries, with its trend.
 */
export class McPipelineYield extends Card<typeof spec, PipelineYieldView> {
  static override spec: Spec = spec;

  view({ facts: { tables = {} }, then }: CardData<typeof spec>): PipelineYieldView {
    const state = pipeline(tables);
    const { certifiedShare: share, mismatch } = state;
    const before = pipeline(then?.facts.tables ?? {}).certifiedShare;
    return {
      ...state,
      tone: mismatch ? 'warn' : share === undefined ? 'unknown' : 'info',
      label: mismatch
        ? 'Does not add up'
        : share === undefined
          ? 'Cannot be told'
          : `${percent(share)} of all entries`,
      was: then && before !== undefined ? { share: before, at: then.at } : undefined,
    };
  }

  protected renderBody({
    certificates,
    entries,
    certifiedShare,
    mismatch,
    was,
  }: PipelineYieldView): TemplateResult {
    const points = was && certifiedShare !== undefined ? (certifiedShare - was.share) * 100 : undefined;
    return html`
      ${factList(
        [
          [
            'Certified share',
            certifiedShare === undefined ? 'cannot be told' : percent(certifiedShare, 2),
            entries === undefined
              ? 'needs the counts of eggs, ducklings and certificates'
              : `${count(certificates)} of ${count(entries)} entries (eggs, ducklings and certificates)`,
          ],
        ],
        'large',
      )}
      ${mismatch ? html`<p>${mismatch}</p>` : nothing}
      ${
        certifiedShare === undefined
          ? nothing
          : html`<p>
              ${
                was && points !== undefined
                  ? html`Trend: ${delta(Number(points.toFixed(3)))}${points === 0 ? '' : ' percentage points'}
                    since the snapshot ${ago(was.at)}.`
                  : 'The trend is told from the second poll on.'
              }
            </p>`
      }
    `;
  }
}
