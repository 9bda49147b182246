import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { facts } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { aliasRef, releaseReads } from '../../src/data/release.ts';
import { canaryLimits, lookEnds } from '../../src/rules/canary-looks.ts';
import { judgeRelease } from '../../src/rules/canary.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { count, duration, ms, percent, plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { AliasRef } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release.ts';
import type { Figures } from '../../src/rules/canary-tests.ts';
import type { Trial } from '../../src/rules/canary.ts';

const spec = {
  title: 'Canary vs Stable',
  section: 'release',
  size: 'wide',
  height: 450,
  narrow: 517,
  reads: releaseReads,
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CanaryMetricsView extends View {
  trial: Trial;
  release: Release | undefined;
  ref: AliasRef;
  /** The figures side by side, canary first: whose they are, and what they are. */
  sides: { name: string; figures: Figures | undefined }[];
  /** How long the calls that are still needed take at the present rate, in ms. */
  wait: number | undefined;
  now: number;
}

/** What comes next is loaded when there is a canary. */
const next = () => import('./next-step.ts');

const VERDICTS: Record<Trial['verdict'], string> = {
  promote: 'Promote',
  rollback: 'Roll back',
  wait: 'Wait',
  none: 'No canary',
  unknown: 'Unknown',
};

/** A duration of so many calls; no calls took no time. */
const slow = (duration_ms: number | undefined, calls: number | undefined): string | undefined =>
  calls === 0 ? 'no calls' : duration_ms === undefined ? undefined : ms(duration_ms);

/** The rows of the table: what each shows of a version's figures. */
const ROWS: readonly (readonly [name: string, (figures: Figures) => string | undefined])[] = [
  ['Invocations', ({ invocations }) => (invocations === undefined ? undefined : count(invocations))],
  ['Errors', ({ errors }) => (errors === undefined ? undefined : count(errors))],
  [
    'Error rate',
    ({ errors, invocations }) =>
      errors === undefined || invocations === undefined
        ? undefined
        : invocations === 0
          ? 'no calls'
          : percent(errors / invocations, 2),
  ],
  ['Throttles', ({ throttles }) => (throttles === undefined ? undefined : count(throttles))],
  ['p50', ({ p50_ms, invocations }) => slow(p50_ms, invocations)],
  ['p90', ({ p90_ms, invocations }) => slow(p90_ms, invocations)],
  ['p99', ({ p99_ms, invocations }) => slow(p99_ms, invocations)],
];

/** How long so many more calls take at the rate of a window, in ms; `undefined` where there is no rate. */
function waitFor(
  calls: number | undefined,
  seen: number | undefined,
  traffic: Release['traffic'],
): number | undefined {
  const { from, to } = traffic ?? {};
  return calls && seen && from !== undefined && to !== undefined && to > from
    ? (calls / seen) * (to - from)
    : undefined;
}

/**
 * Whether a canary does as well as the version it is to replace, by exact counts, and what to do.
 *
 * @tag mc-canary-metrics
 * @summary Canary and stable version side by side, with a verdict: roll back, promote, or wait for so many calls.
 */
export class McCanaryMetrics extends Card<typeof spec, CanaryMetricsView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, tableStyles, findingsStyles];

  view({ facts: told, site, now }: Moment<typeof spec>): CanaryMetricsView {
    const { release } = told;
    const trial = judgeRelease(release, limitsFrom(site.config.thresholds, 'canary', canaryLimits));
    const { canary, stable, tone, words, moreCalls } = trial;
    const by = new Map(Object.entries(release?.traffic?.by_version ?? {}));
    const side = (role: string, version: string | undefined) =>
      version === undefined ? [] : [{ name: `${role} (${version})`, figures: by.get(version) }];
    return {
      tone,
      words,
      trial,
      release,
      ref: aliasRef(told, site),
      sides: [...side('Canary', canary), ...side('Stable', stable)],
      wait: waitFor(moreCalls, by.get(canary ?? '')?.invocations, release?.traffic),
      now,
    };
  }

  protected renderBody(view: CanaryMetricsView): TemplateResult {
    const { trial, release, ref, sides, wait, now } = view;
    const { verdict, sentence, canary, weight, checks, moreCalls } = trial;
    const judged = verdict !== 'none' && canary !== undefined;
    return html`
      ${facts(
        [
          [
            'Verdict',
            VERDICTS[verdict],
            judged ? `version ${canary}, set to ${percent(weight)} of the calls` : undefined,
          ],
        ],
        'large',
      )}
      <p>
        ${sentence}
        ${
          verdict === 'wait' && wait !== undefined
            ? html`At the present rate, ${plural(moreCalls, 'call')} to it
              ${moreCalls === 1 ? 'takes' : 'take'} about ${duration(wait)}.`
            : nothing
        }
      </p>
      ${
        sides.some(({ figures }) => figures)
          ? table(
              ['Calls through the alias', ...sides.map(({ name }) => name)],
              ROWS.map(([name, tell]) => [
                name,
                ...sides.map(({ figures }) => (figures ? (tell(figures) ?? 'not offered') : 'none counted')),
              ]),
            )
          : nothing
      }
      ${checks.length > 0 ? findings(checks) : nothing}
      ${judged && release ? (this.lazy(next)?.nextStep(trial, release, ref, { now, wait, tz: this.tz }) ?? nothing) : nothing}
      ${this.#smallPrint(view)}
    `;
  }

  #smallPrint({ trial, release }: CanaryMetricsView): TemplateResult {
    const { from, to } = release?.traffic ?? {};
    const { look, looks, canary } = trial;
    const began = release?.deployment?.shift_started_at;
    const window =
      from === undefined || to === undefined
        ? 'The window of these figures is not offered.'
        : `Counted from ${stamp(from, this.tz)} to ${stamp(to, this.tz)} (${duration(to - from)})${began !== undefined && from > began && canary !== undefined ? ', which does not reach back to the beginning of the shift' : ''}.`;
    return html`<small>
      ${release?.traffic ? window : nothing}
      ${
        canary === undefined
          ? nothing
          : html`Throttles are not judged: they are the account’s as often as the canary’s. Look ${look} of
            ${looks}${look < looks ? ` lasts until ${count(lookEnds(look))} calls` : ', the last'}: looks are
            counted in calls, so asking more often does not roll back more good canaries.`
      }
    </small>`;
  }
}

define('mc-canary-metrics', McCanaryMetrics);

declare global {
  interface HTMLElementTagNameMap {
    'mc-canary-metrics': McCanaryMetrics;
  }
}
