import { html, nothing } from 'lit';
import { commandKey, copyCode } from '../../src/card/command.ts';
import { commandName } from '../../src/commands/name.ts';
import { gateFor } from './gate.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { Gate, GovernedAction } from '../../src/domain/governance/governance-gate.ts';
import type { Host, Plan, Step, Use } from './model.ts';

/** The governed changes by their names. */
export const NAMES: Record<GovernedAction, string> = {
  shift: 'shift',
  promote: 'promote',
  rollback: 'roll back',
  stop: 'stop',
};

/** What a step is: another command is another button. */
export const stepKey = ({ title, command }: Step): string => `${title} ${command ? commandKey(command) : ''}`;

/** A command of the plan. One that changes something is behind the gate. */
export function stepOf(host: Host, plan: Plan, { title, when, command, ...step }: Step): TemplateResult {
  const { writable, used } = host;
  const { action, version } = step;
  const gate = action && gateFor(host, plan, action);
  const use =
    action && version !== undefined && command
      ? useOf(host, action, version, step, command.line, gate?.emergency)
      : undefined;
  const name = command ? commandName(command.line) : '';
  const copy = async (event: Event): Promise<void> => {
    const whole = await copyCode(event, name);
    if (use) used(use, whole ? 'copied' : 'selected');
  };
  return html`<div class="command">
    <span><span class="title">${title}.</span> ${when} ${command?.does ?? nothing}</span>
    ${
      command
        ? html`<pre><code>${command.line}</code></pre>
            <div class="buttons">
              <button
                type="button"
                aria-label=${`Copy: ${name}`}
                ?disabled=${!writable || gate?.open === false}
                @click=${copy}
              >
                Copy
              </button>
              ${use && gate ? runButton(host, gate, use) : nothing}
            </div>`
        : nothing
    }
  </div>`;
}

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

/** Whether this page stands in a frame of another, where nothing may be run. */
export const framed = (): boolean => window.top !== window;

function runButton({ executeUrl, writable, running, preconditions, run }: Host, gate: Gate, use: Use): Shown {
  const revision = preconditions.release?.revision_id;
  if (!executeUrl || framed() || use.action === 'stop' || !revision) return nothing;
  const busy = running !== undefined && running.label === undefined;
  return html`<button
    type="button"
    class="run"
    ?disabled=${!writable || !gate.open || busy}
    @click=${() => run(use, revision)}
  >
    Run: ${NAMES[use.action]}
  </button>`;
}
