import { html, nothing } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, pathCheckResultStyles } from '../../src/card/check-results.ts';
import { ago, until } from '../../src/card/parts.ts';
import { latencyLimits } from '../../src/domain/latency/latency.ts';
import { failureLimits } from '../../src/domain/availability/failure-limits.ts';
import { faultWords } from '../../src/domain/availability/outages.ts';
import { routesHealth, routesChangeAt } from '../../src/domain/availability/route-status.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, ms, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { RouteHealth } from '../../src/domain/availability/route-status.ts';

const spec = {
  title: 'Mission Control API',
  section: 'latency',
  size: 'medium',
  causes: ['unreachable'],
  probes: ['status', 'metrics', 'audit'],
  logs: ['sd_latency_log'],
  watches: true,
  limits: { failures: failureLimits, latency: latencyLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface ApiHealthView extends View {
  routes: RouteHealth[];
  /** From how many failures in a row a route is down, and from how many ms an answer is slow. */
  limits: { bad: number; slow: number };
  /** Whether automatic polling is paused, so that no next try comes by itself. */
  paused: boolean;
}

/**
 * The three polled routes as this browser sees them: the last result of each, how long it took, failures in a row, and
 * when it will be asked again.
 *
 * @tag mc-api-health
 * @summary Last result, observed latency, consecutive failures and next try of the three polled routes.
 */
export class McApiHealth extends Card<typeof spec, ApiHealthView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, pathCheckResultStyles];

  view({
    routes: states,
    logs,
    now,
    interval,
    pausedSince,
    limits: { failures, latency },
  }: CardData<typeof spec>): ApiHealthView {
    const limits = { ...failures, slow: latency.bad };
    const routes = routesHealth(spec.probes, states, logs.sd_latency_log, now, interval, limits);
    const failing = routes.filter(({ failures }) => failures > 0).length;
    const answered = routes.filter(({ result }) => result && !result.fault).length;
    const late = routes.some((each) => each.late);
    const shaky = routes.some(({ lately }) => lately.failed > 0);
    const all = routes.length;
    return {
      routes,
      limits,
      paused: pausedSince !== undefined,
      tone: worst(routes.map(({ tone }) => tone)),
      label:
        failing > 0
          ? `${failing === all ? `All ${all}` : `${failing} of ${all}`} routes fail`
          : answered < all
            ? `${answered} of ${all} routes have answered`
            : shaky
              ? 'Requests failed of late'
              : late
                ? 'Answers are slow'
                : `All ${all} routes answer`,
      nextChangeAt: routesChangeAt(routes, now, interval),
    };
  }

  protected renderBody({ routes, limits, paused }: ApiHealthView): TemplateResult {
    return html`
      ${checkResults(
        routes.map((health) => ({
          name: table[health.route].path,
          tone: health.tone,
          label: this.#result(health),
          note: html`${this.#latency(health)} ${this.#failures(health)} ${this.#next(health, paused)}`,
        })),
      )}
      <small>
        A route is down from ${plural(limits.bad, 'failure')} in a row, and slow from ${ms(limits.slow)}.
        Durations are times to the response’s headers, from this browser’s own log.
      </small>
    `;
  }

  #result({ result }: RouteHealth): Shown {
    if (!result) return 'not answered yet';
    return html`${result.fault ? faultWords(result.fault) : 'answered'} ${ago(result.at)}`;
  }

  #latency({ result, latency }: RouteHealth): Shown {
    if (!latency) return 'Latency not measured yet.';
    const took = `Took ${ms(latency.ms)}`;
    // Of a last result that was not measured, such as one in a tab that had just woken, the figure is an older one's.
    const older = !result || result.fault || Math.abs(result.at - latency.at) > 1000;
    return older ? html`${took} when it was last measured, ${ago(latency.at)}.` : `${took}.`;
  }

  #failures({ failures, since, lately }: RouteHealth): Shown {
    if (failures === 0 || since === undefined)
      return lately.failed > 0
        ? `No failures in a row, but ${count(lately.failed)} of the last ${count(lately.of)} requests failed.`
        : 'No failures in a row.';
    return `${plural(failures, 'failure')} in a row, since ${stamp(since, this.tz)}.`;
  }

  /** A recorded moment has no next try. */
  #next({ result, due, nextBy }: RouteHealth, paused: boolean): Shown {
    if (!this.writable) return nothing;
    if (paused) return 'No next try while paused.';
    if (due !== undefined) return html`Next try ${until(due)}.`;
    if (nextBy !== undefined) return `Next try by ${stamp(nextBy, this.tz).slice(11)}.`;
    return result ? 'Next try is due now.' : nothing;
  }
}
