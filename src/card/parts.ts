import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Tone } from '../rules/tone.ts';

/** Anything that may stand in a template. */
export type Shown = TemplateResult | string | number | typeof nothing;

/** A tone's shape and word: it is never told by colour alone. */
const TONES: Record<Tone, readonly [shape: string, word: string]> = {
  ok: ['●', 'OK'],
  warn: ['▲', 'Warning'],
  bad: ['■', 'Bad'],
  info: ['◇', 'Info'],
  unknown: ['○', 'Unknown'],
};

/** A tone's shape in its colour, with its word for those who do not see it. */
export function mark(tone: Tone): TemplateResult {
  const [shape, word] = TONES[tone];
  return html`<i class=${tone} aria-hidden="true">${shape}</i> <span class="hidden">${word}:</span>`;
}

/** How long ago a time was; the page's one clock writes the words, without rendering. @param at ms since 1970 UTC */
export const ago = (at: number): TemplateResult => html`<time data-at=${at}></time>`;

/** How long until a time. @param at local clock, in ms since 1970 UTC */
export const until = (at: number): TemplateResult => html`<time data-until=${at}></time>`;

/** The time it is, in UTC, to the second. */
export const clock: TemplateResult = html`<time data-clock></time>`;

/** One labelled value; `undefined` is said to be not offered, and an empty text to be empty. */
export type Row = readonly [label: string, value: Shown | undefined, note?: Shown | undefined];

/** Labelled values side by side. */
export const facts = (rows: readonly Row[], look = ''): TemplateResult =>
  html`<dl class=${look}>
    ${rows.map(
      ([label, value, note = nothing]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>
            ${(value === '' ? 'empty' : value) ?? html`<span class="muted">not offered</span>`}
            ${note && html`<small>${note}</small>`}
          </dd>
        </div>`,
    )}
  </dl>`;
