import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag, list, map, orNull, share, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { parity } from '../../src/rules/parity.ts';
import { stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Parity } from '../../src/rules/parity.ts';

const spec = {
  title: 'Alias Drift Investigation',
  section: 'release',
  size: 'wide',
  height: 256,
  narrow: 440,
  reads: {
    target: field('status.lambda_alias_version', text),
    invoked: field('status.lambda.invoked_version?', text),
    reported: field('status.lambda.version', text),
    backendParity: field('status.lambda_alias_parity?', flag),
    generatedAt: field('status.generated_at', time),
    functionName: field('status.lambda.function', text),
    region: field('status.lambda.region?', text),
    release: field('status.release?', {
      function: text,
      alias: text,
      stable: text,
      routing: map(share),
      revision_id: text,
      latest: { code_sha256: text, config_sha256: text },
      versions: list({ version: text, code_sha256: text, config_sha256: text }),
      deployment: orNull({ id: text, status: text }),
    }),
  },
  records: { governance: 'mc-governance-actions' },
  files: ['deploy_log'],
} as const satisfies Spec;

/** The moment that this card is given. */
export type AliasMoment = Moment<typeof spec>;

/** What the card shows of it. */
type AliasView = View & { judged: Parity; moment: AliasMoment };

/** The commands are loaded when there is something to do. */
const next = () => import('./next-commands.ts');

/**
 * Whether callers of the alias run the version that it points to, and the exact next command.
 *
 * @tag mc-alias-drift
 * @summary Alias target, invoked and reported version, a verdict, and the exact next command.
 */
export class McAliasDrift extends Card<typeof spec, AliasView> {
  static override spec: Spec = spec;

  view(moment: AliasMoment): AliasView {
    const judged = parity(moment.facts);
    return { tone: judged.tone, words: judged.words, judged, moment };
  }

  protected renderBody({ judged, moment }: AliasView): TemplateResult {
    const { target, invoked, reported, generatedAt: made, release } = moment.facts;
    const calm = judged.verdict === 'parity' || judged.verdict === 'cosmetic';
    return html`
      ${facts(
        [
          [`${release?.alias ?? 'Alias'} points to`, target],
          ['Invoked version', invoked],
          ['Reported version', reported],
        ],
        'large',
      )}
      <p>${judged.sentence}</p>
      ${facts([
        ['Generated at', made && stamp(made, this.tz)],
        ['Age', made && ago(made)],
        ['Freshness', moment.stale ? 'too old to judge' : 'fresh'],
      ])}
      ${calm ? nothing : (this.lazy(next)?.nextCommands(judged.verdict, moment, this.tz) ?? nothing)}
    `;
  }
}

define('mc-alias-drift', McAliasDrift);

declare global {
  interface HTMLElementTagNameMap {
    'mc-alias-drift': McAliasDrift;
  }
}
