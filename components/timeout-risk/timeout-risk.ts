import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer } from '../../src/api/kinds.ts';
import { bar, barStyles } from '../../src/card/stacked-bar.ts';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { REQUESTS_FLOOR, countedWords } from '../../src/domain/availability/recent-requests.ts';
import { GIVEN_UP, timeoutLimits, timeoutRisk } from '../../src/domain/latency/timeouts.ts';
import { count, ms, percent, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { TimeoutRisk } from '../../src/domain/latency/timeouts.ts';

const spec = {
  title: 'Lambda Timeout Risk',
  section: 'runtime',
  size: 'small',
  reads: { timeout: field('status.lambda.timeout_s', integer) },
  logs: ['sd_latency_log'],
  limits: { timeout: timeoutLimits },
} as const satisfies Spec;

/** What the card shows of a moment; the timeout in s. */
export interface TimeoutRiskView extends View, TimeoutRisk {
  timeout: number | undefined;
  limits: typeof timeoutLimits;
}

/**
 * How near the function's answers come to its timeout.
 *
 * @tag mc-timeout-risk
 * @summary The p95 of this browser's requests against the function's timeout, on a gauge.
 */
export class McTimeoutRisk extends Card<typeof spec, TimeoutRiskView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, barStyles];

  view({
    facts: { timeout },
    logs,
    now,
    interval,
    limits: { timeout: limits },
  }: CardData<typeof spec>): TimeoutRiskView {
    return { ...timeoutRisk(logs.sd_latency_log, timeout, now, interval, limits), timeout, limits };
  }

  protected renderBody(view: TimeoutRiskView): TemplateResult {
    const { p95, share, atLeast, tone, timeout, timedOut, limits } = view;
    const least = atLeast ? 'at least ' : '';
    return html`
      ${factList(
        [
          ['p95', p95 === undefined ? `needs ${REQUESTS_FLOOR} requests` : least + ms(p95)],
          [
            'Timeout',
            timeout === undefined ? undefined : `${count(timeout)} s`,
            share === undefined ? undefined : `${least}${percent(share)} used`,
          ],
        ],
        'large',
      )}
      ${share === undefined ? nothing : bar([{ tone, share: Math.min(share, 1) }])}
      ${
        timedOut > 0
          ? html`<p>${plural(timedOut, 'request')} timed out, each counted as at least ${ms(GIVEN_UP)}.</p>`
          : nothing
      }
      <small>
        Medium from ${percent(limits.warn)}, high from ${percent(limits.bad)}. From this browser’s own log of
        the last 24 h, the network included: ${countedWords(view)}.
      </small>
    `;
  }
}
