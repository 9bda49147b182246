import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Webhook Health',
  section: 'posture',
  size: 'medium',
  reads: { entries: auditReads.entries },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface WebhookView extends View {
  bus: string | undefined;
  logGroup: string | undefined;
  /** Days that the log group keeps what is written to it. */
  retention: number | undefined;
  /** Each configured event and when the audit told it last, in ms since 1970 UTC. */
  events: { name: string; at: number | undefined }[];
  configured: boolean;
}

/**
 * How the events are wired, by the site's configuration, and when each was last seen in the audit.
 *
 * @tag mc-webhook-health
 * @summary Bus, events, log group and retention; for each event when it was last seen.
 */
export class McWebhookHealth extends Card<typeof spec, WebhookView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    // The name of a log group is not cut where there is room for it.
    css`
      dl {
        grid-template-columns: repeat(auto-fit, minmax(min(11em, 100%), 1fr));
      }
    `,
  ];

  view({ facts: { entries = [] }, site }: CardData<typeof spec>): WebhookView {
    const wiring = site.config.events;
    const events = (wiring?.names ?? []).map((name) => ({
      name,
      at: newest(
        entries.filter(({ event_type: type }) => type === name),
        1,
      )[0]?.timestamp,
    }));
    const seen = events.filter(({ at }) => at !== undefined).length;
    return {
      tone: wiring ? 'info' : 'unknown',
      label: wiring ? `${seen} of ${plural(events.length, 'event')} seen` : 'Not configured',
      bus: wiring?.bus,
      logGroup: wiring?.log_group,
      retention: wiring?.retention_days,
      events,
      configured: wiring !== undefined,
    };
  }

  protected renderBody({ bus, logGroup, retention, events, configured }: WebhookView): TemplateResult {
    if (!configured)
      return html`<p>
        How the events are wired is not configured: set the key <code>events</code> of the site’s
        configuration.
      </p>`;
    return html`
      ${factList([
        ['Bus', bus ?? 'not configured'],
        ['Log group', logGroup ?? 'not configured'],
        ['Kept for', retention === undefined ? 'not configured' : plural(retention, 'day')],
      ])}
      ${
        events.length > 0
          ? table(
              ['Event', 'Last seen'],
              events.map(({ name, at }) => [
                html`<code>${name}</code>`,
                at === undefined ? 'not seen' : ago(at),
              ]),
            )
          : html`<p>No event is named: set <code>events.names</code>.</p>`
      }
      ${events.length > 0 ? html`<small>Names by the configuration, times by the audit; “not seen” is not in what it covers.</small>` : nothing}
    `;
  }
}
