import type { Kept } from './kept.ts';
import type { Deed, NewDeed } from './records.ts';

let count = 0;

/** Keeps a deed under a key of its own, so that two tabs that write at once both keep theirs. */
export function keepDeed(kept: Kept, key: string, at: number, deed: NewDeed): Deed {
  count += 1;
  // Deeds of one millisecond keep their order by the counter; two tabs differ by chance.
  const parts = [
    String(at).padStart(14, '0'),
    String(count).padStart(6, '0'),
    Math.random().toString(36).slice(2, 8),
  ];
  const id = parts.join('-');
  const whole = { ...deed, id, at };
  kept.put(key + id, whole);
  return whole;
}
