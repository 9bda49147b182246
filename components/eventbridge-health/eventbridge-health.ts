import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { auditReads, auditedAt } from '../../src/data/audit-reads.ts';
import { happened } from '../../src/domain/audit/audit-counts.ts';
import { silenceLimits } from '../../src/domain/audit/silence.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { grade } from '../../src/domain/judgement/tone.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'EventBridge Health',
  section: 'posture',
  size: 'small',
  causes: ['events'],
  reads: { entries: auditReads.entries },
  limits: { silence: silenceLimits },
} as const satisfies Spec;

const MINUTE = 60_000;

/** What the card shows of a moment. */
export interface EventBridgeView extends View {
  /** The newest event; its time in ms since 1970 UTC. */
  at: number | undefined;
  type: string | undefined;
  limits: typeof silenceLimits;
  /** How many entries have no usable time, or one that lies in the future. */
  unusable: number;
}

const WORDS = { ok: 'Events arrive', warn: 'Quiet', bad: 'Silent', unknown: 'No event known', info: '' };

/**
 * Whether events still come through the bus, by the age of the newest one in the audit.
 *
 * @tag mc-eventbridge-health
 * @summary The age of the newest event: under 15 min ok, under 60 min a warning, else bad.
 */
export class McEventbridgeHealth extends Card<typeof spec, EventBridgeView> {
  static override spec: Spec = spec;

  view({
    facts: { entries = [] },
    routes,
    now: present,
    stale,
    limits: { silence: limits },
  }: CardData<typeof spec>): EventBridgeView {
    // An answer that is too old knows of nothing later than itself: judged by now, the bus would seem silent.
    const now = stale ? auditedAt(routes, present) : present;
    // What is dated in the future says nothing of when the last event came.
    const usable = entries.filter(({ timestamp: at }) => at !== undefined && happened(at, now));
    const [last] = newest(usable, 1);
    const at = last?.timestamp;
    const tone = grade(at === undefined ? undefined : Math.max(0, now - at) / MINUTE, limits);
    const turns = [limits.warn, limits.bad].map((minutes) => (at ?? Infinity) + minutes * MINUTE);
    return {
      tone,
      label: WORDS[tone],
      empty: entries.length === 0,
      at,
      type: last?.event_type,
      limits,
      unusable: entries.length - usable.length,
      nextChangeAt: Math.min(...turns.filter((turn) => turn > now)),
    };
  }

  protected renderBody({ at, type, limits, unusable, tone }: EventBridgeView): TemplateResult {
    return html`
      ${factList(
        [
          [
            'Newest event',
            at === undefined ? 'none known' : ago(at),
            at === undefined ? undefined : stamp(at, this.tz),
          ],
        ],
        'large',
      )}
      ${at === undefined ? nothing : factList([['Type', type]])}
      ${
        tone === 'bad'
          ? html`<p>
              Look at the rules and the dead-letter queue of the bus, or whether anybody uses the stack.
            </p>`
          : nothing
      }
      ${
        unusable > 0
          ? html`<small>Not counted: ${plural(unusable, 'entry', 'entries')} without a usable time.</small>`
          : nothing
      }
      <small>A warning from ${limits.warn} min without an event, bad from ${limits.bad} min.</small>
    `;
  }
}
