import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { ago, mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Peck Approval Timeline',
  section: 'posture',
  size: 'medium',
  reads: {
    entries: auditReads.entries,
  },
} as const satisfies Spec;

/** How many outcomes are shown. */
const SHOWN = 5;

/** The outcomes of a peck request, by the event that tells them. */
const OUTCOMES: Readonly<Record<string, readonly [tone: Tone, label: string]>> = {
  'duck.peck_approved': ['ok', 'Approved'],
  'duck.peck_denied': ['warn', 'Denied'],
  'duck.peck_expired': ['warn', 'Expired'],
};

/** One outcome; `at` in ms since 1970 UTC. */
interface Outcome {
  tone: Tone;
  label: string;
  at: number | undefined;
  target: string | undefined;
  reason: string | undefined;
}

/** What the card shows of a moment. */
export interface PeckTimelineView extends View {
  outcomes: Outcome[];
  pecks: string | undefined;
}

/**
 * How the last peck requests ended, and why.
 *
 * @tag mc-peck-timeline
 * @summary The last five peck outcomes, approved, denied or expired, with time and reason.
 */
export class McPeckTimeline extends Card<typeof spec, PeckTimelineView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    css`
      tbody th {
        white-space: nowrap;
      }
      td small {
        font-size: inherit;
      }
    `,
  ];

  view({ facts: { entries = [] }, site }: CardData<typeof spec>): PeckTimelineView {
    const ended = entries.flatMap(({ event_type: type = '', timestamp, target, reason }) => {
      const [tone, label] = (Object.hasOwn(OUTCOMES, type) && OUTCOMES[type]) || [];
      return tone && label ? [{ tone, label, at: timestamp, timestamp, target, reason }] : [];
    });
    const outcomes = newest(ended, SHOWN);
    const refused = outcomes.filter(({ tone }) => tone === 'warn').length;
    return {
      // Single outcomes are nobody's fault; their rate is judged by Peck Failure Analysis.
      tone: 'info',
      label:
        outcomes.length === 0
          ? 'No outcome known'
          : `${outcomes.length - refused} of ${outcomes.length} approved`,
      empty: outcomes.length === 0,
      outcomes,
      pecks: site.config.links?.pecks,
    };
  }

  protected renderBody({ outcomes, empty, pecks }: PeckTimelineView): TemplateResult {
    return html`
      ${
        empty
          ? html`<p>The audit tells no outcome of a peck request.</p>`
          : table(
              ['Outcome', 'When', 'Request'],
              outcomes.map(({ tone, label, at, target, reason }) => [
                html`${mark(tone)} ${label}`,
                at === undefined ? 'without a time' : html`${stamp(at, this.tz)}<br />${ago(at)}`,
                html`${target ?? 'not told'}${reason ? html`<br /><small>${reason}</small>` : nothing}`,
              ]),
            )
      }
      ${link(pecks, 'Whole peck history')}
    `;
  }
}
