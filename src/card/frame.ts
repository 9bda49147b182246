import { html, nothing } from 'lit';
import { routes as table } from '../api/routes.ts';
import { routesOf } from '../data/spec.ts';
import { mark } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { Spec } from '../data/spec.ts';
import type { Tone } from '../rules/tone.ts';
import type { Shown } from './parts.ts';

/** Heading and chip. */
export const header = (
  heading: string,
  level: number,
  tone: Tone,
  words: string,
  environment: string | undefined,
): TemplateResult =>
  html`<header part="header">
    <div part="heading" role="heading" aria-level=${level}>
      ${heading} ${environment ? html`<small>${environment}</small>` : nothing}
    </div>
    <span part="chip">${mark(tone)} ${words}</span>
  </header>`;

/** What a card may show beside routes. */
const BESIDE = [
  ['files', 'files of the site'],
  ['page', 'the cards of this page'],
  ['logs', 'this browser’s own log'],
  ['records', 'kept in this browser'],
] as const;

/** Where each fact came from and how old it is; opened, it shows every field as it was kept. */
export function footer(
  spec: Spec,
  opened: Shown | undefined,
  toggled: (event: Event) => void,
  refresh: (() => void) | undefined,
): TemplateResult {
  // What changes its words comes last, so that it moves nothing.
  const sources: Shown[] = [
    ...BESIDE.filter(([kind]) => spec[kind]).map(([, words]) => html`<span>${words}</span> `),
    ...routesOf(spec).map(
      (route) => html`<span>${table[route].path} <time data-route=${route}></time></span> `,
    ),
  ];
  return html`<footer part="footer">
    <details @toggle=${toggled}>
      <summary>${sources}</summary>
      ${opened ?? nothing}
    </details>
    ${refresh ? html`<button type="button" class="quiet" @click=${refresh}>Refresh</button>` : nothing}
  </footer>`;
}
