import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { uncheckedWords } from '../../src/data/findings-of.ts';
import { headlineAt } from '../../src/domain/findings/finding.ts';
import { plural } from '../../src/domain/format/values.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Finding } from '../../src/domain/findings/finding.ts';
import type { ImpactView } from './model.ts';

/**
 * What users notice of what is wrong, how bad that is, and what to do.
 *
 * @tag mc-impact-matrix
 * @summary Each problem of the status route: what users notice, how bad, what to do.
 */
export class McImpactMatrix extends Card<typeof spec, ImpactView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      .impacts {
        display: grid;
        gap: 12px;
        list-style: none;
      }
      .impacts li {
        padding-block-end: 8px;
        border-block-end: 1px solid var(--line);
      }
      .impacts dl {
        grid-template-columns: repeat(auto-fit, minmax(min(13em, 100%), 1fr));
      }
      details > :not(summary) {
        margin-block-start: 8px;
      }
    `,
  ];

  view(data: CardData<typeof spec>): ImpactView {
    return viewOf(data);
  }

  protected renderBody({ present, unchecked, absent, now }: ImpactView): TemplateResult {
    return html`
      ${present.length > 0 ? list(present, now) : html`<p>No impact on users found in what was checked.</p>`}
      ${unchecked.length > 0 ? html`<p>${uncheckedWords(unchecked)}</p>` : nothing}
      ${
        absent.length > 0
          ? html`<details class="more">
              <summary>${plural(absent.length, 'check')} without a problem</summary>
              <p>${absent.join(', ')}</p>
            </details>`
          : nothing
      }
    `;
  }
}

const list = (impacts: readonly Finding[], now: number): TemplateResult =>
  html`<ul class="impacts">
    ${each(
      impacts,
      ({ cause }) => cause,
      (finding) => {
        const { tone, scope, notices, impact, next, asOf } = finding;
        return html`<li class=${asOf === undefined ? 'now' : 'muted'}>
          <p>${mark(tone)} <b>${headlineAt(finding, now)}</b></p>
          ${factList([
            ['Users notice', notices],
            ['How bad', html`${scope}. ${impact}`],
            ['What to do', next],
          ])}
        </li>`;
      },
    )}
  </ul>`;
