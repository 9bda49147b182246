import { isObject } from '../../api/kinds.ts';
import { TARGET } from '../open-panel.ts';
import type { Target } from '../open-panel.ts';

/** What the panel was asked to show longer ago than this is over, in ms. */
const OVER_MS = 30_000;

/** Takes up what a notification or a frame on a page has asked the panel to show, now and later; each once. */
export function listenTarget(show: (target: Target) => unknown): void {
  const take = async () => {
    const raw = (await chrome.storage.session.get(TARGET))[TARGET];
    if (!isObject(raw) || !(Date.now() - Number(raw['at']) < OVER_MS)) return;
    await chrome.storage.session.remove(TARGET);
    const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined);
    await show({ environment: text('environment'), card: text('card') });
  };
  chrome.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && changes[TARGET]?.newValue !== undefined) void take();
  });
  // The search and links of the panel itself.
  addEventListener('hashchange', () => {
    const card = decodeURIComponent(location.hash.slice(1));
    if (card) void show({ card });
  });
  void take();
}
