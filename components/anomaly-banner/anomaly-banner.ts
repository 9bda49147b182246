import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts, mark } from '../../src/card/parts.ts';
import { anomaliesOf, anomalyLogs, anomalyReads, uncheckedOf } from '../../src/data/anomalies.ts';
import { scoreOf, tierOf, timeToAct, toneOf } from '../../src/rules/anomalies.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Anomaly, Unchecked } from '../../src/rules/anomalies.ts';

const spec = {
  title: 'Operator anomalies detected',
  section: 'banners',
  size: 'medium',
  height: 160,
  narrow: 160,
  reads: anomalyReads,
  logs: anomalyLogs,
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface AnomalyBannerView extends View {
  /** Worst first. */
  found: Anomaly[];
  score: number;
  unchecked: Unchecked;
  /** Whether the answer that they were looked for in is too old to be judged. */
  old: boolean;
}

/** That nothing was found, and how far that goes. */
function noneFound({ needed }: Unchecked, old: boolean): string {
  if (old) return 'No anomaly was found in the last good answer, which is too old to tell.';
  return needed.length > 0 ? 'No anomaly was found in what is told.' : 'No anomaly was found.';
}

/**
 * The present anomalies, worst first; it is not seen while there is none and the data is fresh.
 *
 * @tag mc-anomaly-banner
 * @summary A numbered list of what is wrong at present, worst first, each with its score, tier and evidence.
 */
export class McAnomalyBanner extends Card<typeof spec, AnomalyBannerView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      /* A page that keeps the cards' places (reserve.css) gives each a display, which only this outdoes. */
      :host([phase='empty']) {
        display: none !important;
      }
      ol {
        display: grid;
        gap: 8px;
        padding-inline-start: 1.5em;
      }
      li::marker {
        font-variant-numeric: tabular-nums;
      }
      b {
        font-weight: 600;
      }
      li small {
        display: block;
      }
    `,
  ];

  view(moment: Moment<typeof spec>): AnomalyBannerView {
    const found = anomaliesOf(moment);
    const unchecked = uncheckedOf(moment);
    const score = scoreOf(found);
    const none = unchecked.needed.length > 0 ? 'Not all checked' : 'No anomaly';
    const calm = unchecked.optional.length > 0 ? 'info' : 'ok';
    return {
      tone: worst([
        found.length > 0 ? toneOf(score) : calm,
        ...(unchecked.needed.length > 0 ? (['unknown'] as const) : []),
      ]),
      words: found.length > 0 ? plural(found.length, 'anomaly', 'anomalies') : none,
      // Where something that every backend offers was not looked at, silence would say too much.
      empty: found.length === 0 && unchecked.needed.length === 0,
      found,
      score,
      unchecked,
      old: moment.stale,
    };
  }

  protected renderBody({ found, score, unchecked, old }: AnomalyBannerView): TemplateResult {
    const tier = tierOf(score);
    const not = [...unchecked.needed, ...unchecked.optional];
    return html`
      ${facts(
        [
          ['Score', String(score), 'of 100'],
          [
            'Tier',
            found.length > 0 ? tier : 'none',
            found.length > 0 ? `act within ${timeToAct[tier]}` : undefined,
          ],
        ],
        'large',
      )}
      <div role="status" aria-atomic="false" aria-relevant="additions">
        ${
          found.length > 0
            ? html`<ol>
                ${repeat(
                  found,
                  ({ id }) => id,
                  (each) => this.#item(each, old),
                )}
              </ol>`
            : html`<p>${noneFound(unchecked, old)}</p>`
        }
      </div>
      ${not.length > 0 ? html`<small>Not checked, for it is not told: ${not.join(', ')}.</small>` : nothing}
    `;
  }

  #item({ id, title, score, evidence }: Anomaly, old: boolean): TemplateResult {
    // That nothing answers is true now; what an old answer told is judged no more.
    const tone = old && id !== 'status-failing' ? 'unknown' : toneOf(score);
    return html`<li>
      ${mark(tone)} <b>${title}</b>
      <small>Score ${score}, ${tierOf(score)}. ${evidence}</small>
    </li>`;
  }
}

define('mc-anomaly-banner', McAnomalyBanner);

declare global {
  interface HTMLElementTagNameMap {
    'mc-anomaly-banner': McAnomalyBanner;
  }
}
