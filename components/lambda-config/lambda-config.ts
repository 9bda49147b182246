import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, flag, list, map, oneOf, share, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts, mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { parity } from '../../src/rules/parity.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural } from '../../src/rules/words.ts';
import { compared } from './compared.ts';
import type { TemplateResult } from 'lit';
import type { Facts, Moment, Spec, View } from '../../src/card/card.ts';
import type { Parity } from '../../src/rules/parity.ts';
import type { Tone } from '../../src/rules/tone.ts';
import type { Compared } from './compared.ts';

const spec = {
  title: 'Lambda Config Audit',
  section: 'posture',
  size: 'medium',
  height: 533,
  narrow: 470,
  reads: {
    reported: field('status.lambda.version', text),
    invoked: field('status.lambda.invoked_version?', text),
    target: field('status.lambda_alias_version', text),
    backendParity: field('status.lambda_alias_parity?', flag),
    release: field('status.release?', {
      stable: text,
      routing: map(share),
      latest: { code_sha256: text, config_sha256: text },
      versions: list({ version: text, code_sha256: text, config_sha256: text }),
    }),
    runtime: field('status.lambda.runtime', text),
    memory_mb: field('status.lambda.memory_mb', counter),
    timeout_s: field('status.lambda.timeout_s', counter),
    architecture: field('status.lambda.architecture?', oneOf('x86_64', 'arm64')),
    region: field('status.lambda.region?', text),
    concurrency: field('status.lambda.concurrency?', counter),
  },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface LambdaConfigView extends View {
  lambda: Facts<typeof spec>;
  judged: Parity;
  settings: Compared[];
}

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

  view({ facts: lambda, site }: Moment<typeof spec>): LambdaConfigView {
    const judged = parity(lambda);
    const settings = compared(lambda, site.config.expect?.lambda);
    const of = (tone: Tone): number => settings.filter((each) => each.tone === tone).length;
    const [differ, open] = [of('warn'), of('unknown')];
    const tone = worst([judged.tone, ...settings.map((each) => each.tone)]);
    // Settings that are as expected do not make a shift more than it is.
    const calm = tone === 'ok' || tone === 'info';
    const words =
      calm || judged.tone === tone
        ? judged.words
        : differ > 0
          ? plural(differ, 'setting differs', 'settings differ')
          : `${plural(open, 'setting')} not told`;
    return {
      tone: calm ? judged.tone : tone,
      words,
      lambda,
      judged,
      settings,
    };
  }

  protected renderBody({ lambda, judged, settings }: LambdaConfigView): TemplateResult {
    const { reported, invoked, target } = lambda;
    return html`
      ${facts(
        [
          ['Version', invoked ?? reported],
          ['Alias version', target],
          ['Parity', html`${mark(judged.tone)} ${judged.words}`],
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

define('mc-lambda-config', McLambdaConfig);

declare global {
  interface HTMLElementTagNameMap {
    'mc-lambda-config': McLambdaConfig;
  }
}
