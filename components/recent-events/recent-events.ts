import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { entries, entriesStyles } from '../../src/card/entries.ts';
import { link } from '../../src/card/link.ts';
import { auditReads } from '../../src/data/audit.ts';
import { newest } from '../../src/rules/entries.ts';
import { plural } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Entry } from '../../src/card/entries.ts';

const spec = {
  title: 'Recent Events',
  section: 'posture',
  size: 'medium',
  height: 473,
  narrow: 433,
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

  view({ facts: { entries: all = [] }, site }: Moment<typeof spec>): RecentEventsView {
    return {
      tone: 'info',
      words: all.length > 0 ? plural(all.length, 'entry', 'entries') : 'No events',
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

define('mc-recent-events', McRecentEvents);

declare global {
  interface HTMLElementTagNameMap {
    'mc-recent-events': McRecentEvents;
  }
}
