/** What runs behind the pages: a service worker in Chrome and Edge, an event page in Firefox. It may be ended at any moment. */
import { releaseRead } from '../../data/release-reads.ts';
import { listenSettings, readSettings } from '../storage.ts';
import { keepStandings, readStandings } from '../standings.ts';
import { doubtBadge, showBadge } from './badge.ts';
import { verdictNow } from './look.ts';
import { listenNotifications, notifyOfWorse } from './notify.ts';
import { listenToolbar } from './toolbar.ts';
import type { Environment } from '../environment.ts';
import type { Found } from '../standings.ts';
import type { Standing } from './badge.ts';

const ALARM = 'poll';
/** So many intervals without a look, and what the badge says is not known any more. */
const MISSED = 2;

/**
 * Looks at every watched environment and shows how they stand: one look after the other, since what asks for one during
 * another, such as an environment that was just saved, is not in that one yet.
 */
const lookAround = (): Promise<void> => navigator.locks.request('mission-control/extension look', look);

async function look(): Promise<void> {
  const { environments, interval, notify } = await readSettings();
  const watched = environments.filter(({ watch }) => watch);
  const every = interval * 1000;
  await doubtIfSilent(watched, every);
  const found = await Promise.all(watched.map((environment) => foundOf(environment, every)));
  const standings = watched.map((environment, index): Standing => {
    const { verdict } = found[index] ?? NOBODY;
    return { environment, verdict };
  });
  await Promise.all([
    showBadge(standings),
    keepStandings({
      at: Date.now(),
      found: new Map(watched.map(({ id }, index) => [id, found[index] ?? NOBODY])),
    }),
    notifyOfWorse(standings, notify),
  ]);
}

const NOBODY: Found = { verdict: { level: 'unknown', count: 0, headline: 'No answer yet.', ids: [] } };

async function foundOf(environment: Environment, every: number): Promise<Found> {
  const { verdict, state } = await verdictNow(environment, every);
  const deployment = releaseRead.from(state?.routes.status?.last?.json)?.deployment?.id;
  return { verdict, ...(deployment !== undefined && { deployment }) };
}

/** After a sleep, or a death, the badge is not to go on saying what it said before. */
async function doubtIfSilent(watched: readonly Environment[], every: number): Promise<void> {
  const before = await readStandings();
  const silence = before && Date.now() - before.at;
  if (silence === undefined || silence > MISSED * every) await doubtBadge(watched, silence);
}

/** The one thing that wakes this up: an alarm as often as the operator wants, while anything is watched. */
async function setAlarm(): Promise<void> {
  const { environments, interval } = await readSettings();
  if (!environments.some(({ watch }) => watch)) return void (await chrome.alarms.clear(ALARM));
  const periodInMinutes = interval / 60;
  const alarm = await chrome.alarms.get(ALARM);
  if (alarm?.periodInMinutes !== periodInMinutes) await chrome.alarms.create(ALARM, { periodInMinutes });
}

// A browser tells what has woken this only to those who listen in the first turn.
chrome.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void chrome.runtime.openOptionsPage();
});
chrome.runtime.onStartup.addListener(() => void lookAround());
chrome.alarms.onAlarm.addListener(({ name }) => {
  if (name === ALARM) void lookAround();
});
listenSettings(() => {
  void setAlarm();
  void lookAround();
});
listenNotifications();
listenToolbar();
void setAlarm();
