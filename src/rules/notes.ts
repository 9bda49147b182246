/** What the notes of a shift are kept under, whichever card shows them. */
export const SHIFT_LOG = 'mc-shift-log';

/** A note of an operator; `at` in ms since 1970 UTC. */
export interface Note {
  /** The id of the deed that wrote it. */
  id: string;
  at: number;
  text: string;
}

/** A stamped deed on notes: `add {text}`, `remove {note}` and `restore {note}`. */
export interface NoteDeed {
  id: string;
  at: number;
  did: string;
  text?: unknown;
  note?: unknown;
}

/** The notes that these deeds (oldest first) have left, oldest first; one that is removed can be brought back. */
export function notesOf(deeds: readonly NoteDeed[]): Note[] {
  const removed = new Set<unknown>();
  for (const { did, note } of deeds) {
    if (did === 'remove') removed.add(note);
    if (did === 'restore') removed.delete(note);
  }
  return deeds.flatMap(({ id, at, did, text }) =>
    did === 'add' && typeof text === 'string' && text.trim() && !removed.has(id) ? { id, at, text } : [],
  );
}
