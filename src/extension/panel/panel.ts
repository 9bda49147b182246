/** The panel beside any page: how an environment stands, its problems first, and the operator's cards. */
import '../../shell/autoload.ts';
import '../../card/define-provider.ts';
import { html, render } from 'lit';
import { McProvider } from '../../card/provider.ts';
import { configOf } from '../environment.ts';
import { followPage, offerOf } from '../follow.ts';
import { takeUpTheme } from '../looks.ts';
import { selectedOf } from '../settings.ts';
import { deploymentsIn, listenStandings, readStandings } from '../standings.ts';
import { changeSettings, listenSettings, readSettings } from '../storage.ts';
import { tokenOf } from '../tokens.ts';
import { chooseCards } from './choose.ts';
import { FindingWatch } from './finding-watch.ts';
import { groupsOf, moved } from './groups.ts';
import { bar, verdict } from './head-view.ts';
import { drawPlaces, drawWhenLeft, goToPlace, titleOf } from './places.ts';
import { listenKeys, openSearch } from './search.ts';
import { listenTarget } from './target.ts';
import type { Environment } from '../environment.ts';
import type { Settings } from '../settings.ts';
import type { HeadActions } from './head-view.ts';

const element = <E extends HTMLElement>(id: string, kind: new () => E): E => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}.`);
  return found;
};

const head = element('head', HTMLElement);
const main = element('cards', HTMLElement);
const provider = element('provider', McProvider);

let settings: Settings;
let environment: Environment | undefined;
/** The address of the page beside, where it may be seen. */
let beside: string | undefined;
let deployments = new Map<string, string>();
/** What was opened for this visit. */
let shown: readonly string[] = [];
let arranging = false;
let said = '';

const watch = new FindingWatch(() => draw());

/** Changes the settings, and says where they could not be kept. */
async function change(make: (was: Settings) => Partial<Settings>): Promise<void> {
  said = await changeSettings(make);
  draw();
}

/** Shows an environment: every card of the panel turns to it. */
async function show(next: Environment | undefined): Promise<void> {
  environment = next;
  if (!next) {
    watch.stop();
    return draw();
  }
  const token = await tokenOf(next);
  if (environment !== next) return;
  const giver = token && (() => token);
  provider.origins = token ? [new URL(next.base).origin] : [];
  provider.token = giver;
  provider.apiBase = next.base;
  provider.refresh = settings.interval;
  provider.config = configOf(next);
  watch.watch(next, settings.interval * 1000, giver);
  draw();
}

/** Opens a card, wherever it stands, or for this visit where it stands nowhere. */
function openCard(tag: string): void {
  if (!document.getElementById(tag)) {
    shown = [...shown, tag];
    (document.activeElement as HTMLElement | null)?.blur();
    draw();
  }
  goToPlace(tag);
}

const refresh = (): void => {
  void watch.refresh();
  for (const card of main.querySelectorAll<HTMLElement & { reload?: () => Promise<void> }>(
    '.place > :last-child',
  ))
    void card.reload?.();
};

const turnPause = (): void => watch.pause(!watch.paused);
const turnCompact = (): Promise<void> => change(({ compact }) => ({ compact: !compact }));
const turnArranging = (): void => {
  arranging = !arranging;
  draw();
};
const turnCard = (tag: string, on: boolean): Promise<void> =>
  change(({ cards, pinned }) => ({
    cards: on ? [...cards.filter((each) => each !== tag), tag] : cards.filter((each) => each !== tag),
    pinned: on ? pinned : pinned.filter((each) => each !== tag),
  }));
const choose = (): void =>
  chooseCards(
    () => settings.cards,
    (tag, on) => void turnCard(tag, on),
  );
const options = (): void => void chrome.runtime.openOptionsPage();
const tab = (): void => void chrome.tabs.create({ url: location.href });

/** What is done from the menu leads away from it. */
const leaving = (act: () => unknown) => (): void => {
  document.getElementById('menu')?.hidePopover();
  act();
};

const actions: HeadActions = {
  choose: (id) => void change(() => ({ selected: id })),
  search: () => search(),
  refresh: leaving(refresh),
  pause: leaving(turnPause),
  compact: leaving(turnCompact),
  cards: leaving(choose),
  arrange: leaving(turnArranging),
  options: leaving(options),
  tab: leaving(tab),
  goTo: openCard,
};

const search = (): void =>
  openSearch({
    titles: titleOf,
    open: openCard,
    actions: [
      ['Refresh', refresh],
      [watch.paused ? 'Resume polling' : 'Pause polling', turnPause],
      ['Choose cards', choose],
      ['Arrange the cards', turnArranging],
      ['Compact', () => void turnCompact()],
      ['Environments and options', options],
      ...settings.environments.map(({ id, name }): [string, () => void] => [
        `Show ${name}`,
        () => actions.choose(id),
      ]),
    ],
  });

function draw(): void {
  if (!environment) return drawWelcome();
  const picture = watch.picture;
  const { environments, compact } = settings;
  const offer = offerOf(beside, environments, environment, deployments);
  const seen = { environments, environment, picture, paused: watch.paused, arranging, compact, said, inTab };
  render(
    html`${bar(seen, actions)}
    ${
      offer && offer.environment.id !== environment.id
        ? html`<p class="elsewhere">
            This page is about ${offer.environment.name}.
            <button type="button" @click=${() => actions.choose(offer.environment.id)}>Show it</button>
          </p>`
        : ''
    }
    ${verdict(seen, actions)}`,
    head,
  );
  const here = offer?.environment.id === environment.id ? offer : undefined;
  const groups = groupsOf({ settings, findings: picture?.findings ?? [], offer: here, shown });
  drawPlaces(main, groups, compact, arranging ? tools : undefined);
}

const tools = {
  get pinned() {
    return settings.pinned;
  },
  move: (tag: string, by: number) =>
    void change(({ cards, pinned }) =>
      pinned.includes(tag) ? { pinned: moved(pinned, tag, by) } : { cards: moved(cards, tag, by) },
    ),
  pin: (tag: string, on: boolean) =>
    void change(({ pinned }) => ({ pinned: on ? [...pinned, tag] : pinned.filter((each) => each !== tag) })),
  remove: (tag: string) => void turnCard(tag, false),
};

function drawWelcome(): void {
  render(
    html`<div class="welcome">
      <h1>Mission Control</h1>
      <p>No environment is set. Enter the address of a Beak API, and its cards stand here.</p>
      <button type="button" class="main" @click=${options}>Set an environment</button>
    </div>`,
    head,
  );
  render('', main);
}

/** A side panel is no tab. */
const inTab = (await chrome.tabs.getCurrent()) !== undefined;

async function takeUp(): Promise<void> {
  settings = await readSettings();
  takeUpTheme(settings);
  await show(selectedOf(settings));
}

async function takeUpStandings(): Promise<void> {
  deployments = deploymentsIn(await readStandings());
  draw();
}

await takeUp();
await takeUpStandings();
drawWhenLeft(main);
listenSettings(() => void takeUp());
listenStandings(() => void takeUpStandings());
listenKeys({ search, refresh, pause: turnPause });
followPage((address) => {
  beside = address;
  draw();
});
listenTarget(async ({ environment: id, card }) => {
  if (id !== undefined && id !== environment?.id) await change(() => ({ selected: id }));
  await takeUp();
  if (card) openCard(card);
});
