import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { parity } from '../../src/domain/release/parity.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { spec } from './model.ts';
import type { TemplateResult } from 'lit';
import type { Spec, View } from '../../src/card/card.ts';
import type { Parity } from '../../src/domain/release/parity.ts';
import type { AliasData } from './model.ts';

/** What the card shows of it. */
type AliasView = View & { judged: Parity; data: AliasData };

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

  view(data: AliasData): AliasView {
    const judged = parity(data.facts);
    return { tone: judged.tone, label: judged.label, judged, data };
  }

  protected renderBody({ judged, data }: AliasView): TemplateResult {
    const { target, invoked, reported, generatedAt: made, release } = data.facts;
    const calm = judged.verdict === 'parity' || judged.verdict === 'cosmetic';
    return html`
      ${factList(
        [
          [`${release?.alias ?? 'Alias'} points to`, target],
          ['Invoked version', invoked],
          ['Reported version', reported],
        ],
        'large',
      )}
      <p>${judged.sentence}</p>
      ${factList([
        ['Generated at', made && stamp(made, this.tz)],
        ['Age', made && ago(made)],
        ['Freshness', data.stale ? 'too old to judge' : made && 'fresh'],
      ])}
      ${calm ? nothing : (this.lazy(next)?.nextCommands(judged.verdict, data, this.tz) ?? nothing)}
    `;
  }
}
