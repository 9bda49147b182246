import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { ago } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';

const spec = {
  title: 'Recent Emails',
  section: 'posture',
  size: 'medium',
  reads: {
    emails: field('status.emails?', list({ kind: text, to: text, sent_at: time })),
    entries: auditReads.entries,
  },
} as const satisfies Spec;

/** How many mails are shown. */
const SHOWN = 5;

/** One mail, its receiver masked where the answer entered the page; `timestamp` in ms since 1970 UTC. */
interface Mail {
  kind: string;
  to: string | undefined;
  timestamp: number | undefined;
}

/** What the card shows of a moment. */
export interface RecentEmailsView extends View {
  mails: Mail[];
  fromAudit: boolean;
}

/** A kind or a masked address stays whole at 320 px; what is longer may be anything, and breaks where it must. */
const whole = (text: string): Shown => (text.length > 16 ? text : html`<span class="whole">${text}</span>`);

/** The mails that events of the audit stand for. */
const KINDS: Readonly<Record<string, string>> = {
  'duck.cert_emailed': 'certificate',
  'duck.signup': 'signup',
};

/**
 * The last mails, to whom and when. Addresses are masked before they reach the card.
 *
 * @tag mc-recent-emails
 * @summary The last five signup and certificate mails, with masked addresses.
 */
export class McRecentEmails extends Card<typeof spec, RecentEmailsView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    css`
      .whole {
        overflow-wrap: normal;
      }
      :is(th, td):last-child {
        padding-inline-end: 0;
      }
    `,
  ];

  view({ facts: { emails, entries = [] } }: CardData<typeof spec>): RecentEmailsView {
    const all =
      emails?.map(({ kind = 'not told', to, sent_at: timestamp }): Mail => ({ kind, to, timestamp })) ??
      entries.flatMap(({ event_type: type = '', timestamp, actor, target }): Mail[] => {
        const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
        return kind ? [{ kind, to: target ?? actor, timestamp }] : [];
      });
    const mails = newest(all, SHOWN);
    return {
      tone: 'info',
      label: mails.length > 0 ? `Last ${plural(mails.length, 'mail')}` : 'No mail known',
      empty: mails.length === 0,
      mails,
      fromAudit: emails === undefined,
    };
  }

  protected renderBody({ mails, fromAudit, empty }: RecentEmailsView): TemplateResult {
    return html`
      ${
        empty
          ? html`<p>
              ${fromAudit ? 'The audit tells of no signup and no certificate mail, and this backend does not list its mails.' : 'No mail was sent, by the backend’s list.'}
            </p>`
          : table(
              ['Mail', 'To', 'Sent'],
              mails.map(({ kind, to, timestamp: at }) => [
                whole(kind || 'empty'),
                whole(to || 'not told'),
                at === undefined ? 'without a time' : html`${stamp(at, this.tz)}<br />${ago(at)}`,
              ]),
            )
      }
      ${
        fromAudit && !empty
          ? html`<small>By the events of the audit, since this backend does not list its mails.</small>`
          : nothing
      }
    `;
  }
}
