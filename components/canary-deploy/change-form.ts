import { css, html, nothing } from 'lit';
import { styles as commandStyles } from '../../src/card/command.ts';
import { each } from '../../src/card/each.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { mark } from '../../src/card/parts.ts';
import { input, select } from './form-fields.ts';
import { gate } from './gate.ts';
import { USUAL_WEIGHT, WEIGHTS, limitsOf, planOf } from './plan.ts';
import { lastRun } from './last-run.ts';
import { stepKey, stepOf } from './step.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { Host, Plan } from './model.ts';

export const styles = css`
  ${formStyles}
  ${checkResultStyles}
  ${commandStyles}
  fieldset {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
    gap: 8px 16px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 4px;
    padding: 0;
  }
  legend,
  .title {
    font-weight: 600;
  }
  label {
    display: grid;
    gap: 2px;
    align-content: start;
    min-width: 0;
    font-size: var(--small);
  }
  label :is(input, select) {
    width: 100%;
    min-width: 0;
    font-size: 1rem;
  }
  .hurry {
    grid-template-columns: auto 1fr;
    grid-column: 1 / -1;
    gap: 8px;
    align-items: center;
  }
  .hurry input {
    width: 16px;
    accent-color: var(--accent);
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(28em, 100%), 1fr));
    gap: 12px 24px;
  }
  .columns > * {
    display: grid;
    gap: 4px;
    align-content: start;
    min-width: 0;
  }
  ol {
    display: grid;
    gap: 4px;
    padding-inline-start: 20px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .ran {
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--line);
  }
`;

/** What is chosen, what stands against it, what will happen, the gate, and the commands. */
export function form(host: Host): TemplateResult {
  const { preconditions, data, typed } = host;
  const plan = planOf(preconditions, data, typed);
  return html`
    ${choose(host, plan)}
    <div class="columns">
      <section aria-label="Prerequisites">
        <p class="title">Prerequisites of a shift</p>
        ${checkResults(plan.checks)}
      </section>
      <section aria-label="What will happen">
        ${plan.wrong.map((sentence) => html`<p class="warn">${sentence}</p>`)} ${judged(plan)}
        <p class="title">What a shift will do</p>
        ${
          plan.happens.length > 0
            ? html`<ol>
                ${plan.happens.map((sentence) => html`<li>${sentence}</li>`)}
              </ol>`
            : html`<p class="muted">Choose a version, a share and a limit first.</p>`
        }
      </section>
    </div>
    ${gate(host, plan)} ${lastRun(host)} ${each(plan.steps, stepKey, (step) => stepOf(host, plan, step))}
  `;
}

function choose(host: Host, plan: Plan): TemplateResult {
  const { preconditions, data, typed } = host;
  const { usual } = limitsOf(data, typed);
  const listed = preconditions.candidates.map(
    ({ version, description }) =>
      [version, description ? `${version} · ${description.slice(0, 60)}` : version] as const,
  );
  // What is chosen stays chosen, also when it is not listed any more.
  const gone = plan.version !== undefined && !listed.some(([version]) => version === plan.version);
  const versions = [
    ...(plan.version === undefined ? [['', 'none'] as const] : []),
    ...(gone && plan.version ? [[plan.version, `${plan.version} · not published any more`] as const] : []),
    ...listed,
  ];
  const weight = typed.weight ?? USUAL_WEIGHT;
  return html`<fieldset>
    <legend>Canary</legend>
    ${select(host, 'version', 'Version', plan.version ?? '', versions)}
    ${select(host, 'weight', 'Share of the calls', weight, [
      ...WEIGHTS.map((each) => [each, `${each}%`] as const),
      ['custom', 'another share'],
    ])}
    ${weight === 'custom' ? input(host, 'custom', 'Share in %', '', { numeric: true }) : nothing}
    ${input(host, 'limit', 'Roll back at an error rate of, in %', String(Number((usual.error_rate * 100).toFixed(2))), { numeric: true })}
  </fieldset>`;
}

const judged = ({ trial }: Plan): Shown =>
  trial
    ? html`<p class="title">${mark(trial.tone)} ${trial.label}</p>
        <p>${trial.sentence}</p>`
    : nothing;
