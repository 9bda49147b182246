import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Tone } from '../rules/tone.ts';

/** Anything that may stand in a template. */
export type Shown = TemplateResult | string | number | typeof nothing;

/** A tone's shape and word: it is never told by colour alone. */
export const TONES: Record<Tone, { shape: string; word: string }> = {
  ok: { shape: '●', word: 'OK' },
  warn: { shape: '▲', word: 'Warning' },
  bad: { shape: '■', word: 'Bad' },
  info: { shape: '◇', word: 'For information' },
  unknown: { shape: '○', word: 'Unknown' },
};

/** A tone's shape, with its word for those who do not see it. */
export const mark = (tone: Tone): TemplateResult =>
  html`<i class=${tone} aria-hidden="true">${TONES[tone].shape}</i>
    <span class="hidden">${TONES[tone].word}:</span>`;

/** How long ago a time was; the page's one clock writes the words, without rendering. @param at ms since 1970 UTC */
export const ago = (at: number): TemplateResult => html`<time data-at=${at}></time>`;

/** How long until a time. @param at local clock, in ms since 1970 UTC */
export const until = (at: number): TemplateResult => html`<time data-until=${at}></time>`;

/** One labelled value; `undefined` is said to be not offered, never shown as a zero. */
export type Row = readonly [label: string, value: Shown | undefined, note?: Shown | undefined];

/** Labelled values side by side. */
export const facts = (rows: readonly Row[], look = ''): TemplateResult =>
  html`<dl class=${look}>
    ${rows.map(
      ([label, value, note = nothing]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>
            ${value ?? html`<span class="muted">not offered</span>`} ${note && html`<small>${note}</small>`}
          </dd>
        </div>`,
    )}
  </dl>`;
