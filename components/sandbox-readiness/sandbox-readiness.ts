import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { amount, flag, text } from '../../src/api/kinds.ts';
import { each } from '../../src/card/each.ts';
import { bar, barStyles } from '../../src/card/stacked-bar.ts';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { sesAccount, smsSandbox } from '../../src/commands/aws.ts';
import { aliasRef } from '../../src/data/alias-reads.ts';
import { quotaLimits, quotaUse } from '../../src/domain/mail/quota.ts';
import { sandboxes } from '../../src/domain/mail/sandbox.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, percent } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { SandboxState } from '../../src/domain/mail/sandbox.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Sandbox Exit Readiness',
  section: 'posture',
  size: 'medium',
  causes: ['quota', 'sandbox'],
  reads: {
    ses: field('status.ses.sandbox', flag),
    quota: field('status.ses.daily_quota', amount),
    sent: field('status.ses.sent_24h?', amount),
    sns: field('status.sns.sandbox', flag),
    spend: field('status.sns.monthly_spend_limit', amount),
    region: field('status.lambda.region?', text),
  },
  limits: { quota: quotaLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface SandboxView extends View {
  services: (SandboxState & { look: Command | undefined })[];
  facts: Facts<typeof spec>;
  use: { used: number | undefined; tone: Tone };
  limits: typeof quotaLimits;
}

/**
 * What keeps SES and SNS in their sandbox, how much of the quota is used, and the next step out.
 *
 * @tag mc-sandbox-readiness
 * @summary Mode, quota, spend limit and quota use, and the exact next step for SES and SNS.
 */
export class McSandboxReadiness extends Card<typeof spec, SandboxView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, barStyles, commandStyles, checkResultStyles];

  view(data: CardData<typeof spec>): SandboxView {
    const {
      facts: read,
      limits: { quota: limits },
    } = data;
    const { region } = aliasRef(data);
    const use = quotaUse(read.sent, read.quota, limits);
    const services = sandboxes(read.ses, read.sns).map((each) => ({
      ...each,
      look: each.next ? (each.name === 'SES' ? sesAccount : smsSandbox)(region) : undefined,
    }));
    const held = services.filter(({ next }) => next).map(({ name }) => name);
    const tone = worst([
      ...services.map((each) => each.tone),
      // A use that is not offered is named by the notes; the modes stay judged.
      ...(use.used === undefined ? [] : [use.tone]),
    ]);
    return {
      tone,
      label:
        use.tone === 'bad' || use.tone === 'warn'
          ? `${percent(use.used, 0)} of the quota used`
          : held.length > 0
            ? `${held.join(' and ')} to be taken out`
            : tone === 'ok'
              ? 'Nothing to do'
              : 'Not fully told',
      services,
      facts: read,
      use,
      limits,
    };
  }

  protected renderBody({
    services,
    facts: { quota, sent, spend },
    use,
    limits,
  }: SandboxView): TemplateResult {
    const reported = (value: number | undefined, unit = '') =>
      value === undefined ? undefined : `${unit}${count(value)}`;
    return html`
      ${checkResults(services.map(({ name, tone, label }) => ({ name: name === 'SES' ? 'SES (mail)' : 'SNS (SMS)', tone, label })))}
      ${factList(
        [
          ['Daily quota', reported(quota), quota === undefined ? undefined : 'mails in 24 h'],
          ['SMS spend limit', reported(spend, '$'), spend === undefined ? undefined : 'a month'],
        ],
        'large',
      )}
      ${
        use.used === undefined
          ? nothing
          : html`<div>
              ${bar([{ tone: use.tone, share: Math.min(use.used, 1) }])}
              <small>
                ${mark(use.tone)} ${percent(use.used)} of the quota used (${reported(sent)} of
                ${reported(quota)}); warning from ${percent(limits.warn)}, bad from ${percent(limits.bad)}
              </small>
            </div>`
      }
      ${each(
        services,
        ({ name }) => name,
        ({ name, next, look }) =>
          next
            ? html`<p>Next for ${name}: ${next}</p>
                ${look ? command(look) : nothing}`
            : nothing,
      )}
    `;
  }
}
