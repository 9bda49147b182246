import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, command, facts } from '../../src/card/parts.ts';
import { stamp } from '../../src/rules/words.ts';
import { parity } from '../../src/rules/parity.ts';
import { nextCommands } from './next-commands.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Command } from '../../src/commands/aws.ts';

const spec = {
  title: 'Alias Drift Investigation',
  section: 'release',
  size: 'wide',
  reads: {
    target: 'status.lambda_alias_version',
    invoked: 'status.lambda.invoked_version?',
    reported: 'status.lambda.version',
    backendParity: 'status.lambda_alias_parity',
    generatedAt: 'status.generated_at',
    functionName: 'status.lambda.function',
    region: 'status.lambda.region?',
    release: 'status.release?',
  },
  records: { governance: 'mc-governance-actions' },
  files: ['deploy_log'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface AliasDriftView extends View {
  alias: string;
  target: string | undefined;
  invoked: string | undefined;
  reported: string | undefined;
  sentence: string;
  generatedAt: number | undefined;
  freshness: string;
  next: Command[];
}

/**
 * Whether callers of the alias run the version that it points to, and the exact next command.
 *
 * @tag mc-alias-drift
 * @summary Alias target, invoked and reported version, a verdict, and the exact next command.
 */
export class McAliasDrift extends Card<typeof spec, AliasDriftView> {
  static override spec: Spec = spec;

  view({ facts, records, site, stale }: Moment<typeof spec>): AliasDriftView {
    const { target, invoked, reported, generatedAt } = facts;
    const { verdict, tone, words, sentence } = parity(facts);
    const { alias, commands } = nextCommands(verdict, facts, site, records.governance);
    return {
      tone,
      words,
      alias,
      target,
      invoked,
      reported,
      sentence,
      generatedAt,
      freshness: stale ? 'too old to judge' : 'fresh enough to judge',
      next: commands,
    };
  }

  protected renderBody(view: AliasDriftView): TemplateResult {
    const { generatedAt } = view;
    return html`
      ${facts(
        [
          [`${view.alias} points to`, view.target],
          ['Invoked version', view.invoked],
          ['Reported version', view.reported],
        ],
        'large',
      )}
      <p>${view.sentence}</p>
      ${facts([
        ['Generated at', generatedAt === undefined ? undefined : stamp(generatedAt, this.tz)],
        ['Age', generatedAt === undefined ? undefined : ago(generatedAt)],
        ['Freshness', view.freshness],
      ])}
      ${view.next.length > 0 ? view.next.map(command) : nothing}
    `;
  }
}

define('mc-alias-drift', McAliasDrift);

declare global {
  interface HTMLElementTagNameMap {
    'mc-alias-drift': McAliasDrift;
  }
}
