/** What the extension keeps: all of it goes into one file, of the format of the shell, and comes from one. */
import { html, nothing } from 'lit';
import { save } from '../../card/save.ts';
import { eventLogs } from '../../data/event-logs.ts';
import { hub } from '../../data/hub.ts';
import { logShapes } from '../../data/log-shapes.ts';
import { maskPack } from '../../data/pack-read.ts';
import { plural } from '../../domain/format/values.ts';
import { clear } from '../../store/clear.ts';
import { exportFile, exportName, exportStore } from '../../store/export.ts';
import { importText } from '../../store/import.ts';
import { isNewer, settingsFrom, VERSION } from '../settings.ts';
import { changeSettings, readSettings } from '../storage.ts';
import type { TemplateResult } from 'lit';
import type { Settings } from '../settings.ts';

/** The text of the settings that goes into a file: what a policy sets is the company's, and tokens lie elsewhere. */
export async function settingsText(): Promise<string> {
  const settings = await readSettings();
  const environments = settings.environments.filter(({ managed }) => !managed);
  return JSON.stringify({ version: VERSION, ...settings, environments });
}

/**
 * What comes of the settings of a file: environments that are not here yet are taken, the looks where none were chosen.
 * Permissions do not travel: each is asked for again.
 */
export function mergedSettings(here: Settings, text: string): Partial<Settings> | string {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'The settings of the file could not be read, so they stay as they are.';
  }
  if (isNewer(raw))
    return 'The settings of the file are of a newer version of this extension, so they stay as they are.';
  const found = settingsFrom(raw);
  const known = new Set(here.environments.flatMap(({ id, base }) => [id, base]));
  const fresh = found.environments.filter(({ id, base }) => !known.has(id) && !known.has(base));
  const untouched = here.environments.length === 0;
  return {
    environments: [...here.environments, ...fresh.map((each) => ({ ...each, keepToken: false }))],
    ...(untouched && {
      cards: found.cards,
      pinned: found.pinned,
      compact: found.compact,
      theme: found.theme,
    }),
  };
}

/** The part of the options page about what is kept. */
export class Kept {
  #sentences: readonly string[] = [];
  #asking = false;
  #busy = false;

  /** @param draw draws the page */
  constructor(readonly draw: () => void) {}

  template(): TemplateResult {
    return html`<section aria-labelledby="kept-heading">
      <h2 id="kept-heading">Kept in this browser</h2>
      <p>
        Environments, the last answers and their history, and what was written on cards. A file has all of it
        but tokens; the page of Mission Control reads it too.
      </p>
      <p class="row">
        <button type="button" id="export" ?disabled=${this.#busy} @click=${() => void this.#export()}>
          Export…
        </button>
        <button type="button" ?disabled=${this.#busy} @click=${() => this.#file()?.click()}>Import…</button>
        <input
          id="import"
          type="file"
          accept=".json,application/json"
          aria-label="Import a file"
          hidden
          @change=${this.#picked}
        />
        ${
          this.#asking
            ? html`<button type="button" id="clear-now" @click=${() => void this.#clear()}>
                  Clear all history and notes
                </button>
                <button type="button" @click=${() => this.#ask(false)}>Keep it</button>`
            : html`<button type="button" id="clear" ?disabled=${this.#busy} @click=${() => this.#ask(true)}>
                Clear…
              </button>`
        }
      </p>
      <div role="status" class="result">
        ${this.#sentences.length > 0 ? this.#sentences.map((sentence) => html`<p>${sentence}</p>`) : nothing}
      </div>
    </section>`;
  }

  readonly #file = () => document.querySelector<HTMLInputElement>('#import');

  #say(...sentences: string[]): void {
    this.#sentences = sentences;
    this.draw();
  }

  #ask(asking: boolean): void {
    this.#asking = asking;
    this.#say(...(asking ? ['Environments stay. What is cleared is gone for good: export it first.'] : []));
    document.querySelector<HTMLElement>(asking ? '#clear-now' : '#clear')?.focus();
  }

  async #doing(work: () => Promise<string[]>): Promise<void> {
    this.#busy = true;
    this.#say('Working…');
    const sentences = await work().catch((reason: unknown) => [
      `That failed: ${reason instanceof Error ? reason.message : String(reason)}.`,
    ]);
    this.#busy = false;
    this.#say(...sentences);
  }

  readonly #export = (): Promise<void> =>
    this.#doing(async () => {
      const exported = await exportStore(hub().store, Date.now(), await settingsText());
      const name = exportName(exported);
      save(exportFile(exported), name);
      const entries = plural(Object.keys(exported.entries).length, 'entry', 'entries');
      return [`${name}: ${entries}, no token. ${exported.incomplete ?? ''}`.trim()];
    });

  readonly #picked = (): void => {
    const input = this.#file();
    const file = input?.files?.[0];
    if (!input || !file) return;
    void this.#import(file).then(() => (input.value = ''));
  };

  #import(file: Blob): Promise<void> {
    return this.#doing(async () => {
      const report = await importText(hub().store, await file.text(), {
        base: location.origin,
        now: (base) => hub().clock(base).now(),
        events: eventLogs,
        logs: logShapes,
        pack: maskPack,
      });
      const sentences = [...report.taken, ...report.leftOut, ...report.notes];
      if (report.settings !== undefined) sentences.push(await takeSettings(report.settings));
      return sentences.length > 0 ? sentences : ['All of it was here already.'];
    });
  }

  readonly #clear = (): Promise<void> => {
    this.#asking = false;
    return this.#doing(async () => [
      (await clear(hub().store))
        ? 'All history and notes were cleared.'
        : 'The browser did not let go of all of it.',
    ]);
  };
}

/** Takes up the settings of a file, and says what became of them. */
async function takeSettings(text: string): Promise<string> {
  const here = await readSettings();
  const merged = mergedSettings(here, text);
  if (typeof merged === 'string') return merged;
  const problem = await changeSettings(() => merged);
  if (problem) return problem;
  const fresh = (merged.environments?.length ?? 0) - here.environments.length;
  return fresh > 0
    ? `${plural(fresh, 'environment')} taken. Press Edit and Save to allow each to be read.`
    : 'Its environments were here already.';
}
