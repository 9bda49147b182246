import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { sandboxes } from '../../src/domain/mail/sandbox.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { SandboxState } from '../../src/domain/mail/sandbox.ts';

const spec = {
  title: 'Communication Status',
  section: 'posture',
  size: 'small',
  causes: ['sandbox'],
  reads: { ses: field('status.ses.sandbox', flag), sns: field('status.sns.sandbox', flag) },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CommunicationView extends View {
  services: SandboxState[];
}

/**
 * Whether mail and SMS reach anybody, or verified receivers only.
 *
 * @tag mc-communication-status
 * @summary SES and SNS, each in its sandbox or in production.
 */
export class McCommunicationStatus extends Card<typeof spec, CommunicationView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checkResultStyles];

  view({ facts: { ses, sns } }: CardData<typeof spec>): CommunicationView {
    const services = sandboxes(ses, sns);
    const held = services.filter(({ tone }) => tone === 'warn').map(({ name }) => name);
    const tone = worst(services.map((service) => service.tone));
    return {
      tone,
      label:
        held.length > 0
          ? `${held.join(' and ')} in the sandbox`
          : tone === 'ok'
            ? 'In production'
            : 'Not fully told',
      services,
    };
  }

  protected renderBody({ services }: CommunicationView): TemplateResult {
    return html`
      ${checkResults(services.map((each) => ({ ...each, name: each.name === 'SES' ? 'SES (mail)' : 'SNS (SMS)' })))}
      ${
        services.some(({ tone }) => tone === 'warn')
          ? html`<p>From a sandbox only verified receivers are reached.</p>`
          : nothing
      }
    `;
  }
}
