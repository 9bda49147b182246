import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { tableStyles } from '../../src/card/table.ts';
import { undoable } from '../../src/card/undo.ts';
import { releaseReads } from '../../src/data/release.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import {
  exposure,
  rateOf,
  running,
  strategies,
  strategyLimits,
  strategyNamed,
  strategyOf,
  timeLeft,
} from '../../src/rules/strategies.ts';
import { lastRemoval, removalTurnsAt } from '../../src/rules/undo.ts';
import { percent } from '../../src/rules/words.ts';
import { choices, meaning } from './choices.ts';
import { curveStyles } from './curve.ts';
import { configurable, keptPlan, readPlan } from './plan.ts';
import { standing } from './standing.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Release } from '../../src/data/release.ts';
import type { Deployment, Exposure, Plan, Strategy, TimeLeft } from '../../src/rules/strategies.ts';
import type { PlanProblems } from './plan.ts';

const spec = {
  title: 'Deployment Strategy',
  section: 'release',
  size: 'wide',
  height: 885,
  narrow: 1326,
  reads: { release: releaseReads.release },
  records: { plans: 'own' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface StrategyView extends View {
  now: number;
  /** The predefined strategies and, last, the operator's own; `here` is the one that the running deployment names. */
  rows: (Strategy & Exposure & { here: boolean })[];
  /** What the operator entered. */
  plan: Plan | undefined;
  /** The plan that was removed last, while it can be brought back with one click. */
  removed: Plan | undefined;
  /** Calls per minute, and the window they were counted over. */
  rate: number | undefined;
  traffic: Release['traffic'];
  /** So many minutes an alarm needs. */
  alarmMinutes: number;
  /** Whether a deployment runs; `undefined` where that is not told. */
  runs: boolean | undefined;
  /** Whether the backend has answered at all. */
  answered: boolean;
  deployment: Deployment | null | undefined;
  time: TimeLeft | undefined;
}

const FIELDS = [
  ['first', 'First step, %'],
  ['step', 'Each further step, %'],
  ['minutes', 'Minutes between steps'],
] as const;

/** The running deployment in a chip. */
function chip(runs: boolean | undefined, time: TimeLeft | undefined): string {
  if (!runs) return runs === undefined ? 'Deployments not told' : 'No deployment runs';
  if (!time) return 'A deployment runs';
  if (time.due) return 'All shifted, not finished';
  return time.step < 0
    ? 'Shift not begun'
    : `Step ${time.step + 1} of ${time.steps}, ${percent(time.weight)}`;
}

/**
 * The ways in which CodeDeploy moves a Lambda alias, as curves, with what each costs where the new version is bad.
 *
 * @tag mc-deployment-strategy
 * @summary Every CodeDeploy strategy for Lambda as a curve, with its total time and the calls it exposes; the running deployment on its curve.
 */
export class McDeploymentStrategy extends Card<typeof spec, StrategyView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    formStyles,
    curveStyles,
    css`
      .scroll {
        white-space: normal;
      }
      th[scope='col'] {
        min-width: 5em;
      }
      th[scope='row'] {
        min-width: 12em;
        color: inherit;
      }
      th small {
        display: block;
      }
      td svg {
        margin-block: 4px;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(10em, 100%), 1fr));
        gap: 8px 16px;
        align-items: start;
      }
      label {
        display: grid;
        color: var(--muted);
        font-size: var(--small);
      }
      form input {
        width: 100%;
        color: var(--text);
        font-size: 1rem;
      }
      form div:last-child {
        grid-column: 1 / -1;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { problems: { state: true } };

  /** What is wrong with what was typed last. */
  protected problems: PlanProblems = {};
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ facts: { release }, routes, records, site, now }: Moment<typeof spec>): StrategyView {
    const { alarm_minutes: alarmMinutes } = limitsFrom(site.config.thresholds, 'strategy', strategyLimits);
    const deployment = release?.deployment;
    const runs = running(deployment);
    const answered = routes.status?.last !== undefined;
    const time = timeLeft(deployment, now);
    const rate = rateOf(release?.traffic);
    const plan = keptPlan(records.plans);
    const removal = lastRemoval(records.plans.slice(-1), now, 'unplan');
    const named = runs ? strategyNamed(deployment?.config) : undefined;
    const unguarded = runs === true && deployment?.alarms?.length === 0;
    return {
      tone: runs === undefined ? 'unknown' : unguarded ? 'warn' : 'info',
      words: (answered ? chip(runs, time) : 'No answer yet') + (unguarded ? ', no alarm' : ''),
      turnsAt: Math.min(time?.next?.at ?? Infinity, removalTurnsAt(removal) ?? Infinity),
      now,
      rows: [...strategies, ...(plan ? [strategyOf('Your own', plan)] : [])].map((strategy) => ({
        ...strategy,
        ...exposure(strategy.curve, rate, alarmMinutes),
        here: strategy === named,
      })),
      plan,
      removed: removal && keptPlan(records.plans.slice(0, -1)),
      rate,
      traffic: release?.traffic,
      alarmMinutes,
      runs,
      answered,
      deployment,
      time,
    };
  }

  protected renderBody(view: StrategyView): TemplateResult {
    return html`
      ${standing(view, this.tz, this.writable)}
      <div class="scroll" tabindex="0" role="region" aria-label="Strategies">${choices(view)}</div>
      ${meaning(view, this.tz)} ${this.#own(view)}
    `;
  }

  #own({ plan, removed }: StrategyView): TemplateResult {
    return html`
      ${plan ? html`<p>Your own: ${configurable(plan)}</p>` : nothing}
      ${
        removed
          ? undoable(
              `Removed your own of ${removed.first}%, then ${removed.step}% every ${removed.minutes} min.`,
              this.writable,
              () => this.#bringBack(removed),
            )
          : nothing
      }
      <form novalidate aria-label="A strategy of your own" @submit=${this.#enter}>
        ${FIELDS.map(([name, label]) => this.#field(name, label, plan?.[name]))}
        <div>
          <button ?disabled=${!this.writable}>
            ${plan ? 'Draw another' : 'Draw a strategy of your own'}
          </button>
          ${
            plan
              ? html`<button type="button" class="quiet" ?disabled=${!this.writable} @click=${this.#forget}>
                  Remove your own
                </button>`
              : nothing
          }
        </div>
      </form>
    `;
  }

  #field(name: keyof Plan, label: string, value: number | undefined): TemplateResult {
    const problem = this.problems[name];
    return html`<div>
      <label>
        ${label}
        <input
          name=${name}
          inputmode="numeric"
          autocomplete="off"
          .defaultValue=${String(value ?? '')}
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby=${`${name}-problem`}
          ?disabled=${!this.writable}
        />
      </label>
      <small id=${`${name}-problem`}>${problem ?? nothing}</small>
    </div>`;
  }

  readonly #enter = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const typed = (name: string): string =>
      this.renderRoot.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? '';
    const read = readPlan({ first: typed('first'), step: typed('step'), minutes: typed('minutes') });
    this.problems = 'problems' in read ? read.problems : {};
    if ('plan' in read) this.keep({ did: 'plan', ...read.plan });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };

  readonly #forget = (): void => {
    this.keep({ did: 'unplan' });
    this.problems = {};
    this.renderRoot.querySelector('form')?.reset();
    this.#next.want('#undo');
  };

  #bringBack(plan: Plan): void {
    this.keep({ did: 'plan', ...plan });
    this.renderRoot.querySelector('input')?.focus();
  }
}

define('mc-deployment-strategy', McDeploymentStrategy);

declare global {
  interface HTMLElementTagNameMap {
    'mc-deployment-strategy': McDeploymentStrategy;
  }
}
