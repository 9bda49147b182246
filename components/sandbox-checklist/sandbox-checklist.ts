import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { amount, flag } from '../../src/api/kinds.ts';
import { each } from '../../src/card/each.ts';
import { bar, barStyles } from '../../src/card/stacked-bar.ts';
import { Card } from '../../src/card/card.ts';
import { checks, checksStyles } from '../../src/card/check-rows.ts';
import { factList } from '../../src/card/parts.ts';
import { checked, nextUnverified } from '../../src/domain/judgement/checklist.ts';
import { doneWords, sesSteps, snsSteps } from '../../src/domain/mail/sandbox-steps.ts';
import { percent } from '../../src/domain/format/values.ts';
import { sandboxEvents } from '../../src/domain/operator/tick-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Checked } from '../../src/domain/judgement/checklist.ts';

const spec = {
  title: 'SES/SNS Sandbox Exit Readiness',
  section: 'incident',
  size: 'medium',
  informs: true,
  reads: {
    ses: field('status.ses.sandbox', flag),
    spf: field('status.ses.spf?', flag),
    sns: field('status.sns.sandbox', flag),
    spend: field('status.sns.monthly_spend_limit?', amount),
  },
  records: { ticks: sandboxEvents },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface SandboxChecklistView extends View {
  /** Each service that has a sandbox; one that has left it has no step left. */
  services: { name: string; left: boolean; steps: Checked[] }[];
  /** Done share of all steps, 0 to 1. */
  share: number;
}

/**
 * The steps out of the SES and the SNS sandbox: what the data tells is ticked by it, the rest by the operator.
 *
 * @tag mc-sandbox-checklist
 * @summary The steps to leave the SES and the SNS sandbox, ticked by data or by the operator, and the share done.
 */
export class McSandboxChecklist extends Card<typeof spec, SandboxChecklistView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, barStyles, checksStyles];

  view({ facts: reported, records, now }: CardData<typeof spec>): SandboxChecklistView {
    const services = [
      { name: 'SES', left: reported.ses === false, steps: checked(sesSteps(reported), records.ticks, now) },
      { name: 'SNS', left: reported.sns === false, steps: checked(snsSteps(reported), records.ticks, now) },
    ];
    const all = services.flatMap(({ left, steps }) => steps.map(({ done }) => left || done));
    const share = all.filter(Boolean).length / all.length;
    const waiting = services.filter(({ left }) => !left).map(({ name }) => name);
    return {
      tone:
        waiting.length === 0
          ? 'ok'
          : reported.ses === undefined && reported.sns === undefined
            ? 'unknown'
            : 'info',
      label: waiting.length === 0 ? 'Both are out' : `${percent(share, 0)} done`,
      nextChangeAt: nextUnverified(services.flatMap(({ steps }) => steps)),
      services,
      share,
    };
  }

  protected renderBody({ services, share }: SandboxChecklistView): TemplateResult {
    const tick = this.writable
      ? (item: string, done: boolean) => void this.keep('ticks', { type: done ? 'tick' : 'untick', item })
      : undefined;
    return html`
      ${factList(
        services.map(({ name, left, steps }) => [
          name,
          left ? 'production' : doneWords(steps),
          left ? 'nothing left to do' : 'done',
        ]),
        'large',
      )}
      ${bar([{ tone: share === 1 ? 'ok' : 'info', share }])}
      ${each(
        services,
        ({ name }) => name,
        ({ name, left, steps }) =>
          left
            ? html`<p>${name} has left its sandbox.</p>`
            : html`<h4>Out of the ${name} sandbox</h4>
                ${checks(steps, this.tz, tick)}`,
      )}
    `;
  }
}
