import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { ago } from '../../src/card/parts.ts';
import { tierOf, toneOf } from '../../src/rules/anomalies.ts';
import { spells, spellsTurnAt } from '../../src/rules/spells.ts';
import { worst } from '../../src/rules/tone.ts';
import { count, duration, plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Spell } from '../../src/rules/spells.ts';
import type { Tone } from '../../src/rules/tone.ts';

const spec = {
  title: 'Runtime Anomaly History',
  section: 'incident',
  size: 'medium',
  height: 315,
  narrow: 315,
  probes: ['status'],
  logs: ['missionControlAnomalyLog'],
  watches: true,
} as const satisfies Spec;

/** So many are shown. */
const SHOWN = 10;

/** What of the configuration changes what other cards find, but not what is logged. */
const OWN_LIMITS = /^(anomaly|pecks|quota|failures)_/;

/** What the card shows of a moment. */
export interface AnomalyHistoryView extends View {
  /** Those seen last come first. */
  list: (Spell & { tone: Tone })[];
  older: number;
  /** How many samples the log has, and since when (ms since 1970 UTC). */
  samples: number;
  since: number | undefined;
  /** Whether the configuration sets limits of its own, which the log does not know. */
  otherLimits: boolean;
}

/**
 * The last ten anomalies that this browser found, each once for as long as it lasted.
 *
 * @tag mc-anomaly-history
 * @summary The last ten anomalies: when each was first and last seen, its score and its tier.
 */
export class McAnomalyHistory extends Card<typeof spec, AnomalyHistoryView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    findingsStyles,
    css`
      .findings {
        gap: 8px;
      }
    `,
  ];

  view({ logs, now, interval, site }: Moment<typeof spec>): AnomalyHistoryView {
    const log = logs.missionControlAnomalyLog.filter(({ at }) => at <= now);
    const all = spells(log, now, interval);
    const lasting = all.filter(({ state }) => state === 'lasting');
    const none = all.length > 0 ? `${plural(all.length, 'anomaly', 'anomalies')}, none lasts` : 'None found';
    return {
      tone: log.length === 0 ? 'unknown' : worst(lasting.map(({ score }) => toneOf(score)).concat('info')),
      words:
        lasting.length > 0
          ? `${count(lasting.length)} lasting`
          : log.length > 0
            ? none
            : 'Nothing logged yet',
      empty: all.length === 0,
      turnsAt: spellsTurnAt(lasting, interval),
      list: all.slice(0, SHOWN).map((spell) => ({
        ...spell,
        tone: spell.state === 'lasting' ? toneOf(spell.score) : 'info',
      })),
      older: Math.max(0, all.length - SHOWN),
      samples: log.length,
      since: log[0]?.at,
      otherLimits: Object.keys(site.config.thresholds ?? {}).some((name) => OWN_LIMITS.test(name)),
    };
  }

  protected renderBody({ list, older, samples, since, otherLimits }: AnomalyHistoryView): TemplateResult {
    return html`
      ${
        list.length > 0
          ? findings(
              list.map((spell) => ({
                name: spell.title,
                tone: spell.tone,
                words: `score ${spell.score}, ${tierOf(spell.score)}`,
                note: this.#seen(spell),
              })),
            )
          : html`<p>
              ${samples > 0 ? 'No anomaly was found while this browser looked.' : 'This browser has not looked yet.'}
            </p>`
      }
      ${older > 0 ? html`<small>and ${plural(older, 'older one', 'older ones')}</small>` : nothing}
      <small>
        ${
          since === undefined
            ? 'From this browser’s own log.'
            : `From this browser’s own log: ${plural(samples, 'sample')} since ${stamp(since, this.tz)}, one a minute while nothing changes.`
        }
        ${otherLimits ? 'Found by the usual limits, not by those of the site’s configuration.' : nothing}
      </small>
    `;
  }

  #seen({ first, last, state, missed, unwatched }: Spell): Shown {
    const end =
      state === 'lasting'
        ? html`last seen ${ago(last)}`
        : `last seen ${stamp(last, this.tz)}, ${
            missed === undefined
              ? 'and nobody has looked since'
              : `not found when looked for at ${stamp(missed, this.tz)}`
          }`;
    return html`first seen ${stamp(first, this.tz)} ·
    ${end}${unwatched > 0 ? ` · nobody looked for ${duration(unwatched)} in between` : nothing}`;
  }
}

define('mc-anomaly-history', McAnomalyHistory);

declare global {
  interface HTMLElementTagNameMap {
    'mc-anomaly-history': McAnomalyHistory;
  }
}
