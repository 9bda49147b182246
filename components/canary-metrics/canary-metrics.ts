import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { alarmsRead } from '../../src/data/alarm-reads.ts';
import { canaryLimitsOf, trialOf } from '../../src/data/canary-reads.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { lookEnds } from '../../src/domain/canary/analyses.ts';
import { count, duration, ms, percent, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { AliasRef } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { Figures } from '../../src/domain/canary/version-tests.ts';
import type { RollbackTarget } from '../../src/domain/release/rollback-target.ts';
import type { Trial } from '../../src/domain/canary/judgement.ts';

const spec = {
  title: 'Canary vs Stable',
  section: 'release',
  size: 'wide',
  causes: ['canary'],
  reads: { ...releaseReads, alarms: alarmsRead },
  files: ['deploy_log'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CanaryMetricsView extends View {
  trial: Trial;
  release: Release | undefined;
  ref: AliasRef;
  back: RollbackTarget;
  /** A sentence for each limit of the site that can be none. */
  wrong: string[];
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
        : errors > invocations
          ? 'invalid: errors exceed calls'
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
  static override styles = [Card.styles, tableStyles, checkResultStyles];

  view(data: CardData<typeof spec>): CanaryMetricsView {
    const { release, ref } = releaseOf(data);
    const trial = trialOf(data);
    const { canary, stable, tone, label, moreCalls } = trial;
    const by = new Map(Object.entries(release?.traffic?.by_version ?? {}));
    const side = (role: string, version: string | undefined) =>
      version === undefined ? [] : [{ name: `${role} (${version})`, figures: by.get(version) }];
    return {
      tone,
      label,
      trial,
      release,
      ref,
      back: rollbackTargetOf(data),
      wrong: canaryLimitsOf(data.site).wrong,
      sides: [...side('Canary', canary), ...side('Stable', stable)],
      wait: waitFor(moreCalls, by.get(canary ?? '')?.invocations, release?.traffic),
      now: data.now,
    };
  }

  protected renderBody(view: CanaryMetricsView): TemplateResult {
    const { trial, release, ref, back, wrong, sides, wait, now } = view;
    const { verdict, sentence, canary, weight, checks, moreCalls } = trial;
    const judged = verdict !== 'none' && canary !== undefined;
    return html`
      ${factList(
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
      ${wrong.map((sentence) => html`<p class="warn">${sentence}</p>`)}
      ${checks.length > 0 ? checkResults(checks) : nothing}
      ${judged && release ? (this.lazy(next)?.nextStep(trial, release, ref, { now, wait, back, tz: this.tz }) ?? nothing) : nothing}
      ${this.#smallPrint(view)}
    `;
  }

  #smallPrint({ trial, release }: CanaryMetricsView): TemplateResult {
    const { from, to } = release?.traffic ?? {};
    const { look, looks, canary } = trial;
    const window =
      from === undefined || to === undefined
        ? 'The window of these figures is not offered.'
        : `Counted from ${stamp(from, this.tz)} to ${stamp(to, this.tz)} (${duration(to - from)}).`;
    return html`<small>
      ${release?.traffic ? window : nothing}
      ${
        canary === undefined
          ? nothing
          : html`Throttles are not judged: they are the account’s as often as the canary’s. Analysis ${look}
            of ${looks}${look < looks ? `; next at ${count(lookEnds(look))} calls` : ', the last'}. Analyses
            are counted in calls since the shift began, so asking more often does not roll back more good
            canaries.`
      }
    </small>`;
  }
}
