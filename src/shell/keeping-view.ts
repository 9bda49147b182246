import { html, nothing } from 'lit';
import { hub } from '../data/hub.ts';
import { count, plural } from '../domain/format/values.ts';
import { realmInWords } from '../store/realm.ts';
import { SNIPPET } from '../store/old-page.ts';
import { KIND_WORDS } from '../store/import-report.ts';
import type { TemplateResult } from 'lit';
import type { Clearing } from '../store/clear.ts';
import type { Imported } from '../store/import.ts';
import type { Inventory, Stock } from '../store/inventory.ts';
import type { OldReport } from '../store/old-page.ts';

/** What the dialog shows. */
export interface State {
  inventory?: Inventory;
  /** The older page's keys that are found on this origin, and what became of those that were taken up. */
  old: string[];
  reports: OldReport[];
  /** What is to be cleared, while the second click is waited for. */
  asking?: { what: string; clearing: Clearing } | undefined;
  /** What was just done, in one sentence. */
  result: string;
  report?: Imported | undefined;
  busy: boolean;
}

/** What can be done in the dialog. */
export interface DialogActions {
  saveAll: () => Promise<void>;
  /** Opens the browser's own dialog for a file to import. */
  choose: () => void;
  picked: (event: Event) => Promise<void>;
  /** Imports what the older page has kept on this origin. */
  importHere: () => Promise<void>;
  /** Asks once more before something is cleared. */
  ask: (what: string, clearing: Clearing) => Promise<void>;
  clearNow: (asking: NonNullable<State['asking']>) => Promise<void>;
  stopAsking: () => void;
  /** Copies the snippet for the older page. */
  copy: () => Promise<void>;
  close: () => void;
}

/** About how much, from bytes. */
function size(bytes: number): string {
  const unit = [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ].find((each): each is [string, number] => bytes >= Number(each[1]));
  return unit ? `${count(Number((bytes / unit[1]).toPrecision(3)))} ${unit[0]}` : `${count(bytes)} B`;
}

const wordsOf = ({ kind, entries }: Stock): string =>
  kind === 'other' ? 'of another version' : KIND_WORDS[kind][entries === 1 ? 0 : 1];

const capital = (label: string): string => label.slice(0, 1).toUpperCase() + label.slice(1);

const line = (stock: Stock, { ask }: DialogActions): TemplateResult => {
  const what = `${count(stock.entries)} ${wordsOf(stock)}${stock.base ? ` of ${realmInWords(stock.base)}` : ''}`;
  return html`<tr>
    <th scope="row">
      ${capital(wordsOf(stock))}${stock.base ? html`<br /><small>${realmInWords(stock.base)}</small>` : nothing}
    </th>
    <td class="figure">${count(stock.entries)}</td>
    <td class="figure">${size(stock.bytes)}</td>
    <td class="figure">
      <button
        type="button"
        aria-label=${`Clear ${what}…`}
        @click=${() => ask(what, { base: stock.base, kind: stock.kind })}
      >
        Clear…
      </button>
    </td>
  </tr>`;
};

const stockTable = ({ stock, bytes, usage, quota }: Inventory, events: DialogActions): TemplateResult =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="What is kept">
      <table>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="figure">How many</th>
            <th scope="col" class="figure">About</th>
            <th scope="col" class="figure">Let go</th>
          </tr>
        </thead>
        <tbody>
          ${stock.map((each) => line(each, events))}
        </tbody>
      </table>
    </div>
    <p class="muted">
      ${stock.length === 0 ? 'Nothing is kept yet.' : `About ${size(bytes)} in all.`}
      ${
        usage === undefined || quota === undefined
          ? 'The browser does not say how much room there is.'
          : `The browser counts ${size(usage)} for this origin and allows ${size(quota)}.`
      }
    </p>`;

const asked = (
  asking: NonNullable<State['asking']>,
  { clearNow, saveAll, stopAsking }: DialogActions,
): TemplateResult =>
  html`<div class="asking" role="group" aria-label="Clear">
    <p>This lets go of ${asking.what}, in every tab and for good. Live cards begin to keep anew.</p>
    <div class="actions">
      <button type="button" id="clear-now" @click=${() => clearNow(asking)}>Clear now</button>
      <button type="button" @click=${saveAll}>Export first</button>
      <button type="button" @click=${stopAsking}>Keep</button>
    </div>
  </div>`;

const listOf = (heading: string, sentences: readonly string[]): TemplateResult | typeof nothing =>
  sentences.length === 0
    ? nothing
    : html`<h3>${heading}</h3>
        <ul>
          ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
        </ul>`;

const reported = ({ taken, leftOut, notes }: Imported): TemplateResult =>
  html`${listOf('Taken', taken)} ${listOf('Left out', leftOut)} ${listOf('Good to know', notes)}`;

/** The older page's part: what was taken up by itself, or how its entries come here. */
const olderPage = ({ old, reports }: State, { importHere, copy }: DialogActions): TemplateResult =>
  html`<h3>The older page</h3>
    ${
      reports.length === 0
        ? nothing
        : html`<ul>
            ${reports.map(({ sentence }) => html`<li>${sentence}</li>`)}
          </ul>`
    }
    ${
      old.length > 0
        ? html`<p>
              ${plural(old.length, 'entry', 'entries')} of the older page ${old.length === 1 ? 'was' : 'were'}
              found in this browser’s localStorage, which stays as it is.
            </p>
            <div class="actions">
              <button type="button" id="import-old" @click=${importHere}>Import from the older page</button>
            </div>`
        : html`<p>
              This origin holds no entries of the older page. Where that page has another address, open it
              there, run this on its console, and import here the file that it saves:
            </p>
            <pre tabindex="0" role="region" aria-label="Snippet"><code>${SNIPPET}</code></pre>
            <div class="actions"><button type="button" id="copy-snippet" @click=${copy}>Copy</button></div>`
    }`;

/** What the operator should know of the storage. */
const storageTroubles = (): string[] => {
  const { lost, notSaved, setAside } = hub().store;
  return [lost ?? '', notSaved, ...setAside].filter((sentence) => sentence !== '');
};

/** The dialog's content. */
export const template = (now: State, events: DialogActions): TemplateResult =>
  html`<header>
      <h2 id="keeping-title">Kept in this browser</h2>
      <button type="button" @click=${events.close}>Close</button>
    </header>
    <p>
      What the cards knew and what you wrote is kept here only, for pages of ${location.origin}. An export
      holds all of it, the older page’s texts as they were; keep it as you keep your notes.
    </p>
    ${storageTroubles().map((sentence) => html`<p>${sentence}</p>`)}
    ${now.inventory ? stockTable(now.inventory, events) : html`<p>Counting…</p>`}
    <div class="actions" aria-busy=${now.busy}>
      <button type="button" id="export" @click=${events.saveAll}>Export</button>
      <button type="button" id="import" @click=${events.choose}>Import…</button>
      <input
        type="file"
        accept=".json,application/json"
        aria-label="File to import"
        hidden
        @change=${events.picked}
      />
      <button
        type="button"
        id="clear"
        ?disabled=${now.inventory?.stock.length === 0}
        @click=${() => events.ask('everything that is kept here', {})}
      >
        Clear everything…
      </button>
    </div>
    ${now.asking ? asked(now.asking, events) : nothing}
    <p role="status">${now.result}</p>
    ${now.report ? reported(now.report) : nothing} ${olderPage(now, events)}`;
