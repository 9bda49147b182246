import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { tableStyles } from '../../src/card/table.ts';
import { undoable } from '../../src/card/undoable.ts';
import { choices, meaning } from './choices.ts';
import { curveStyles } from './curve.ts';
import { configurable, readPlan } from './own-strategy.ts';
import { standing } from './progress.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Plan } from '../../src/domain/release/strategies.ts';
import type { PlanProblems } from './own-strategy.ts';
import type { StrategyView } from './model.ts';

const FIELDS = [
  ['first', 'First step, %'],
  ['step', 'Each further step, %'],
  ['minutes', 'Minutes between steps'],
] as const;

/** What is wrong with what was typed last. */
interface Refused {
  problems: PlanProblems;
}

/**
 * The ways in which CodeDeploy moves a Lambda alias, as curves, with what each costs where the new version is bad.
 *
 * @tag mc-deployment-strategy
 * @summary Every CodeDeploy strategy for Lambda as a curve, with its total time and the calls it exposes; the running deployment on its curve.
 */
export class McDeploymentStrategy extends Card<typeof spec, StrategyView, Refused> {
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

  protected override ui: Refused = { problems: {} };
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view(data: CardData<typeof spec>): StrategyView {
    return viewOf(data);
  }

  protected renderBody(view: StrategyView, { problems }: Refused): TemplateResult {
    return html`
      ${standing(view, this.tz, this.writable)}
      <div class="scroll" tabindex="0" role="region" aria-label="Strategies">${choices(view)}</div>
      ${meaning(view, this.tz)} ${this.#own(view, problems)}
    `;
  }

  #own({ plan, removed }: StrategyView, problems: PlanProblems): TemplateResult {
    return html`
      ${plan ? html`<p>Your own: ${configurable(plan)}</p>` : nothing}
      ${
        removed
          ? undoable(
              `Removed your own of ${removed.first}%, then ${removed.step}% every ${removed.minutes} min.`,
              'removing your own',
              this.writable,
              () => this.#bringBack(removed),
            )
          : nothing
      }
      <form novalidate aria-label="A strategy of your own" @submit=${this.#enter}>
        ${FIELDS.map(([name, label]) => this.#field(name, label, plan?.[name], problems[name]))}
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

  #field(
    name: keyof Plan,
    label: string,
    value: number | undefined,
    problem: string | undefined,
  ): TemplateResult {
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
    const problems = 'problems' in read ? read.problems : {};
    this.ui = { problems };
    const [problem] = Object.values(problems);
    if ('plan' in read) this.keep('plans', { type: 'plan', ...read.plan });
    announce(this, problem ?? 'Your own strategy was drawn.');
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  };

  readonly #forget = (): void => {
    this.keep('plans', { type: 'unplan' });
    announce(this, 'Removed your own strategy.');
    this.ui = { problems: {} };
    this.renderRoot.querySelector('form')?.reset();
    this.#next.want('#undo');
  };

  #bringBack(plan: Plan): void {
    this.keep('plans', { type: 'plan', ...plan });
    this.renderRoot.querySelector('input')?.focus();
  }
}
