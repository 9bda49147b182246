import { render } from 'lit';
import { eventLogs } from '../data/event-logs.ts';
import { logShapes } from '../data/log-shapes.ts';
import { maskPack } from '../data/pack-read.ts';
import { hub } from '../data/hub.ts';
import { SELECTED, copied } from '../card/copy.ts';
import { save } from '../card/save.ts';
import { plural } from '../domain/format/values.ts';
import { clear } from '../store/clear.ts';
import { exportFile, exportStore, exportName } from '../store/export.ts';
import { importFile as takeUp } from '../store/import.ts';
import { inventory } from '../store/inventory.ts';
import { SNIPPET, importOld, importOldOnce, importedOld, oldItems, reportOf } from '../store/old-page.ts';
import { template } from './keeping-view.ts';
import { base } from './page.ts';
import { SETTINGS, readSettings } from './settings.ts';
import type { Clearing } from '../store/clear.ts';
import type { DialogActions, State } from './keeping-view.ts';

/** How long the dialog waits for what it shows, in ms. */
const DIALOG_TIMEOUT_MS = 300;

let dialog: HTMLDialogElement | undefined;
let state: State = { old: [], reports: [], result: '', busy: false };

const now = (of: string): number => hub().clock(of).now();
const items = (): Record<string, string> => oldItems(() => localStorage);

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
    inventory(hub().store),
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
  change({ busy: true, result: 'Working…', report: undefined });
  try {
    change(await work());
  } catch (reason) {
    change({ result: `That failed: ${reason instanceof Error ? reason.message : String(reason)}` });
  } finally {
    change({ busy: false });
  }
  await recount();
}

const saveAll = (): Promise<void> =>
  doing(async () => {
    const exported = await exportStore(hub().store, Date.now(), settingsText());
    const name = exportName(exported);
    save(exportFile(exported), name);
    const entries = plural(Object.keys(exported.entries).length, 'entry', 'entries');
    return { result: `${name}: ${entries}. ${exported.incomplete ?? ''}`.trim() };
  });

/** Takes up a file and says what became of it. */
export const importFile = (file: Blob): Promise<void> =>
  doing(async () => {
    const report = await takeUp(hub().store, file, {
      base,
      now,
      events: eventLogs,
      logs: logShapes,
      pack: maskPack,
    });
    const notes = [...report.notes];
    if (report.settings !== undefined) notes.push(takeSettings(report.settings));
    const nothingNew = report.taken.length === 0 && report.leftOut.length === 0;
    return {
      report: { ...report, notes },
      result: nothingNew ? 'All of it was here already.' : 'The file was read.',
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
    const { account } = await importOld(hub().store, base, items(), now(base));
    return { report: account.report, result: 'The older page’s entries were read.' };
  });

/** Ends the asking; the button that was pressed is gone, so the focus goes to what is left to do. */
function stopAsking(): void {
  change({ asking: undefined });
  dialog?.querySelector<HTMLElement>('#import')?.focus();
}

const clearNow = ({ what, clearing }: NonNullable<State['asking']>): Promise<void> =>
  doing(async () => {
    stopAsking();
    const gone = await clear(hub().store, clearing);
    return { result: gone ? `Cleared: ${what}.` : `This browser did not let go of ${what}.` };
  });

async function ask(what: string, clearing: Clearing): Promise<void> {
  change({ asking: { what, clearing }, result: '' });
  await Promise.resolve();
  dialog?.querySelector<HTMLElement>('#clear-now')?.focus();
}

/** Copies the snippet; without the clipboard API it selects the text. */
async function copy(): Promise<void> {
  const done = await copied(SNIPPET, dialog?.querySelector('pre'));
  change({ result: done ? 'The snippet was copied.' : SELECTED });
}

/** What can be done in the dialog. */
const events: DialogActions = {
  saveAll,
  choose: () => dialog?.querySelector('input')?.click(),
  picked,
  importHere,
  ask,
  clearNow,
  stopAsking,
  copy,
  close: () => dialog?.close(),
};

function draw(): void {
  if (dialog?.isConnected) render(template(state, events), dialog);
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
  change({ asking: undefined, result: '', report: undefined });
  // It opens as it will stay; a database that answers late is not waited for.
  const late = new Promise((resolve) => setTimeout(resolve, DIALOG_TIMEOUT_MS));
  void Promise.race([recount(), late]).then(() => {
    if (dialog?.isConnected && !dialog.open) dialog.showModal();
  });
}

/** Takes up what the older page has kept on this origin, each key once, quietly. Never rejects. */
export async function importOldPage(): Promise<void> {
  // A database that cannot be read now is asked again at the next start.
  await importOldOnce(hub().store, base, items(), now(base)).catch(() => []);
}
