import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter } from '../../src/api/kinds.ts';
import { bar, barStyles } from '../../src/card/bar.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { REQUESTS_FLOOR, countedWords } from '../../src/rules/requests.ts';
import { GIVEN_UP, timeoutLimits, timeoutRisk } from '../../src/rules/timeout-risk.ts';
import { count, ms, percent, plural } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { TimeoutRisk } from '../../src/rules/timeout-risk.ts';

const spec = {
  title: 'Lambda Timeout Risk',
  section: 'runtime',
  size: 'small',
  height: 318,
  narrow: 336,
  reads: { timeout: field('status.lambda.timeout_s', counter) },
  logs: ['sd_latency_log'],
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

  view({ facts: { timeout }, logs, now, interval, site }: Moment<typeof spec>): TimeoutRiskView {
    const limits = limitsFrom(site.config.thresholds, 'timeout', timeoutLimits);
    return { ...timeoutRisk(logs.sd_latency_log, timeout, now, interval, limits), timeout, limits };
  }

  protected renderBody(view: TimeoutRiskView): TemplateResult {
    const { p95, share, atLeast, tone, timeout, timedOut, limits } = view;
    const least = atLeast ? 'at least ' : '';
    return html`
      ${facts(
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

define('mc-timeout-risk', McTimeoutRisk);

declare global {
  interface HTMLElementTagNameMap {
    'mc-timeout-risk': McTimeoutRisk;
  }
}
