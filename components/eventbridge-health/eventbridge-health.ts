import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { auditReads, auditedAt } from '../../src/data/audit.ts';
import { happened } from '../../src/rules/audit.ts';
import { newest } from '../../src/rules/entries.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { grade } from '../../src/rules/tone.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'EventBridge Health',
  section: 'posture',
  size: 'small',
  height: 288,
  reads: { entries: auditReads.entries },
} as const satisfies Spec;

const MINUTE = 60_000;
/** Minutes without an event from which to warn and to alarm. */
const silenceLimits = { warn: 15, bad: 60 };

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

  view({ facts: { entries = [] }, routes, now: present, stale, site }: Moment<typeof spec>): EventBridgeView {
    // An answer that is too old knows of nothing later than itself: judged by now, the bus would seem silent.
    const now = stale ? auditedAt(routes, present) : present;
    const limits = limitsFrom(site.config.thresholds, 'silence', silenceLimits);
    // What is dated in the future says nothing of when the last event came.
    const usable = entries.filter(({ timestamp: at }) => at !== undefined && happened(at, now));
    const [last] = newest(usable, 1);
    const at = last?.timestamp;
    const tone = grade(at === undefined ? undefined : Math.max(0, now - at) / MINUTE, limits);
    const turns = [limits.warn, limits.bad].map((minutes) => (at ?? Infinity) + minutes * MINUTE);
    return {
      tone,
      words: WORDS[tone],
      empty: entries.length === 0,
      at,
      type: last?.event_type,
      limits,
      unusable: entries.length - usable.length,
      turnsAt: Math.min(...turns.filter((turn) => turn > now)),
    };
  }

  protected renderBody({ at, type, limits, unusable, tone }: EventBridgeView): TemplateResult {
    return html`
      ${facts(
        [
          [
            'Newest event',
            at === undefined ? 'none known' : ago(at),
            at === undefined ? undefined : stamp(at, this.tz),
          ],
        ],
        'large',
      )}
      ${at === undefined ? nothing : facts([['Type', type]])}
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

define('mc-eventbridge-health', McEventbridgeHealth);

declare global {
  interface HTMLElementTagNameMap {
    'mc-eventbridge-health': McEventbridgeHealth;
  }
}
