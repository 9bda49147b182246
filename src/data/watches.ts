import { hub } from './hub.ts';
import { same } from './same.ts';
import type { SharedClock } from './hub-contract.ts';

/**
 * Looks at what the cards of the page say of themselves.
 * @param changed called when one has come, has gone, or has become too old or fresh again
 * @returns what is to be called from time to time
 */
export function watchPage(changed: () => void): () => void {
  let seen: unknown;
  return () => {
    // An age is told by the clock; only of what is too old does it tell something new.
    const page = hub().page.map((card) => (card.stale || card.at === undefined ? card : { ...card, at: 0 }));
    if (same(page, seen)) return;
    seen = page;
    changed();
  };
}

/**
 * Looks at whether a clock was set, so that all that was judged by it is judged anew, in either direction.
 * @param clock the clock of the base
 * @param stalesAt when what is known becomes too old, in server time
 * @returns what is to be called from time to time
 */
export function watchTime(
  clock: Pick<SharedClock, 'now' | 'offset'>,
  stalesAt: () => number,
  changed: () => void,
): () => void {
  let wasStale = false;
  let { offset } = clock;
  let latest = clock.now();
  return () => {
    const now = clock.now();
    const isStale = now >= stalesAt();
    // Time that only goes on faster, as after a sleep, makes things too old, and nothing else.
    const wasSet = now < latest - 1000 || Math.abs(clock.offset - offset) >= 1000;
    latest = now;
    if (isStale === wasStale && !wasSet) return;
    wasStale = isStale;
    ({ offset } = clock);
    changed();
  };
}
