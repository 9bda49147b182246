import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { LambdaConfigView } from './model.ts';

/**
 * Whether the function is what it should be: its version beside the alias's, and its settings beside those expected.
 *
 * @tag mc-lambda-config
 * @summary Version, alias version, parity, and every setting beside what the site's configuration expects.
 */
export class McLambdaConfig extends Card<typeof spec, LambdaConfigView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    // The name of a runtime is whole at 320 px.
    css`
      table {
        table-layout: fixed;
      }
      th:first-child {
        width: 32%;
      }
      th:nth-child(2) {
        width: 38%;
      }
    `,
  ];

  view(data: CardData<typeof spec>): LambdaConfigView {
    return viewOf(data);
  }

  protected renderBody({ lambda, judged, settings }: LambdaConfigView): TemplateResult {
    const { reported, invoked, target } = lambda;
    return html`
      ${factList(
        [
          ['Version', invoked ?? reported],
          ['Alias version', target],
          ['Parity', html`${mark(judged.tone)} ${judged.label}`],
        ],
        'large',
      )}
      ${judged.tone === 'ok' ? nothing : html`<p>${judged.sentence}</p>`}
      ${table(
        ['Setting', 'Is', 'Expected'],
        settings.map(({ name, tone, is, expected }) => [
          name,
          html`${tone === 'info' ? nothing : mark(tone)} ${is ?? 'not offered'}`,
          expected ?? '–',
        ]),
      )}
      ${
        settings.some(({ expected }) => expected !== undefined)
          ? nothing
          : html`<small>
              Nothing is expected: set <code>expect.lambda</code> in the site’s configuration.
            </small>`
      }
    `;
  }
}
