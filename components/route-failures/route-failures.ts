import { css, html, nothing } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, pathCheckResultStyles } from '../../src/card/check-results.ts';
import { ago } from '../../src/card/parts.ts';
import { failureLimits } from '../../src/domain/availability/failure-limits.ts';
import { faultWords, outages, silence } from '../../src/domain/availability/outages.ts';
import { coveredBy } from '../../src/domain/availability/recent-requests.ts';
import { grade, worst } from '../../src/domain/judgement/tone.ts';
import { count, duration, percent, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Route } from '../../src/api/fields.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Outage } from '../../src/domain/availability/outages.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Route Failure Journal',
  section: 'latency',
  size: 'medium',
  informs: true,
  probes: ['beak', 'metrics', 'status', 'audit'],
  logs: ['sd_latency_log'],
  watches: true,
  limits: { failures: failureLimits },
} as const satisfies Spec;

/** So many entries are shown at first. */
const FIRST = 10;

/** Whether all entries are shown. */
interface Opened {
  whole: boolean;
}

/** What the card shows of a moment. */
export interface RouteFailuresView extends View {
  /** The newest first, and how many there are. */
  shown: (Outage & { tone: Tone })[];
  total: number;
  /** The requests that count, since when they were sent (ms since 1970 UTC), and how much of that time they saw. */
  samples: number;
  since: number | undefined;
  covered: number | undefined;
  /** Failures in a hidden or just woken tab, which do not count. */
  leftOut: number;
}

/** A failure that is over needs nothing done. */
const toneOf = ({ state, count: n }: Outage, limits: typeof failureLimits): Tone =>
  state === 'failing' ? grade(n, limits) : 'info';

/**
 * The last failures of the four routes, as this browser saw them. Failures in a row are one entry.
 *
 * @tag mc-route-failures
 * @summary Last failures: when, which endpoint, status code or kind of failure, and how long it lasted.
 */
export class McRouteFailures extends Card<typeof spec, RouteFailuresView, Opened> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    pathCheckResultStyles,
    css`
      .results {
        gap: 8px;
      }
    `,
  ];

  protected override ui = { whole: false };

  view(
    { logs, now, interval, limits: { failures: limits } }: CardData<typeof spec>,
    { whole }: Opened,
  ): RouteFailuresView {
    const probes: readonly Route[] = spec.probes;
    const log = logs.sd_latency_log.filter(({ at, route }) => at <= now && probes.includes(route));
    const journal = outages(log, now, interval).map((each) => ({ ...each, tone: toneOf(each, limits) }));
    const counted = log.filter(({ disturbed }) => !disturbed);
    const since = counted[0]?.at;
    const failing = journal.filter(({ state }) => state === 'failing');
    return {
      shown: whole ? journal : journal.slice(0, FIRST),
      total: journal.length,
      samples: counted.length,
      since,
      covered: coveredBy(counted, now, interval),
      leftOut: log.filter(({ failure, disturbed }) => failure && disturbed).length,
      tone:
        failing.length > 0
          ? worst(failing.map(({ tone }) => tone))
          : counted.length === 0
            ? 'unknown'
            : journal.length > 0
              ? 'info'
              : 'ok',
      label:
        failing.length > 0
          ? `${plural(failing.length, 'route is', 'routes are')} failing`
          : counted.length === 0
            ? 'Nothing logged yet'
            : journal.length > 0
              ? `${plural(journal.length, 'failure')}, none now`
              : 'No failure',
      empty: journal.length === 0,
      // What nobody has looked at for long is no longer known to fail.
      nextChangeAt: Math.min(...failing.map(({ last }) => last + silence(interval))),
    };
  }

  protected renderBody(view: RouteFailuresView, { whole }: Opened): TemplateResult {
    const { shown, total, samples, since, covered, leftOut } = view;
    return html`
      ${
        total > 0
          ? checkResults(
              shown.map((outage) => ({
                name: table[outage.route].path,
                tone: outage.tone,
                label: outage.faults.map(faultWords).join(', '),
                note: this.#note(outage),
              })),
            )
          : html`<p>
              ${
                samples > 0
                  ? 'No request of this browser has failed in the time that its log covers.'
                  : 'This browser has logged no request yet.'
              }
            </p>`
      }
      ${
        total > FIRST
          ? html`<button type="button" aria-expanded=${whole} @click=${this.#toggle}>
              ${whole ? `Show the last ${FIRST}` : `Show all ${count(total)}`}
            </button>`
          : nothing
      }
      <small>
        ${
          since === undefined
            ? 'From this browser’s own log.'
            : `From this browser’s own log: ${plural(samples, 'request')} since ${stamp(since, this.tz)}, coverage ${percent(covered, 0)}.`
        }
        Failures in a row are one entry; it ends with the next good answer.
        ${
          leftOut > 0
            ? `Not counted: ${plural(leftOut, 'failure')} while the tab was hidden or had just woken.`
            : nothing
        }
      </small>
    `;
  }

  #note(outage: Outage): Shown {
    const times = outage.count > 1 ? ` · ${plural(outage.count, 'request')}` : '';
    return html`${stamp(outage.first, this.tz)}${times} · ${this.#lasted(outage)}`;
  }

  #lasted({ state, first, last, lasted }: Outage): Shown {
    if (state === 'over') return `lasted ${duration(lasted)}`;
    if (state === 'failing') return html`still failing, began ${ago(first)}`;
    return `${lasted > 0 ? `lasted at least ${duration(lasted)}, ` : ''}end not seen: this browser did not ask after ${stamp(last, this.tz)}`;
  }

  readonly #toggle = (): void => {
    this.ui = { whole: !this.ui.whole };
  };
}
