import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { entries, entriesStyles } from '../../src/card/audit-lines.ts';
import { auditEntry } from '../../src/api/nodes.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Entry } from '../../src/card/audit-lines.ts';

const spec = {
  title: 'Recent Activity',
  section: 'posture',
  size: 'medium',
  reads: {
    entries: field('status.recent_audit', list(auditEntry)),
  },
} as const satisfies Spec;

/** How many entries are shown. */
const SHOWN = 5;

/** What the card shows of a moment. */
export interface RecentActivityView extends View {
  entries: Entry[];
}

/**
 * What happened last, by the status route, which may lag behind the audit.
 *
 * @tag mc-recent-activity
 * @summary The last five entries that the status route tells, when it has them.
 */
export class McRecentActivity extends Card<typeof spec, RecentActivityView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, entriesStyles];

  view({ facts: { entries: all = [] } }: CardData<typeof spec>): RecentActivityView {
    return {
      tone: 'info',
      label:
        all.length > 0 ? `Last ${plural(Math.min(all.length, SHOWN), 'entry', 'entries')}` : 'No activity',
      empty: all.length === 0,
      entries: newest(all, SHOWN),
    };
  }

  protected renderBody({ entries: shown, empty }: RecentActivityView): TemplateResult {
    return html`
      ${empty ? html`<p>The status route tells no recent entry.</p>` : nothing} ${entries(shown, this.tz)}
    `;
  }
}
