import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { sandboxes } from '../../src/rules/sandbox.ts';
import { worst } from '../../src/rules/tone.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { SandboxState } from '../../src/rules/sandbox.ts';

const spec = {
  title: 'Communication Status',
  section: 'posture',
  size: 'small',
  height: 176,
  narrow: 198,
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
  static override styles = [Card.styles, findingsStyles];

  view({ facts: { ses, sns } }: Moment<typeof spec>): CommunicationView {
    const services = sandboxes(ses, sns);
    const held = services.filter(({ tone }) => tone === 'warn').map(({ name }) => name);
    const tone = worst(services.map((service) => service.tone));
    return {
      tone,
      words:
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
      ${findings(services.map((each) => ({ ...each, name: each.name === 'SES' ? 'SES (mail)' : 'SNS (SMS)' })))}
      ${
        services.some(({ tone }) => tone === 'warn')
          ? html`<p>From a sandbox only verified receivers are reached.</p>`
          : nothing
      }
    `;
  }
}

define('mc-communication-status', McCommunicationStatus);

declare global {
  interface HTMLElementTagNameMap {
    'mc-communication-status': McCommunicationStatus;
  }
}
