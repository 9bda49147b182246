import { html, nothing } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, pathCheckResultStyles } from '../../src/card/check-results.ts';
import { ago } from '../../src/card/parts.ts';
import { latencyLimits } from '../../src/domain/latency/latency.ts';
import { failureLimits } from '../../src/domain/availability/failure-limits.ts';
import { faultWords } from '../../src/domain/availability/outages.ts';
import { routesHealth, routesChangeAt } from '../../src/domain/availability/route-status.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, ms, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { RouteHealth, RouteStanding } from '../../src/domain/availability/route-status.ts';

const spec = {
  title: 'Route Health',
  section: 'latency',
  size: 'medium',
  causes: ['unreachable'],
  probes: ['beak', 'metrics', 'status', 'audit'],
  logs: ['sd_latency_log'],
  watches: true,
  limits: { failures: failureLimits, latency: latencyLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface RouteHealthView extends View {
  routes: RouteHealth[];
  /** From how many failures in a row a route is down, and from how many ms an answer is slow. */
  limits: { bad: number; slow: number };
}

const WORDS: Record<RouteStanding, string> = {
  up: 'up',
  degraded: 'degraded',
  down: 'down',
  unknown: 'not known yet',
};

/** The worst of the routes in words. */
function verdict(routes: readonly RouteHealth[]): string {
  for (const standing of ['down', 'degraded', 'unknown'] as const) {
    const found = routes.filter((each) => each.standing === standing);
    const [one] = found;
    if (one)
      return `${found.length > 1 ? `${found.length === routes.length ? 'All' : `${found.length} of`} ${routes.length} routes` : table[one.route].path} ${WORDS[standing]}`;
  }
  return `All ${routes.length} routes up`;
}

/**
 * Whether each route is up, degraded or down, by what this browser's own requests met.
 *
 * @tag mc-route-health
 * @summary Up, degraded or down for each of the four routes, with the reason.
 */
export class McRouteHealth extends Card<typeof spec, RouteHealthView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, pathCheckResultStyles];

  view({
    routes: states,
    logs,
    now,
    interval,
    limits: { failures, latency },
  }: CardData<typeof spec>): RouteHealthView {
    const limits = { ...failures, slow: latency.bad };
    const routes = routesHealth(spec.probes, states, logs.sd_latency_log, now, interval, limits);
    return {
      routes,
      limits,
      tone: worst(routes.map(({ tone }) => tone)),
      label: verdict(routes),
      nextChangeAt: routesChangeAt(routes, now, interval),
    };
  }

  protected renderBody({ routes, limits }: RouteHealthView): TemplateResult {
    return html`
      ${checkResults(
        routes.map((health) => ({
          name: table[health.route].path,
          tone: health.tone,
          label: WORDS[health.standing],
          note: this.#why(health),
        })),
      )}
      <small>
        Degraded from ${ms(limits.slow)}, or where one of the last 3 requests failed; down from
        ${plural(limits.bad, 'failure')} in a row. Seen by this browser, the network included.
      </small>
    `;
  }

  #why({ result, failures, since, lately, latency, late }: RouteHealth): Shown {
    if (!result) return nothing;
    const when = ago(result.at);
    if (failures > 0)
      return html`Failed ${when}${result.fault ? `: ${faultWords(result.fault)}` : ''};
      ${plural(failures, 'failure')} in a row since ${stamp(since, this.tz)}.`;
    const took = latency && `took ${ms(latency.ms)}`;
    return html`Answered
    ${when}${took ? `; ${late ? 'slow: ' : ''}${took}` : ''}${
      lately.failed > 0 ? `; ${count(lately.failed)} of the last ${count(lately.of)} failed` : ''
    }.`;
  }
}
