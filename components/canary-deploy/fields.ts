import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { DeployMoment } from './canary-deploy.ts';
import type { Ground } from './ground.ts';
import type { Typed, Use } from './plan.ts';
import type { Running } from './run.ts';

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

/** A field with its label; what is typed goes to the card at once. */
export const input = (
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

/** A choice with its label. */
export const select = (
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
