import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { entries, entriesStyles } from '../../src/card/audit-lines.ts';
import { link } from '../../src/card/link.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Entry } from '../../src/card/audit-lines.ts';

const spec = {
  title: 'Recent Events',
  section: 'posture',
  size: 'medium',
  reads: {
    entries: auditReads.entries,
  },
} as const satisfies Spec;

/** How many entries are shown. */
const SHOWN = 5;

/** What the card shows of a moment. */
export interface RecentEventsView extends View {
  entries: Entry[];
  audit: string | undefined;
}

/**
 * What happened last, by the audit.
 *
 * @tag mc-recent-events
 * @summary The last five entries of the audit.
 */
export class McRecentEvents extends Card<typeof spec, RecentEventsView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, entriesStyles];

  view({ facts: { entries: all = [] }, site }: CardData<typeof spec>): RecentEventsView {
    return {
      tone: 'info',
      label: all.length > 0 ? plural(all.length, 'entry', 'entries') : 'No events',
      empty: all.length === 0,
      entries: newest(all, SHOWN),
      audit: site.config.links?.audit,
    };
  }

  protected renderBody({ entries: shown, empty, audit }: RecentEventsView): TemplateResult {
    return html`
      ${empty ? html`<p>The audit holds no entry.</p>` : nothing} ${entries(shown, this.tz)}
      ${link(audit, 'The whole audit')}
    `;
  }
}
