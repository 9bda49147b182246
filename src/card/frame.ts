import { html, nothing } from 'lit';
import { routes as table } from '../api/routes.ts';
import { routesOf } from '../data/spec.ts';
import { mark } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { Spec } from '../data/spec.ts';
import type { Tone } from '../domain/judgement/tone.ts';
import type { Shown } from './parts.ts';

/** Level of a heading, unless the page sets another. */
const LEVEL = 3;

/** The level that a page wants a heading to have, and a sentence where that is none. */
export function levelOf(given: number | string | null | undefined): { level: number; problem?: string } {
  if (given === undefined || given === null) return { level: LEVEL };
  const level = Number(given);
  return Number.isInteger(level) && level >= 1 && level <= 6
    ? { level }
    : {
        level: LEVEL,
        problem: `heading-level="${given}" is not a whole number from 1 to 6, so ${LEVEL} is used.`,
      };
}

/** Heading and chip. */
export const header = (
  heading: string,
  level: number,
  tone: Tone,
  label: string,
  environment: string | undefined,
): TemplateResult =>
  html`<header part="header">
    <div part="heading" role="heading" aria-level=${level} tabindex="-1">
      ${heading} ${environment ? html`<small>${environment}</small>` : nothing}
    </div>
    <span part="chip">${mark(tone)} ${label}</span>
  </header>`;

/** What a card may show beside routes. */
const BESIDE = [
  ['files', 'files of the site'],
  ['page', 'the cards of this page'],
  ['logs', 'this browser’s own log'],
  ['records', 'kept in this browser'],
] as const;

/** Where each fact came from and how old it is, which is in no name; opened, it shows every field as it was kept. */
export function footer(
  spec: Spec,
  heading: string,
  opened: Shown | undefined,
  toggled: (event: Event) => void,
  refresh: (() => void) | undefined,
): TemplateResult {
  // What changes its words comes last, so that it moves nothing.
  const sources: Shown[] = [
    ...BESIDE.filter(([kind]) => spec[kind]).map(([, label]) => html`<span>${label}</span> `),
    ...routesOf(spec).map(
      (route) => html`<span>${table[route].path} <time data-route=${route}></time></span> `,
    ),
  ];
  return html`<footer part="footer">
    <details @toggle=${toggled}>
      <summary aria-label=${`Sources of ${heading}`}>Sources</summary>
    </details>
    ${opened ? html`<div class="opened">${opened}</div>` : nothing}
    <div class="ages">${sources}</div>
    ${
      refresh
        ? html`<button type="button" class="quiet" aria-label=${`Refresh ${heading}`} @click=${refresh}>
            Refresh
          </button>`
        : nothing
    }
  </footer>`;
}
