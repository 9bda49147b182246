import { hub } from '../data/hub.ts';
import { goTo, listenTones, toneOf } from './tally.ts';
import { findingsNow, listenFindings } from './findings.ts';
import { isSilent, placeOf, seenPlaces, titleOf } from './layout.ts';
import { say } from './notice.ts';
import { base, element, isReplay } from './page.ts';
import { settings } from './settings.ts';

/** How a page stands as a whole, worst last; each with its shape and the icon that shows it. */
const LEVELS = [
  ['ok', '', 'icon.svg'],
  ['unknown', '○', 'icon-unknown.svg'],
  ['warn', '▲', 'icon-warn.svg'],
  ['bad', '■', 'icon-bad.svg'],
] as const;

/** What a notification is called: a newer one takes the place of the one before, from every tab of this origin. */
const TAG = 'mission-control';

/** The page as a whole, at one time. */
interface Standing {
  /** The place in {@link LEVELS}. */
  level: number;
  /** How many causes are as bad as that; cards, where no cause stands or none was judged. */
  cards: number;
  /** While a card still looks for its data, nothing is said of what is unknown. */
  settled: boolean;
}

let name = 'Mission Control';
let reported: Standing | undefined;
let shown: Notification | undefined;
/** Whether this tab polls though it is hidden because it would notify. */
let watching = false;

const counted = () => seenPlaces().filter((place) => !isSilent(place));

/** The worst tone of the page. Single cards that know nothing are no news; none that knows anything is. */
function standing(): Standing {
  const places = counted();
  const tones = places.map(toneOf);
  const settled = places.every(({ card }) => ![null, 'loading'].includes(card.getAttribute('phase')));
  const causes = findingsNow();
  for (const level of [3, 2]) {
    const cards = (causes?.map(({ tone }) => tone) ?? tones).filter(
      (tone) => tone === LEVELS[level]?.[0],
    ).length;
    if (cards > 0) return { level, cards, settled };
  }
  const known = tones.some((tone) => tone === 'ok' || tone === 'info');
  return { level: known || !settled ? 0 : 1, cards: known ? 0 : tones.length, settled };
}

/** Says the worst tone in the title and in the icon of the tab. */
function tell(now: Standing): void {
  const { timeTravel } = hub();
  const [, shape, icon] = LEVELS[now.level] ?? LEVELS[0];
  const still = timeTravel !== undefined || isReplay();
  const title = still ? `↺ ${name}` : shape ? `${shape} ${now.cards} · ${name}` : name;
  if (document.title !== title) document.title = title;
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const href = still ? LEVELS[0][2] : icon;
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href);
}

/** What the page is called, without what it says of itself. */
export function callPage(label: string): void {
  name = label;
  tell(standing());
}

const isAllowed = (): boolean => 'Notification' in globalThis && Notification.permission === 'granted';

/** Whether the operator is told of what gets worse while the page is hidden. */
export const notifies = (): boolean => settings.now.notify && isAllowed();

function notify({ level, cards }: Standing): void {
  const finding = findingsNow()?.find(({ tone }) => tone === LEVELS[level]?.[0]);
  const worst = finding
    ? placeOf(finding.card)
    : counted().find((place) => toneOf(place) === LEVELS[level]?.[0]);
  if (!worst) return;
  const label = { 1: 'No data', 2: 'Warning', 3: 'Critical' }[level] ?? '';
  const first = finding?.headline ?? titleOf(worst);
  const more = cards > 1 ? `${first}; +${cards - 1} more` : first;
  try {
    shown?.close();
    shown = new Notification(`${label} · ${name}`, { body: more, tag: TAG });
    shown.onclick = () => {
      focus();
      goTo(worst);
      shown?.close();
    };
  } catch {
    // Some browsers let only service workers do this; the next click on the button says so.
    settings.change(() => ({ notify: false }));
  }
}

function heed(): void {
  const now = standing();
  tell(now);
  // The past that is shown is no news, and a card that is being loaded not yet any.
  if (hub().timeTravel || isReplay() || !now.settled) return;
  const worse = reported !== undefined && now.level > reported.level;
  reported = now;
  if (worse && document.hidden && notifies()) notify(now);
}

/** A hidden page polls for nobody; one that would notify polls on, unless polling is paused. */
function watch(): void {
  if (!document.hidden) shown?.close();
  const wanted = document.hidden && notifies() && hub().pausedSince(base) === undefined && !isReplay();
  if (wanted === watching || (wanted && hub().forced)) return;
  watching = wanted;
  hub().forced = wanted;
}

/** Turns notifications on or off. Asks the browser where it has not been asked, and says what became of it. */
export async function turnNotify(): Promise<void> {
  if (notifies()) {
    settings.change(() => ({ notify: false }));
    return say('Notifications are off.');
  }
  if (!isSecureContext)
    return say('Browsers allow notifications over https only, so this page cannot send any.');
  if (!('Notification' in globalThis)) return say('This browser has no notifications.');
  const answer = await Notification.requestPermission();
  if (answer === 'denied')
    return say(
      'This browser refuses notifications from this page. Its settings for this site can allow them.',
    );
  if (answer !== 'granted') return say('Nothing was allowed, so notifications stay off.');
  settings.change(() => ({ notify: true }));
  say(
    'You are told when the worst finding gets worse while this tab is hidden; the tab goes on polling for it.',
  );
}

/** Where the browser's settings have come to forbid what they allowed, notifications are off, and that is said. */
function heedPermission(): void {
  if (!settings.now.notify || isAllowed()) return;
  settings.change(() => ({ notify: false }));
  say('This browser no longer allows notifications from this page, so they are off.');
}

async function watchPermission(): Promise<void> {
  heedPermission();
  const permission = await navigator.permissions.query({ name: 'notifications' });
  permission.addEventListener('change', heedPermission);
}

/** Keeps title and icon true, and tells what gets worse while nobody looks. */
export function startAttention(): void {
  const button = element('notify', HTMLButtonElement);
  button.addEventListener('click', () => void turnNotify());
  const show = () => button.setAttribute('aria-pressed', String(notifies()));
  show();
  settings.listen(() => {
    show();
    watch();
  });
  listenTones(heed);
  listenFindings(heed);
  hub().listenMode(() => {
    tell(standing());
    watch();
  });
  document.addEventListener('visibilitychange', watch);
  // Where a browser does not tell of it, it is noticed at the next start.
  watchPermission().catch(() => undefined);
}
