import type { PinEvent } from '../../src/domain/operator/pin-events.ts';

/** An id that the operator keeps an eye on; `pinnedAt` in ms since 1970 UTC. */
export interface Pin {
  item: string;
  pinnedAt: number;
}

/** So many ids may be pinned, and so long may one be, in characters. */
export const MOST = 5;
export const LONGEST = 80;

/**
 * The ids that these events (oldest first) have left pinned, in the order of pinning. Two tabs that pin at once both
 * keep theirs, so there may be more than {@link MOST}; one id is pinned once.
 */
export function pins(events: readonly PinEvent[]): Pin[] {
  const pinned = new Map<string, Pin>();
  const removed = new Map<string, Pin>();
  // An id that comes back has its old place.
  const places = new Map<Pin, number>();
  for (const { at, type, item } of events) {
    if (item === '') continue;
    const pin = pinned.get(item);
    if (type === 'pin' && !pin) {
      const made = { item, pinnedAt: at };
      pinned.set(item, made);
      places.set(made, places.size);
    }
    if (type === 'unpin' && pin && pinned.delete(item)) removed.set(item, pin);
    const gone = removed.get(item);
    if (type === 'restore' && !pin && gone) pinned.set(item, gone);
  }
  const place = (pin: Pin): number => places.get(pin) ?? 0;
  return [...pinned.values()].sort((a, b) => place(a) - place(b));
}

/** Why an id cannot be pinned, in a sentence; `undefined` where it can. @param item without space around it */
export function refusal(item: string, list: readonly Pin[]): string | undefined {
  if (item === '') return 'Type the id of a duckling or a certificate.';
  if (item.length > LONGEST)
    return `This id has ${item.length} characters; one of more than ${LONGEST} cannot be pinned.`;
  if (list.some((pin) => pin.item === item)) return `${item} is on the list already.`;
  if (list.length >= MOST)
    return `${list.length} ids are pinned, and ${MOST} is the most. Remove one to pin another.`;
  return undefined;
}

/** Where an id can be looked up, by the configured link; `undefined` where there is none, or the id fits in no address. */
export function lookup(template: string | undefined, item: string): string | undefined {
  try {
    return template?.replaceAll('{id}', () => encodeURIComponent(item));
  } catch {
    // Half of a surrogate pair.
    return undefined;
  }
}

/** What an id may be part of: `duck-1` is not in `duck-12`. */
const JOINED = /[\p{L}\p{N}_-]/u;

/** Whether a text holds an id as a whole, as `duckling:duck-1` holds `duck-1`. */
export function holds(text: string | undefined, item: string): boolean {
  if (!text || !item) return false;
  for (let at = text.indexOf(item); at >= 0; at = text.indexOf(item, at + 1))
    if (!JOINED.test(text.charAt(at - 1)) && !JOINED.test(text.charAt(at + item.length))) return true;
  return false;
}
