import { css, html, nothing } from 'lit';
import { copied, SELECTED } from '../../src/card/copy.ts';
import { styles as commandStyles } from '../../src/card/command.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { formStyles } from '../../src/card/form.ts';
import { mark } from '../../src/card/parts.ts';
import { percent } from '../../src/rules/words.ts';
import { gateOf, isWayBack } from '../../src/rules/governance-gate.ts';
import { USUAL_WEIGHT, WEIGHTS, limitsOf, planOf } from './plan.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { Gate, GovernedAction } from '../../src/rules/governance-gate.ts';
import type { Change, Outcome } from '../../src/data/execute.ts';
import type { DeployMoment } from './canary-deploy.ts';
import type { Ground } from './ground.ts';
import type { Plan, Step, Typed, Use } from './plan.ts';
import type { Running } from './run.ts';

export const styles = css`
  ${formStyles}
  ${findingsStyles}
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

/** What the form needs of its card. */
export interface Host {
  ground: Ground;
  moment: DeployMoment;
  tz: string;
  typed: Partial<Typed>;
  writable: boolean;
  running: Running | undefined;
  executeUrl: string | undefined;
  type: (name: keyof Typed, value: string) => void;
  used: (use: Use, outcome: string) => void;
  run: (use: Use, revision: string) => Promise<void>;
}

/** What is chosen, what stands against it, what will happen, the gate, and the commands. */
export function form(host: Host): TemplateResult {
  const { ground, moment, typed } = host;
  const plan = planOf(ground, moment, typed);
  return html`
    ${choose(host, plan)}
    <div class="columns">
      <section aria-label="Prerequisites">
        <p class="title">Prerequisites of a shift</p>
        ${findings(plan.checks)}
      </section>
      <section aria-label="What will happen">
        ${judged(plan)}
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
    ${pass(host, plan)} ${ran(host)} ${plan.steps.map((step) => command(host, plan, step))}
  `;
}

/** A field with its label; what is typed goes to the card at once. */
const input = (
  { typed, type, writable }: Host,
  name: keyof Typed,
  label: string,
  value = '',
  more: { hint?: Shown; numeric?: boolean } = {},
): TemplateResult =>
  html`<label>
    ${label}
    <input
      name=${name}
      type="text"
      inputmode=${more.numeric ? 'decimal' : 'text'}
      autocomplete="off"
      spellcheck="false"
      maxlength="100"
      .value=${typed[name] ?? value}
      ?disabled=${!writable}
      @input=${(event: Event) => type(name, valueOf(event))}
    />
    ${more.hint ?? nothing}
  </label>`;

/** What stands in the field that an event is about. */
const valueOf = ({ target }: Event): string =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.value : '';

const select = (
  { type, writable }: Host,
  name: keyof Typed,
  label: string,
  value: string,
  options: readonly (readonly [value: string, words: string])[],
): TemplateResult =>
  html`<label>
    ${label}
    <select name=${name} ?disabled=${!writable} @change=${(event: Event) => type(name, valueOf(event))}>
      ${options.map(
        ([each, words]) => html`<option value=${each} .selected=${each === value}>${words}</option>`,
      )}
    </select>
  </label>`;

function choose(host: Host, plan: Plan): TemplateResult {
  const { ground, moment, typed } = host;
  const { usual } = limitsOf(moment, typed);
  const listed = ground.candidates.map(
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
    ? html`<p class="title">${mark(trial.tone)} ${trial.words}</p>
        <p>${trial.sentence}</p>`
    : nothing;

/** The gate before one action: what is changed to, or taken back, is the canary where there is one. */
const gateFor = ({ ground, typed, tz }: Host, { version }: Plan, action: GovernedAction): Gate =>
  gateOf(
    {
      action,
      operator: typed.operator,
      request: typed.request,
      requests: ground.requests,
      version: ground.canary?.version ?? version,
      typed: typed.confirmation,
      expected: phraseOf(ground, version),
      frozen: ground.freezes,
      approver: ground.approver,
      emergency: typed.emergency === 'yes',
    },
    tz,
  );

/** What is to be typed to confirm. */
function phraseOf({ ref, canary }: Ground, chosen: string | undefined): string | undefined {
  const version = canary?.version ?? chosen;
  return version === undefined ? undefined : `${ref.alias ?? ''} ${version}`.trim();
}

function pass(host: Host, plan: Plan): TemplateResult {
  const { ground, typed, type, writable } = host;
  const actions = plan.steps.flatMap(({ action, command: made }) => (action && made ? action : []));
  // Who is in a hurry looks for the way back; else the way on is what is asked for.
  const hurry = typed.emergency === 'yes';
  const shown = actions.find((action) => isWayBack(action) === hurry) ?? actions[0] ?? 'shift';
  const gate = gateFor(host, plan, shown);
  const phrase = phraseOf(ground, plan.version);
  const ids = ground.requests.map(({ request }) => request).slice(0, 5);
  return html`<section aria-label="Gate" class="columns">
    <fieldset ?disabled=${!writable}>
      <legend>Gate</legend>
      ${input(host, 'operator', 'Operator')} ${input(host, 'request', 'Request id')}
      ${input(host, 'confirmation', phrase ? `Type “${phrase}” to confirm` : 'Confirmation')}
      ${
        actions.some(isWayBack)
          ? html`<label class="hurry">
              <input
                name="emergency"
                type="checkbox"
                .checked=${hurry}
                ?disabled=${!writable}
                @change=${() => type('emergency', hurry ? '' : 'yes')}
              />
              Emergency: going back cannot wait for an approval
            </label>`
          : nothing
      }
      ${
        ids.length > 0 && !typed.request
          ? html`<div class="buttons">
              ${ids.map(
                (id) =>
                  html`<button type="button" ?disabled=${!writable} @click=${() => type('request', id)}>
                    For ${id}
                  </button>`,
              )}
            </div>`
          : nothing
      }
    </fieldset>
    <div>
      ${findings(gate.findings)} ${gate.way ? html`<p>${gate.way}</p>` : nothing}
      <small>
        The gate is a record of who used what, kept in this browser. It stops nobody: who may change the
        alias, IAM decides.
      </small>
    </div>
  </section>`;
}

/** A command of the plan. One that changes something is behind the gate. */
function command(host: Host, plan: Plan, { title, when, command, ...step }: Step): TemplateResult {
  const { writable, used } = host;
  const { action, version } = step;
  const gate = action && gateFor(host, plan, action);
  const use =
    action && version !== undefined && command
      ? useOf(host, action, version, step, command.line, gate?.emergency)
      : undefined;
  const copy = async (event: Event): Promise<void> => {
    // `currentTarget` is gone after the first wait.
    const button = event.currentTarget as HTMLButtonElement;
    const code = button.closest('.command')?.querySelector('code');
    if (!command || !code) return;
    const whole = await copied(command.line, code);
    button.textContent = whole ? 'Copied' : SELECTED;
    setTimeout(() => (button.textContent = 'Copy'), TOLD);
    if (use) used(use, whole ? 'copied' : 'selected');
  };
  return html`<div class="command">
    <span><span class="title">${title}.</span> ${when} ${command?.does ?? nothing}</span>
    ${
      command
        ? html`<pre><code>${command.line}</code></pre>
            <div class="buttons">
              <button type="button" ?disabled=${!writable || gate?.open === false} @click=${copy}>
                Copy
              </button>
              ${use && gate ? runButton(host, gate, use) : nothing}
            </div>`
        : nothing
    }
  </div>`;
}

/** How long a button tells what it did, in ms. */
const TOLD = 3000;

const useOf = (
  { typed }: Host,
  action: GovernedAction,
  version: string,
  { weight }: Pick<Step, 'weight'>,
  line: string,
  emergency = false,
): Use => ({
  action,
  version,
  ...(weight !== undefined && { weight }),
  request: typed.request?.trim() ?? '',
  operator: typed.operator?.trim() ?? '',
  ...(emergency && { emergency }),
  line,
});

const framed = (): boolean => window.top !== window;

function runButton({ executeUrl, writable, running, ground, run }: Host, gate: Gate, use: Use): Shown {
  const revision = ground.release?.revision_id;
  if (!executeUrl || framed() || use.action === 'stop' || !revision) return nothing;
  const busy = running !== undefined && running.words === undefined;
  return html`<button
    type="button"
    class="run"
    ?disabled=${!writable || !gate.open || busy}
    @click=${() => run(use, revision)}
  >
    Run: ${NAMES[use.action]}
  </button>`;
}

const NAMES: Record<GovernedAction, string> = {
  shift: 'shift',
  promote: 'promote',
  rollback: 'roll back',
  stop: 'stop',
};

/** What the alias is after a change was run, as far as it could be read again. */
function aliasNow(
  { release, stable, shifting, ref }: Ground,
  { routes, stale }: DeployMoment,
  change: Change,
  outcome: Outcome | undefined,
): string {
  if (stale || routes.status?.failing)
    return 'The alias could not be read again: what stands above is from before.';
  const also = (shifting ?? []).map(([version, weight]) => `, ${percent(weight, 2)} to version ${version}`);
  const now = `Read again, ${ref.alias ?? 'the alias'} points to version ${stable ?? 'unknown'}${also.join('')}.`;
  return outcome?.made === 'yes' && release?.revision_id === change.revision_id
    ? `${now} That is how it was before the change: the status may be some seconds old.`
    : now;
}

/** How the last change that was run from here ended. */
function ran({ running, executeUrl, writable, run, ground, moment }: Host): Shown {
  if (executeUrl && framed())
    return html`<p class="muted">Nothing can be run from within a frame; the commands can be copied.</p>`;
  // The region stays, so that what comes into it is read aloud.
  if (!executeUrl) return nothing;
  const { use, change, outcome, words } = running ?? {};
  const tone = outcome ? ({ yes: 'ok', no: 'warn', unknown: 'unknown' } as const)[outcome.made] : 'warn';
  const again =
    use && change && outcome?.made === 'unknown'
      ? html`<button
          type="button"
          id="again"
          ?disabled=${!writable}
          @click=${() => run(use, change.revision_id)}
        >
          Ask again with the same request id
        </button>`
      : nothing;
  return html`<div role="status" class="ran">
    ${
      use
        ? html`<p>
              ${words ? mark(tone) : nothing} ${NAMES[use.action]} to version ${use.version}:
              ${words ?? 'on its way …'}
            </p>
            ${change && words ? html`<p>${aliasNow(ground, moment, change, outcome)}</p>` : nothing}
            ${change ? html`<small>Request id ${change.request_id}</small>` : nothing} ${again}`
        : html`<small>A run asks for the change here, and reads the alias again after it.</small>`
    }
  </div>`;
}
