import { html, nothing } from 'lit';
import { each } from './each.ts';
import type { TemplateResult } from 'lit';
import type { Tone } from '../domain/judgement/tone.ts';
import type { Shown } from './shown.ts';

export type { Shown };

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

/** What is said in place of a value that is not there: whether it was not sent, or came and cannot be read. */
let absence = 'not offered';

/** Sets what is said in place of a value that is not there: the base does it for a card whose body is about to be drawn. */
export const sayOfAbsent = (label = 'not offered'): void => void (absence = label);

/** One labelled value; of `undefined` it is said why it is not there, and of an empty text that it is empty. */
export type Row = readonly [label: string, value: Shown | undefined, note?: Shown | undefined];

/** Labelled values side by side. */
export const factList = (rows: readonly Row[], look = ''): TemplateResult =>
  html`<dl class=${look}>
    ${each(
      rows,
      ([label]) => label,
      ([label, value, note = nothing]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>
            ${(value === '' ? 'empty' : value) ?? html`<span class="muted">${absence}</span>`}
            ${note && html`<small>${note}</small>`}
          </dd>
        </div>`,
    )}
  </dl>`;
