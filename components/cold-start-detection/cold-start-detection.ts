import { html } from 'lit';
import { Card } from '../../src/card/card.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { spark, sparkStyles } from '../../src/card/spark.ts';
import { UNSEEN, inits, perSpan, suspects, watched } from '../../src/domain/latency/cold-starts.ts';
import { utcDays } from '../../src/domain/growth/growth.ts';
import { coldStartLimits } from '../../src/domain/latency/latency.ts';
import { count, ms, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Watched } from '../../src/domain/latency/cold-starts.ts';

const spec = {
  title: 'Lambda Cold-Start Detection',
  section: 'runtime',
  size: 'medium',
  logs: ['sd_cold_starts', 'sd_latency_log'],
} as const satisfies Spec;

const DAY = 86_400_000;

/** What the card shows of a moment. */
export interface DetectionView extends View {
  p50: number | undefined;
  p95: number | undefined;
  found: number;
  /** Per UTC day, oldest first; `undefined` for one of which no response was seen. */
  days: (number | undefined)[];
  last: number | undefined;
  seen: Watched;
}

/**
 * How long suspected cold starts are estimated to have taken to begin, and how many there were in seven days.
 *
 * @tag mc-cold-start-detection
 * @summary P50 and P95 of the estimated init time, the 7-day count with a sparkline, and the last one.
 */
export class McColdStartDetection extends Card<typeof spec, DetectionView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, sparkStyles];

  view({ logs, now }: CardData<typeof spec>): DetectionView {
    const days = utcDays(now, 7);
    const found = suspects(logs.sd_cold_starts, now, now - (days[0] ?? now) + 1);
    const { p50, p95 } = inits(found);
    const seen = watched(logs.sd_latency_log, now);
    const blind = found.length + seen.responses === 0;
    return {
      tone: blind ? 'unknown' : 'info',
      label:
        found.length > 0 ? `${count(found.length)} in 7 days` : blind ? 'Nothing seen yet' : 'None detected',
      empty: found.length === 0,
      p50,
      p95,
      found: found.length,
      days: perSpan(found, seen.times, days.length, (at) => Math.floor((at - (days[0] ?? now)) / DAY)),
      last: found.at(-1)?.at,
      seen,
    };
  }

  protected renderBody({ p50, p95, found, days, last, seen, tone }: DetectionView): TemplateResult {
    const beyond = `beyond the slow mark of ${ms(coldStartLimits.slow)}`;
    return html`
      ${factList(
        [
          ['P50 estimated', p50 === undefined ? 'none yet' : ms(p50), beyond],
          ['P95 estimated', p95 === undefined ? 'none yet' : ms(p95), beyond],
          [
            'In 7 days',
            tone === 'unknown' ? 'not known' : count(found),
            tone === 'unknown' ? undefined : found === 1 ? 'response' : 'responses',
          ],
        ],
        'large',
      )}
      ${spark(days, 'info', 'bars')}
      <small>
        Per UTC day, today last:
        ${days.map((n) => (n === undefined ? '–' : count(n))).join(', ')}${
          days.includes(undefined) ? ' (–: nothing seen)' : ''
        }.
      </small>
      <p>
        ${
          last !== undefined
            ? html`Last: ${stamp(last, this.tz)}, ${ago(last)}.`
            : tone === 'unknown'
              ? UNSEEN
              : 'None among the responses that were seen.'
        }
      </p>
      <small>${seen.inferred}</small>
    `;
  }
}
