import { html, nothing } from 'lit';
import { each } from '../../src/card/each.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { Host, Typed } from './model.ts';

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
  options: readonly (readonly [value: string, label: string])[],
): TemplateResult =>
  html`<label>
    ${label}
    <select name=${name} ?disabled=${!writable} @change=${(event: Event) => type(name, valueOf(event))}>
      ${each(
        options,
        ([name]) => name,
        ([name, label]) => html`<option value=${name} .selected=${name === value}>${label}</option>`,
      )}
    </select>
  </label>`;
