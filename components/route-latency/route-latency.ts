import { html, nothing } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, pathCheckResultStyles } from '../../src/card/check-results.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { spark, sparkStyles } from '../../src/card/spark.ts';
import { freshnessLimits } from '../../src/domain/freshness/freshness.ts';
import { latencyLimits } from '../../src/domain/latency/latency.ts';
import { faultWords } from '../../src/domain/availability/outages.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, ms } from '../../src/domain/format/values.ts';
import { SHOWN, strip } from './strip.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { RouteLatency } from './strip.ts';

const spec = {
  title: 'Route Latency Strip',
  section: 'latency',
  size: 'medium',
  probes: ['beak', 'metrics', 'status', 'audit'],
  logs: ['sd_latency_log'],
  limits: { latency: latencyLimits },
} as const satisfies Spec;

/** What the card shows of a moment; limits in ms. */
export interface RouteLatencyView extends View {
  routes: RouteLatency[];
  /** The route whose newest answer took longest. */
  slowest: RouteLatency | undefined;
  limits: typeof latencyLimits;
}

/**
 * How long the newest answer of each route took, as this browser saw it.
 *
 * @tag mc-route-latency
 * @summary The latest duration of each of the four routes, judged, with the durations before it as a sparkline.
 */
export class McRouteLatency extends Card<typeof spec, RouteLatencyView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, pathCheckResultStyles, sparkStyles];

  view({ logs, now, interval, limits: { latency: limits } }: CardData<typeof spec>): RouteLatencyView {
    const routes = strip(logs.sd_latency_log, spec.probes, now, interval, limits);
    const measured = routes.filter(({ latest }) => latest !== undefined);
    const slowest = measured.toSorted((one, other) => (other.latest?.ms ?? 0) - (one.latest?.ms ?? 0))[0];
    const turns = measured
      .map(({ latest }) => (latest?.at ?? 0) + freshnessLimits(interval).bad)
      .filter((at) => at > now);
    return {
      routes,
      slowest,
      limits,
      tone: worst(routes.map(({ tone }) => tone)),
      label: slowest?.latest ? `Slowest ${ms(slowest.latest.ms)}` : 'Nothing measured yet',
      empty: measured.length === 0,
      nextChangeAt: Math.min(...turns),
    };
  }

  protected renderBody({ routes, slowest, limits }: RouteLatencyView): TemplateResult {
    return html`
      ${factList(
        [
          slowest?.latest
            ? ['Slowest route', ms(slowest.latest.ms), table[slowest.route].path]
            : ['Slowest route', 'not measured yet'],
        ],
        'large',
      )}
      ${checkResults(
        routes.map((one) => ({
          name: table[one.route].path,
          tone: one.tone,
          label: one.latest ? ms(one.latest.ms) : 'not measured yet',
          note:
            one.durations.length > 0 ? html`${spark(one.durations, one.tone)} ${this.#note(one)}` : undefined,
        })),
      )}
      <small>
        Time to the response’s headers, from this browser’s own log: slow from ${ms(limits.warn)}, too slow
        from ${ms(limits.bad)}. A line shows the last ${count(SHOWN)} requests at most, with a gap where one
        failed; what was sent from a hidden or just woken tab does not count.
      </small>
    `;
  }

  #note({ latest, fault, old }: RouteLatency): Shown {
    const when = latest ? html`Answered ${ago(latest.at)}` : 'No answer in the log';
    if (fault) return html`${when}; the last request failed: ${faultWords(fault)}.`;
    return old ? html`${when}: too old to judge.` : nothing;
  }
}
