import { hub } from '../data/hub.ts';
import { packOf } from '../data/pack.ts';
import { PACKS, openPack as opened, readPackText } from '../data/replay.ts';
import { stamp } from '../rules/words.ts';
import { isArranging } from './arrange.ts';
import { isKiosk } from './kiosk.ts';
import { base, element } from './page.ts';

/** Largest file that is read, in bytes. */
const LARGEST = 40_000_000;
/** Longest name that a pack is kept under, in characters. */
const LONGEST = 80;

const WHAT_TO_DO = 'Open another file (Menu, Open a pack…), or ask for this one again.';

/** What the bar needs, and what is not so while nothing is live. */
const LOOKS = `
  #replay {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    padding: 4px 16px;
    border-block-end: 1px solid var(--line);
    border-inline-start: 4px solid var(--warn);
    background: var(--surface);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  #replay p {
    flex: 1 1 240px;
    min-width: 0;
  }
  :root {
    scroll-padding-block-start: calc(var(--bar) + var(--stops) + var(--replay) + 8px);
  }
  @media (min-width: 761px) {
    .top {
      inset-block-start: var(--replay);
    }
  }
  #sections {
    inset-block-start: calc(var(--bar) + var(--replay));
  }
  :root[data-replay] :is(#environment, #mode, #refresh, #pause, #interval) {
    visibility: hidden;
  }
  :root[data-replay] #force {
    display: none;
  }
`;

let bar: HTMLElement | undefined;

/** Says something in the bar on top of the page, with one button. */
function tell(words: string, name: string, act: () => void): void {
  if (!bar) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOOKS);
    document.adoptedStyleSheets.push(sheet);
    bar = document.createElement('section');
    bar.id = 'replay';
    bar.ariaLabel = 'Recorded moment';
    const text = document.createElement('p');
    text.role = 'status';
    const button = document.createElement('button');
    button.type = 'button';
    bar.append(text, button);
    element('provider', HTMLElement).prepend(bar);
    // What stays in sight below it begins where it ends, however many lines it has.
    const measure = () =>
      document.documentElement.style.setProperty('--replay', `${bar?.offsetHeight ?? 0}px`);
    measure();
    new ResizeObserver(measure).observe(bar);
  }
  const [text, button] = bar.children;
  if (text) text.textContent = words;
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

const words = (now: number, of: string, more: string): string =>
  `Recorded moment: ${stamp(now).replace(/:\d\d UTC$/, ' UTC')} of ${of || 'a backend that is not named'}. Nothing here is live.${more}`;

/** Where a pack came from, for whoever followed a link. */
const origin = (pack: string): string =>
  pack.startsWith('kept:') ? ` Kept in this browser as ${pack.slice(5)}.` : ` Read from ${pack}.`;

async function tellMoment(pack: string | null, at: string): Promise<void> {
  try {
    if (pack !== null) {
      const { now, base: of, cut } = await opened(pack);
      const missing = cut.length > 0 ? ` Not all had room: the oldest of ${cut.join(', ')} is missing.` : '';
      return tell(words(now, of, origin(pack) + missing), 'Back to live', backToLive);
    }
    const now = Date.parse(at);
    if (Number.isNaN(now)) throw new Error(`at="${at}" is not a time such as 2026-03-21T05:40Z.`);
    tell(words(now, base, ' As far as this browser kept it.'), 'Back to live', backToLive);
  } catch (reason) {
    tell(`${sentence(reason)} ${pack === null ? '' : WHAT_TO_DO}`.trim(), 'Back to live', backToLive);
  }
}

/** Whether something else is open that Escape closes, or somebody types. */
function isTaken(event: KeyboardEvent): boolean {
  const [at] = event.composedPath();
  return (
    document.querySelector('dialog[open], :popover-open') !== null ||
    isKiosk() ||
    isArranging() ||
    (at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select')))
  );
}

/** Escape leads back to live, unless it was for something else. */
function listenEscape(): void {
  let taken = false;
  // What is open is looked at before anybody closes it, and what was done with the key after everybody had it.
  addEventListener('keydown', (event) => (taken = isTaken(event)), { capture: true });
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented && !taken) backToLive();
  });
}

/** Shows the recorded moment that the address asks for: `?pack=…` or `?at=…`. */
export function replaying(): void {
  const asked = new URL(location.href).searchParams;
  const pack = asked.get('pack');
  const at = asked.get('at');
  if (pack === null && at === null) return;
  document.documentElement.toggleAttribute('data-replay', true);
  // A pack that cannot be read leaves the cards empty: where a moment was asked for, nothing live may pass for it.
  element('provider', HTMLElement).setAttribute(pack === null ? 'at' : 'pack', pack ?? at ?? '');
  tell('Looking for the recorded moment…', 'Back to live', backToLive);
  listenEscape();
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
    if (file.size > LARGEST) throw new Error(`${file.name} is too large to be a pack of Mission Control.`);
    const pack = readPackText(await file.text(), file.name);
    const name = nameFor(file.name);
    const { kept } = hub();
    // What was read is kept, and not what came: it is masked, and nothing unknown is in it.
    kept.put(PACKS + name, packOf(pack, pack.cut));
    await kept.flush();
    if (kept.notSaved) throw new Error(`${kept.notSaved} A pack has to be kept here before it can be shown.`);
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
