import type { Kept } from './kept.ts';
import type { Deed, NewDeed } from './records.ts';

/** Keeps a deed under a key of its own, so that two tabs that write at once both keep theirs. */
export function keepDeed(kept: Kept, key: string, at: number, deed: NewDeed): Deed {
  const id = `${String(at).padStart(14, '0')}-${Math.random().toString(36).slice(2, 10)}`;
  const whole = { ...deed, id, at };
  kept.put(key + id, whole);
  return whole;
}
