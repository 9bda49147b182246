import { VERSION, isNewer, settingsFrom } from './settings.ts';
import { environmentsFrom } from './environment.ts';
import type { Settings } from './settings.ts';

const KEY = 'settings';
/** Whoever changes the settings has this lock: two pages may be open. */
const LOCK = 'mission-control/extension settings';

/** What a company has set by policy; empty where there is none, or the browser has no such storage. */
const managed = (): Promise<Record<string, unknown>> =>
  chrome.storage.managed.get(null).then(
    (found) => found,
    () => ({}),
  );

/** The settings, with the environments of the policy before the operator's own. */
export async function readSettings(): Promise<Settings> {
  const [policy, kept] = await Promise.all([managed(), keptSettings()]);
  return withPolicy(settingsFrom(kept), policy);
}

/** Puts the environments of a policy first; one of the operator's own with the same id stands back. */
export function withPolicy(settings: Settings, policy: Record<string, unknown>): Settings {
  const set = environmentsFrom(policy['environments'], true);
  const own = settings.environments.filter(({ id }) => !set.some((each) => each.id === id));
  return { ...settings, environments: [...set, ...own] };
}

const keptSettings = (): Promise<unknown> =>
  chrome.storage.local.get(KEY).then(
    (found) => found[KEY],
    () => undefined,
  );

/**
 * Changes some of the settings; what another page has set meanwhile stands. What a policy sets is never kept.
 * @returns why nothing was kept; empty where it was
 */
export function changeSettings(make: (was: Settings) => Partial<Settings>): Promise<string> {
  return navigator.locks.request(LOCK, async () => {
    const kept = await keptSettings();
    if (isNewer(kept))
      return 'A newer version of this extension keeps its settings here, so nothing was changed. Update this one.';
    const was = settingsFrom(kept);
    const next = { ...was, ...make(was) };
    const environments = next.environments.filter((each) => !each.managed);
    try {
      await chrome.storage.local.set({ [KEY]: { version: VERSION, ...next, environments } });
      return '';
    } catch {
      return 'The browser’s storage for this extension is full, so nothing was changed.';
    }
  });
}

/** Calls back whenever the settings or the policy have changed, here or on another page; answers how to stop. */
export function listenSettings(listener: () => void): () => void {
  const hear = (changes: Record<string, unknown>, area: string) => {
    if (area === 'managed' || (area === 'local' && KEY in changes)) listener();
  };
  chrome.storage.onChanged.addListener(hear);
  return () => chrome.storage.onChanged.removeListener(hear);
}
