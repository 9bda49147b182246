import { html, nothing, render } from 'lit';
import { logShapes } from '../data/log-shapes.ts';
import { hub } from '../data/hub.ts';
import { SELECTED, copied } from '../card/copy.ts';
import { save } from '../card/save.ts';
import { count, plural } from '../rules/words.ts';
import { clear } from '../store/clear.ts';
import { exportFile, exportKept, exportName } from '../store/export.ts';
import { importText } from '../store/import.ts';
import { inventory } from '../store/inventory.ts';
import { SNIPPET, importOld, importOldOnce, importedOld, oldItems, reportOf } from '../store/old-page.ts';
import { KIND_WORDS } from '../store/report.ts';
import { base } from './page.ts';
import { SETTINGS, readSettings } from './settings.ts';
import type { TemplateResult } from 'lit';
import type { Clearing } from '../store/clear.ts';
import type { Imported } from '../store/import.ts';
import type { Inventory, Stock } from '../store/inventory.ts';
import type { OldReport } from '../store/old-page.ts';

/** What the dialog shows. */
interface State {
  inventory?: Inventory;
  /** The older page's keys that are found on this origin, and what became of those that were taken up. */
  old: string[];
  reports: OldReport[];
  /** What is to be cleared, while the second click is waited for. */
  asking?: { what: string; clearing: Clearing } | undefined;
  /** What was just done, in one sentence. */
  told: string;
  report?: Imported | undefined;
  busy: boolean;
}

/** How long the dialog waits for what it shows, in ms. */
const PATIENCE = 300;

let dialog: HTMLDialogElement | undefined;
let state: State = { old: [], reports: [], told: '', busy: false };

const now = (of: string): number => hub().clock(of).now();
const items = (): Record<string, string> => oldItems(() => localStorage);

/** About how much, from bytes. */
function size(bytes: number): string {
  const unit = [
    ['GB', 1e9],
    ['MB', 1e6],
    ['kB', 1e3],
  ].find((each): each is [string, number] => bytes >= Number(each[1]));
  return unit ? `${count(Number((bytes / unit[1]).toPrecision(3)))} ${unit[0]}` : `${count(bytes)} B`;
}

