import { isWorse, verdictFrom } from '../verdict.ts';
import { openPanel } from '../open-panel.ts';
import type { Standing } from './badge.ts';
import type { Verdict } from '../verdict.ts';

/** How each environment stood when it was looked at last, by its id: it outlives the browser. */
const REPORTED = 'reported';

/** The name of a notification: of each environment there is one, and a newer takes its place. */
const nameOf = (id: string): string => `environment/${id}`;

async function readReported(): Promise<Record<string, unknown>> {
  return ((await chrome.storage.local.get(REPORTED))[REPORTED] as Record<string, unknown> | undefined) ?? {};
}

/** Tells the operator of environments that stand worse than before, where that is wanted and allowed. */
export async function notifyOfWorse(standings: readonly Standing[], wanted: boolean): Promise<void> {
  const reported = await readReported();
  const allowed = wanted && (await chrome.permissions.contains({ permissions: ['notifications'] }));
  for (const { environment, verdict } of standings) {
    const before = verdictFrom(reported[environment.id]);
    // How things stood when watching began is no news.
    if (allowed && before && isWorse(verdict, before)) await send(environment.id, environment.name, verdict);
  }
  const now = Object.fromEntries(standings.map(({ environment: { id }, verdict }) => [id, verdict]));
  if (JSON.stringify(now) !== JSON.stringify(reported)) await chrome.storage.local.set({ [REPORTED]: now });
}

const WORDS = { bad: 'Critical', warn: 'Warning', unknown: 'Out of reach', ok: 'OK' } as const;

async function send(id: string, name: string, { level, headline }: Verdict): Promise<void> {
  await chrome.notifications.create(nameOf(id), {
    type: 'basic',
    iconUrl: chrome.runtime.getURL(`icons/${level}-128.png`),
    title: `${WORDS[level]} · ${name}`,
    message: headline,
  });
}

/** A click leads to the card that shows what is worst. */
async function opened(notification: string): Promise<void> {
  const id = /^environment\/(.+)$/.exec(notification)?.[1];
  if (id === undefined) return;
  const verdict = verdictFrom((await readReported())[id]);
  await openPanel({ environment: id, card: verdict?.card });
  await chrome.notifications.clear(notification);
}

/** Hears clicks on notifications, where the browser allows any; to be called each time the background starts. */
export function listenNotifications(): void {
  // The permission may come later, and with it this part of the browser.
  chrome.notifications?.onClicked.addListener((name) => void opened(name));
}
