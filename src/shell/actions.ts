import { arrange, isArranging, resetLayout } from './arrange.ts';
import { notifies, turnNotify } from './attention.ts';
import { isKiosk, kiosk } from './kiosk.ts';
import { isPaused, refresh, turnForced, turnPause } from './modes.ts';
import { say } from './notice.ts';
import { isReplay } from './page.ts';
import { isEverythingOpen, openEverything } from './sections.ts';
import { THEMES, settings } from './settings.ts';
import { hub } from '../data/hub.ts';
import type { Action } from './page.ts';

/** Loads a part of the page that is needed now; says so where it cannot be had. */
export function use<T>(load: Promise<T>, then: (part: T) => void): void {
  load.then(then, () => say('This part of the page could not be loaded. Is the network there?'));
}

/** Opens the search for cards and actions. */
export const search = (): void => use(import('./palette.ts'), ({ openPalette }) => openPalette(actions));
/** Shows what this browser keeps, with export and import. */
export const keeping = (): void => use(import('./keeping.ts'), ({ openKeeping }) => openKeeping());
/** Opens a recorded moment. */
export const openPack = (): void => use(import('./pack-page.ts'), (replay) => replay.openPack());

/** Opens the slider over the last 24 h, or over what the pack has that the page shows, or leads back. */
export const rewind = (): void => {
  if (!isReplay() || new URL(location.href).searchParams.has('pack'))
    use(import('./rewind.ts'), ({ turnRewind }) => void turnRewind());
};

/** Changes the density of the page. */
export const turnCompact = (): void => settings.change(({ compact }) => ({ compact: !compact }));

/** All that an operator can do on this page by name, as things stand now; the search finds the cards by itself. */
export function actions(): Action[] {
  const themes = THEMES.map((theme): Action => ({
    id: `theme-${theme}`,
    title: theme === 'auto' ? 'Colours: as the system' : `Colours: ${theme}`,
    run: () => settings.change(() => ({ theme })),
  }));
  return [
    { id: 'refresh', title: 'Refresh all cards', keys: 'R', run: refresh },
    {
      id: 'pause',
      title: isPaused() ? 'Play: poll again in every tab' : 'Pause polling in every tab',
      keys: 'P',
      run: turnPause,
    },
    {
      id: 'force',
      title: hub().forced ? 'Wall screen: off' : 'Wall screen: poll though hidden or paused',
      run: turnForced,
    },
    {
      id: 'rewind',
      title: hub().timeTravel ? 'Back to live' : 'Rewind: go back in time',
      keys: 'T',
      run: rewind,
    },
    {
      id: 'notify',
      title: notifies() ? 'Notifications: off' : 'Notifications: when something gets worse',
      run: () => void turnNotify(),
    },
    { id: 'arrange', title: isArranging() ? 'Stop arranging' : 'Arrange the cards', run: () => arrange() },
    { id: 'reset', title: 'Reset layout', run: resetLayout },
    {
      id: 'everything',
      title: isEverythingOpen() ? 'Close what is calm' : 'Open all sections and cards',
      run: () => openEverything(),
    },
    { id: 'density', title: settings.now.compact ? 'Density: normal' : 'Density: compact', run: turnCompact },
    ...themes,
    { id: 'keeping', title: 'What is kept in this browser', run: keeping },
    { id: 'open-pack', title: 'Open a pack', run: openPack },
    { id: 'kiosk', title: isKiosk() ? 'Leave the kiosk view' : 'Kiosk view', run: () => kiosk(!isKiosk()) },
  ];
}
