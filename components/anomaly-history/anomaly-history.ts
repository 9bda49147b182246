import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { ago } from '../../src/card/parts.ts';
import { tierOf } from '../../src/domain/findings/tier.ts';
import { episodes, episodesChangeAt } from '../../src/domain/incidents/episodes.ts';
import { count, duration, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Episode } from '../../src/domain/incidents/episodes.ts';

const spec = {
  title: 'Runtime Anomaly History',
  section: 'incident',
  size: 'medium',
  informs: true,
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
  list: Episode[];
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
    checkResultStyles,
    css`
      .results {
        gap: 8px;
      }
    `,
  ];

  view({ logs, now, interval, site }: CardData<typeof spec>): AnomalyHistoryView {
    const log = logs.missionControlAnomalyLog.filter(({ at }) => at <= now);
    const all = episodes(log, now, interval);
    const lasting = all.filter(({ state }) => state === 'lasting');
    const none = all.length > 0 ? `${plural(all.length, 'anomaly', 'anomalies')}, none lasts` : 'None found';
    return {
      // A history informs; what stands now is judged elsewhere.
      tone: 'info',
      label:
        lasting.length > 0
          ? `${count(lasting.length)} lasting`
          : log.length > 0
            ? none
            : 'Nothing logged yet',
      empty: all.length === 0,
      nextChangeAt: episodesChangeAt(lasting, interval),
      list: all.slice(0, SHOWN),
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
          ? checkResults(
              list.map((episode) => ({
                name: episode.title,
                tone: 'info',
                label: `score ${episode.score}, ${tierOf(episode.score)}`,
                note: this.#seen(episode),
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

  #seen({ first, last, state, missed, unwatched }: Episode): Shown {
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
