import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { entries, entriesStyles } from '../../src/card/audit-lines.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Entry } from '../../src/card/audit-lines.ts';

const spec = {
  title: 'DB Write Activity',
  section: 'posture',
  size: 'medium',
  reads: {
    entries: auditReads.entries,
  },
  logs: ['sd_audit_cache'],
} as const satisfies Spec;

/** How many entries are shown. */
const SHOWN = 10;

/** What the card shows of a moment. */
export interface DbWritesView extends View {
  entries: Entry[];
  /** How many of them only this browser's log still knows. */
  remembered: number;
}

/**
 * What was written last: each entry of the audit stands for a write. What the backend no longer lists is taken from
 * this browser's own log.
 *
 * @tag mc-db-writes
 * @summary The last ten audit entries with their age.
 */
export class McDbWrites extends Card<typeof spec, DbWritesView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, entriesStyles];

  view({ facts: { entries: reported = [] }, logs }: CardData<typeof spec>): DbWritesView {
    const name = (entry: Entry & { id?: string }) => entry.id ?? JSON.stringify(entry);
    const known = new Set(reported.map(name));
    const gone = logs.sd_audit_cache
      .flatMap((sample) => sample.entries)
      .filter((each) => !known.has(name(each)));
    const shown = newest([...reported, ...gone], SHOWN);
    return {
      tone: 'info',
      label: shown.length > 0 ? `Last ${plural(shown.length, 'write')}` : 'No recent activity',
      empty: shown.length === 0,
      entries: shown,
      remembered: shown.filter((each) => !known.has(name(each))).length,
    };
  }

  protected renderBody({ entries: shown, remembered, empty }: DbWritesView): TemplateResult {
    return html`
      ${empty ? html`<p>No write is known, neither to the audit nor to this browser’s own log.</p>` : nothing}
      ${entries(shown)}
      ${
        remembered > 0
          ? html`<small>
              Only this browser’s own log still knows ${plural(remembered, 'entry', 'entries')} of these.
            </small>`
          : nothing
      }
    `;
  }
}