/** The text of the shell's settings; `undefined` where there is none, or storage is refused. */
function settingsText(): string | undefined {
  try {
    return localStorage.getItem(SETTINGS) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Takes up the settings of a file where this browser has none; says what became of them. */
function takeSettings(text: string): string {
  if (settingsText() !== undefined) return 'The layout and colours of this page stay as they are here.';
  try {
    // Only what this version understands: a hand-edited file must not look like a newer version's.
    localStorage.setItem(SETTINGS, JSON.stringify(readSettings(text)));
    // This page hears of it as other tabs do.
    dispatchEvent(new StorageEvent('storage', { key: SETTINGS }));
    return 'The layout and colours of the page were taken.';
  } catch {
    return 'The layout and colours of the file could not be saved here.';
  }
}

function change(changes: Partial<State>): void {
  state = { ...state, ...changes };
  draw();
}

/** Counts anew what is kept. */
async function recount(): Promise<void> {
  const found = items();
  const [counted, done] = await Promise.all([
    inventory(hub().kept),
    importedOld(base).catch(() => new Map<string, unknown>()),
  ]);
  change({
    inventory: counted,
    old: Object.keys(found),
    reports: [...done].flatMap(([key, value]) => reportOf(key, value) ?? []),
  });
}

/** Does something that takes a while, one thing at a time, and counts again. */
async function doing(work: () => Promise<Partial<State>>): Promise<void> {
  if (state.busy) return;
  change({ busy: true, told: 'Working…', report: undefined });
  try {
    change(await work());
  } catch (reason) {
    change({ told: `That failed: ${reason instanceof Error ? reason.message : String(reason)}` });
  } finally {
    change({ busy: false });
  }
  await recount();
}

const saveAll = (): Promise<void> =>
  doing(async () => {
    const exported = await exportKept(hub().kept, Date.now(), settingsText());
    const name = exportName(exported);
    save(exportFile(exported), name);
    const entries = plural(Object.keys(exported.entries).length, 'entry', 'entries');
    return { told: `${name}: ${entries}. ${exported.incomplete ?? ''}`.trim() };
  });

/** Takes up a file and says what became of it. */
export const importFile = (file: Blob): Promise<void> =>
  doing(async () => {
    const report = await importText(hub().kept, await file.text(), { base, now, logs: logShapes });
    const notes = [...report.notes];
    if (report.settings !== undefined) notes.push(takeSettings(report.settings));
    const nothingNew = report.taken.length === 0 && report.leftOut.length === 0;
    return {
      report: { ...report, notes },
      told: nothingNew ? 'All of it was here already.' : 'The file was read.',
    };
  });

async function picked(event: Event): Promise<void> {
  // The listener stands on the input.
  const input = event.currentTarget as HTMLInputElement;
  const file = input.files?.[0];
  if (!file) return;
  await importFile(file);
  // The same file can be chosen again.
  input.value = '';
}

const importHere = (): Promise<void> =>
  doing(async () => {
    const { account } = await importOld(hub().kept, base, items(), now(base));
    return { report: account.report, told: 'The older page’s entries were read.' };
  });

/** Ends the asking; the button that was pressed is gone, so the focus goes to what is left to do. */
function stopAsking(): void {
  change({ asking: undefined });
  dialog?.querySelector<HTMLElement>('#import')?.focus();
}

const clearNow = ({ what, clearing }: NonNullable<State['asking']>): Promise<void> =>
  doing(async () => {
    stopAsking();
    const gone = await clear(hub().kept, clearing);
    return { told: gone ? `Cleared: ${what}.` : `This browser did not let go of ${what}.` };
  });

async function ask(what: string, clearing: Clearing): Promise<void> {
  change({ asking: { what, clearing }, told: '' });
  await Promise.resolve();
  dialog?.querySelector<HTMLElement>('#clear-now')?.focus();
}

/** Copies the snippet; without the clipboard API it selects the text. */
async function copy(): Promise<void> {
  const done = await copied(SNIPPET, dialog?.querySelector('pre'));
  change({ told: done ? 'The snippet was copied.' : SELECTED });
}

const wordsOf = ({ kind, entries }: Stock): string =>
  kind === 'other' ? 'of another version' : KIND_WORDS[kind][entries === 1 ? 0 : 1];

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

const line = (stock: Stock): TemplateResult => {
  const what = `${count(stock.entries)} ${wordsOf(stock)}${stock.base ? ` of ${stock.base}` : ''}`;
  return html`<tr>
    <th scope="row">
      ${capital(wordsOf(stock))}${stock.base ? html`<br /><small>${stock.base}</small>` : nothing}
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

const stockTable = ({ stock, bytes, usage, quota }: Inventory): TemplateResult =>
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
          ${stock.map(line)}
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

const asked = (asking: NonNullable<State['asking']>): TemplateResult =>
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
const olderPage = ({ old, reports }: State): TemplateResult =>
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

const template = (now: State): TemplateResult =>
  html`<header>
      <h2 id="keeping-title">Kept in this browser</h2>
      <button type="button" @click=${() => dialog?.close()}>Close</button>
    </header>
    <p>
      What the cards knew and what you wrote is kept here only, for pages of ${location.origin}. An export
      holds all of it, the older page’s texts as they were; keep it as you keep your notes.
    </p>
    ${hub().kept.notSaved ? html`<p>${hub().kept.notSaved}</p>` : nothing}
    ${hub().kept.setAside.map((sentence) => html`<p>${sentence}</p>`)}
    ${now.inventory ? stockTable(now.inventory) : html`<p>Counting…</p>`}
    <div class="actions" aria-busy=${now.busy}>
      <button type="button" id="export" @click=${saveAll}>Export</button>
      <button type="button" id="import" @click=${() => dialog?.querySelector('input')?.click()}>
        Import…
      </button>
      <input
        type="file"
        accept=".json,application/json"
        aria-label="File to import"
        hidden
        @change=${picked}
      />
      <button
        type="button"
        id="clear"
        ?disabled=${now.inventory?.stock.length === 0}
        @click=${() => ask('everything that is kept here', {})}
      >
        Clear everything…
      </button>
    </div>
    ${now.asking ? asked(now.asking) : nothing}
    <p role="status">${now.told}</p>
    ${now.report ? reported(now.report) : nothing} ${olderPage(now)}`;

function draw(): void {
  if (dialog?.isConnected) render(template(state), dialog);
}

/** Opens the dialog that tells what this browser keeps, and how it is exported, imported and cleared. */
export function openKeeping(): void {
  if (dialog?.open) return;
  if (!dialog?.isConnected) {
    dialog = document.createElement('dialog');
    dialog.id = 'keeping';
    dialog.setAttribute('aria-labelledby', 'keeping-title');
    document.body.append(dialog);
  }
  change({ asking: undefined, told: '', report: undefined });
  // It opens as it will stay; a database that answers late is not waited for.
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  void Promise.race([recount(), late]).then(() => {
    if (dialog?.isConnected && !dialog.open) dialog.showModal();
  });
}

/** Takes up what the older page has kept on this origin, each key once, quietly. Never rejects. */
export async function importOldPage(): Promise<void> {
  // A database that cannot be read now is asked again at the next start.
  await importOldOnce(hub().kept, base, items(), now(base)).catch(() => []);
}
