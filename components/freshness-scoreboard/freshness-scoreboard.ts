import { html } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { madeAt } from '../../src/data/moment.ts';
import { freshnessLimits } from '../../src/rules/freshness.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { grade, worst } from '../../src/rules/tone.ts';
import { duration } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Tone } from '../../src/rules/tone.ts';

const spec = {
  title: 'Data Freshness Scoreboard',
  section: 'latency',
  size: 'medium',
  height: 347,
  probes: ['status', 'metrics', 'audit'],
} as const satisfies Spec;

type Scored = (typeof spec.probes)[number];

const NAMES: Record<Scored, string> = { status: 'Status', metrics: 'Metrics', audit: 'Audit' };

interface Limits {
  warn: number;
  bad: number;
}

/** One route: the tone of its last good answer's age. */
interface Row {
  route: Scored;
  tone: Tone;
}

/** What the card shows of a moment; the ages themselves are told by the page's clock. */
export interface FreshnessView extends View {
  rows: Row[];
  limits: Limits;
  /** Polling interval in ms. */
  interval: number;
}

const WORDS: readonly (readonly [Tone, string])[] = [
  ['bad', 'too old'],
  ['warn', 'getting old'],
  ['unknown', 'not answered yet'],
];

/** The worst of the rows in words, by name. */
function verdict(rows: readonly Row[]): string {
  for (const [tone, words] of WORDS) {
    const names = rows.flatMap((row) => (row.tone === tone ? NAMES[row.route] : []));
    if (names.length > 0) return `${names.join(', ')} ${words}`;
  }
  return 'All fresh';
}

/**
 * How old the last good answer of each polled route is.
 *
 * @tag mc-freshness-scoreboard
 * @summary The age of the last good status, metrics and audit answer, each against the limits of freshness.
 */
export class McFreshnessScoreboard extends Card<typeof spec, FreshnessView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, findingsStyles];

  view({ routes, now, interval, site, stale }: Moment<typeof spec>): FreshnessView {
    const limits: Limits = limitsFrom(site.config.thresholds, 'freshness', freshnessLimits(interval));
    const made = (route: Scored): number | undefined => {
      const last = routes[route]?.last;
      return last && madeAt(last);
    };
    const rowsAt = (time: number): Row[] =>
      spec.probes.map((route) => {
        const at = made(route);
        return { route, tone: grade(at === undefined ? undefined : Math.max(0, time - at), limits) };
      });
    const known = spec.probes.flatMap((route) => made(route) ?? []);
    const rows = rowsAt(now);
    return {
      tone: worst(rows.map(({ tone }) => tone)),
      // Past the stale limit the chip tells the last verdict: the one of when anything was heard last.
      words: verdict(stale ? rowsAt(Math.max(...known)) : rows),
      turnsAt: Math.min(
        ...known.flatMap((at) => [at + limits.warn, at + limits.bad]).filter((turn) => turn > now),
      ),
      rows,
      limits,
      interval,
    };
  }

  protected renderBody({ rows, limits, interval }: FreshnessView): TemplateResult {
    return html`
      ${findings(
        rows.map(({ route, tone }) => ({
          name: NAMES[route],
          tone,
          words: html`<time data-route=${route}></time>`,
          note: `last good answer of ${table[route].path}`,
        })),
      )}
      <small>
        Warning from ${duration(limits.warn)}, bad from ${duration(limits.bad)}, with one poll every
        ${duration(interval)}.
      </small>
    `;
  }
}

define('mc-freshness-scoreboard', McFreshnessScoreboard);

declare global {
  interface HTMLElementTagNameMap {
    'mc-freshness-scoreboard': McFreshnessScoreboard;
  }
}
