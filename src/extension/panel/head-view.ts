import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { headlineAt } from '../../domain/findings/finding.ts';
import { age } from '../../domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Finding } from '../../domain/findings/finding.ts';
import type { Environment } from '../environment.ts';
import type { Level } from '../verdict.ts';
import type { Picture } from './finding-watch.ts';

/** Each level's shape and word. */
const LEVELS: Readonly<Record<Level, readonly [shape: string, word: string]>> = {
  ok: ['●', 'OK'],
  warn: ['▲', 'Warning'],
  bad: ['■', 'Critical'],
  unknown: ['○', 'No data'],
};
const SHAPES = { bad: '■', warn: '▲', info: '◇' } as const;

/** Findings beside the worst that are named; more are counted. */
const NAMED = 5;

/** What the head of the panel is drawn from. */
export interface Head {
  environments: readonly Environment[];
  environment: Environment;
  picture: Picture | undefined;
  paused: boolean;
  arranging: boolean;
  compact: boolean;
  /** What was done, or could not be, until the next press. */
  said: string;
  /** Whether the panel stands in a tab of its own. */
  inTab: boolean;
}

export interface HeadActions {
  choose: (id: string) => void;
  search: () => void;
  refresh: () => void;
  pause: () => void;
  compact: () => void;
  cards: () => void;
  arrange: () => void;
  options: () => void;
  tab: () => void;
  /** Leads to a card. */
  goTo: (tag: string) => void;
}

/** Makes a menu a popover of the button before it; the check of templates knows no attribute of popovers. */
function openedByButton(menu: Element | undefined): void {
  if (!(menu instanceof HTMLElement)) return;
  menu.popover = 'auto';
  const button = menu.previousElementSibling;
  if (button instanceof HTMLButtonElement) button.popoverTargetElement = menu;
}

/** The bar: the environment, search and menu, and under it whether what is shown is live, and how old. */
export const bar = (head: Head, actions: HeadActions): TemplateResult => {
  const { environments, environment, paused, arranging, compact, inTab } = head;
  return html`<div class=${`bar ${environment.colour}`}>
      <span class="swatch" aria-hidden="true"></span>
      <select
        id="environment"
        aria-label="Environment"
        @change=${({ target }: Event) => target instanceof HTMLSelectElement && actions.choose(target.value)}
      >
        ${environments.map(({ id, name }) => html`<option value=${id} ?selected=${id === environment.id}>${name}</option>`)}
      </select>
      <button type="button" id="search" title="Cards and commands (Ctrl K or /)" @click=${actions.search}>
        Search
      </button>
      <button type="button" id="menu-button">Menu</button>
      <div id="menu" ${ref(openedByButton)} role="group" aria-label="Menu">
        <button type="button" @click=${actions.refresh}>Refresh</button>
        <button type="button" aria-pressed=${paused} @click=${actions.pause}>Pause polling</button>
        <button type="button" aria-pressed=${compact} @click=${actions.compact}>Compact</button>
        <hr />
        <button type="button" @click=${actions.cards}>Choose cards…</button>
        <button type="button" aria-pressed=${arranging} @click=${actions.arrange}>Arrange</button>
        <hr />
        ${inTab ? nothing : html`<button type="button" @click=${actions.tab}>Open in a tab</button>`}
        <button type="button" @click=${actions.options}>Environments and options</button>
      </div>
    </div>
    <p class="mode">${mode(head)}</p>
    ${head.said ? html`<p class="said" role="status">${head.said}</p>` : nothing}`;
};

function mode({ picture, paused }: Head): string {
  const { status } = picture?.state.routes ?? {};
  const at = picture?.verdict.at;
  const old = at === undefined || !picture ? '' : ` · data from ${age(picture.state.now - at)}`;
  if (paused) return `❚❚ Paused${old}`;
  if (status?.failing) return `○ Unreachable${old}`;
  return at === undefined ? '◌ Waiting for the first answer' : `◉ Live${old}`;
}

/** The verdict: the worst finding with its figures and the next step, and what else there is. */
export function verdict({ picture }: Head, { goTo }: HeadActions): TemplateResult | typeof nothing {
  if (!picture) return nothing;
  const { state, verdict: now, findings } = picture;
  const [shape, word] = LEVELS[now.level];
  if (now.level === 'ok' && findings.length === 0)
    return html`<p class="calm"><i class="ok" aria-hidden="true">${shape}</i> ${now.headline}</p>`;
  const [worst, ...others] = findings;
  const judged = now.level !== 'unknown' && worst && worst.tone !== 'info';
  return html`<div class="verdict" data-level=${now.level}>
      <p class="word"><i class=${now.level} aria-hidden="true">${shape}</i> ${word}</p>
      <h1>${judged ? headlineAt(worst, state.now) : now.headline}</h1>
      ${
        judged
          ? html`<p class="next"><b>Next</b> ${worst.next}</p>
              <button type="button" @click=${() => goTo(worst.card)}>Show the card</button>`
          : nothing
      }
    </div>
    ${list(judged ? others : findings, state.now, goTo)}`;
}

const list = (
  findings: readonly Finding[],
  now: number,
  goTo: HeadActions['goTo'],
): TemplateResult | typeof nothing =>
  findings.length === 0
    ? nothing
    : html`<ul class="list findings">
        ${findings.slice(0, NAMED).map(
          (finding) =>
            html`<li>
              <button type="button" class="quiet" @click=${() => goTo(finding.card)}>
                <i class=${finding.tone} aria-hidden="true">${SHAPES[finding.tone]}</i>
                <span>${headlineAt(finding, now)}</span>
              </button>
            </li>`,
        )}
        ${findings.length > NAMED ? html`<li class="muted">+${findings.length - NAMED} more</li>` : nothing}
      </ul>`;
