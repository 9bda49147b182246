import { parseTime } from '../api/parse-time.ts';
import { hub } from '../data/hub.ts';
import { packOf } from '../data/pack.ts';
import { LARGEST_PACK, PACKS, openPack as opened } from '../data/pack-open.ts';
import { readPackText } from '../data/pack-read.ts';
import { stamp } from '../domain/format/values.ts';
import { listenEscape, raiseBar } from './bar.ts';
import { base, element } from './page.ts';

/** Longest name that a pack is kept under, in characters. */
const LONGEST = 80;

const WHAT_TO_DO = 'Open another file (Menu, Open a pack…), or ask for this one again.';

let bar: HTMLElement | undefined;

/** Says something in the bar on top of the page, with one button. */
function tell(label: string, name: string, act: () => void): void {
  if (!bar) {
    bar = raiseBar('replay', 'Recorded moment');
    const text = document.createElement('p');
    text.role = 'status';
    const button = document.createElement('button');
    button.type = 'button';
    bar.append(text, button);
  }
  const [text, button] = bar.children;
  if (text) text.textContent = label;
  if (button instanceof HTMLButtonElement) {
    button.textContent = name;
    button.onclick = act;
  }
  bar.hidden = false;
}

const sentence = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/** The page without its recorded moment. */
function backToLive(): void {
  const url = new URL(location.href);
  for (const name of ['pack', 'at']) url.searchParams.delete(name);
  location.assign(url);
}

const label = (now: number, of: string, more: string): string =>
  `Recorded moment: ${stamp(now).replace(/:\d\d UTC$/, ' UTC')} of ${of || 'a backend that is not named'}. Nothing here is live.${more}`;

/** Where a pack came from, for whoever followed a link. */
const origin = (pack: string): string =>
  pack.startsWith('kept:') ? ` Kept in this browser as ${pack.slice(5)}.` : ` Read from ${pack}.`;

async function tellMoment(pack: string | null, at: string): Promise<void> {
  try {
    if (pack !== null) {
      const { now, base: of, cut } = await opened(pack);
      const missing = cut.length > 0 ? ` Not all had room: the oldest of ${cut.join(', ')} is missing.` : '';
      return tell(label(now, of, origin(pack) + missing), 'Back to live', backToLive);
    }
    const now = parseTime(at);
    if (Number.isNaN(now)) throw new Error(`at="${at}" is not a time such as 2026-03-21T05:40Z.`);
    tell(label(now, base, ' As far as this browser kept it.'), 'Back to live', backToLive);
  } catch (reason) {
    tell(`${sentence(reason)} ${pack === null ? '' : WHAT_TO_DO}`.trim(), 'Back to live', backToLive);
  }
}

/** Shows the recorded moment that the address asks for: `?pack=…` or `?at=…`. */
export function replaying(): void {
  const asked = new URL(location.href).searchParams;
  const pack = asked.get('pack');
  const at = asked.get('at');
  if (pack === null && at === null) return;
  document.documentElement.toggleAttribute('data-replay', true);
  // A pack that cannot be read leaves the cards empty: where a moment was asked for, nothing live may pass for it.
  const provider = element('provider', HTMLElement);
  document.documentElement.toggleAttribute('data-pack', pack !== null);
  if (pack !== null) provider.setAttribute('pack', pack);
  if (at !== null) provider.setAttribute('at', at);
  tell('Looking for the recorded moment…', 'Back to live', backToLive);
  // Where the slider is open, Escape closes that.
  listenEscape(() => {
    if (!document.documentElement.hasAttribute('data-past')) backToLive();
  });
  void tellMoment(pack, at ?? '');
}

/** What a pack of a file is kept under: the file's name, or when it was opened. */
const nameFor = (file: string): string =>
  file
    .replace(/\.json$/i, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, LONGEST) || new Date().toISOString().replace(/[:.]/g, '-');

/** Keeps the pack of a file in this browser and shows it, or says in the bar why it cannot be shown. */
export async function takePack(file: File): Promise<void> {
  try {
    if (file.size > LARGEST_PACK)
      throw new Error(`${file.name} is too large to be a pack of Mission Control.`);
    const pack = readPackText(await file.text(), file.name);
    const name = nameFor(file.name);
    const { store } = hub();
    // What was read is kept, and not what came: it is masked, and nothing unknown is in it.
    store.put(PACKS + name, packOf(pack, pack.cut));
    await store.flush();
    if (store.notSaved)
      throw new Error(`${store.notSaved} A pack has to be kept here before it can be shown.`);
    const url = new URL(location.href);
    url.searchParams.delete('at');
    url.searchParams.set('pack', `kept:${name}`);
    location.assign(url);
  } catch (reason) {
    const close = () => void (bar && (bar.hidden = true));
    const replays = document.documentElement.hasAttribute('data-replay');
    tell(
      `${sentence(reason)} ${WHAT_TO_DO}`,
      replays ? 'Back to live' : 'Close',
      replays ? backToLive : close,
    );
  }
}

/** Lets the operator choose the file of a pack, and shows it. */
export function openPack(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.hidden = true;
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    input.remove();
    if (file) void takePack(file);
  });
  input.addEventListener('cancel', () => input.remove());
  document.body.append(input);
  input.click();
}
