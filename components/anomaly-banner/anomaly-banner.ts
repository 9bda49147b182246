import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Card } from '../../src/card/card.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { spoken } from '../../src/card/spoken.ts';
import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import {
  declaring,
  findingsChangeAt,
  judged,
  toneOfAll,
  uncheckedWords,
} from '../../src/data/findings-of.ts';
import { headlineAt, scoreOf, tallyWords } from '../../src/domain/findings/finding.ts';
import { tierOf, timeToAct } from '../../src/domain/findings/tier.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Findings } from '../../src/data/findings-of.ts';
import type { Finding } from '../../src/domain/findings/finding.ts';

const spec = {
  title: 'Operator anomalies detected',
  section: 'banners',
  size: 'medium',
  ...declaring(STATUS_CAUSES, {}),
  probes: ['status'],
  // That nothing answers is a finding of its own.
  watches: true,
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface AnomalyBannerView extends View, Findings {
  score: number;
  /** The time that is shown, in ms since 1970 UTC. */
  now: number;
}

/**
 * What is wrong now, the worst first; it is not seen while nothing is.
 *
 * @tag mc-anomaly-banner
 * @summary A numbered list of what is wrong now, worst first, each with its score, tier, evidence and next step.
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

  view(data: CardData<typeof spec>): AnomalyBannerView {
    const found = judged(data, STATUS_CAUSES);
    const { findings, unchecked } = found;
    const missing = unchecked.some(({ everywhere }) => everywhere);
    return {
      ...found,
      tone: toneOfAll(found),
      label:
        findings.length > 0
          ? tallyWords(findings)
          : missing
            ? `${plural(unchecked.length, 'check')} without data`
            : 'No problem found',
      // Where something that every backend sends was not judged, silence would say too much.
      empty: findings.length === 0 && !missing,
      score: scoreOf(findings),
      now: data.now,
      nextChangeAt: findingsChangeAt(findings, data.now),
    };
  }

  protected renderBody({ findings, unchecked, score, now }: AnomalyBannerView): TemplateResult {
    const tier = tierOf(score);
    const any = findings.length > 0;
    return html`
      ${factList(
        [
          ['Score', String(score), 'of 100'],
          ['Tier', any ? tier : 'none', any ? `act within ${timeToAct[tier]}` : undefined],
        ],
        'large',
      )}
      <div>
        ${
          any
            ? html`<ol>
                ${repeat(
                  findings,
                  ({ cause }) => cause,
                  (each) => this.#item(each, now),
                )}
              </ol>`
            : html`<p>No problem found in what was checked.</p>`
        }
      </div>
      ${unchecked.length > 0 ? html`<small>${uncheckedWords(unchecked)}</small>` : nothing}
    `;
  }

  #item(finding: Finding, now: number): TemplateResult {
    const { id, tone, title, score, evidence, since, asOf, next } = finding;
    const speaks = this.writable && asOf === undefined;
    return html`<li
      class=${asOf === undefined ? 'now' : 'muted'}
      ${spoken(speaks ? `Problem: ${title}.` : '', id)}
    >
      ${mark(tone)} <b>${headlineAt(finding, now)}</b>
      <small>
        Score ${score}, ${tierOf(score)}${since === undefined ? nothing : `, since ${stamp(since, this.tz)}`}.
        ${evidence}
      </small>
      <small>Next: ${next}</small>
    </li>`;
  }
}
