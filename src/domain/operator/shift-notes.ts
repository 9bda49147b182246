import type { NoteEvent } from './note-events.ts';

/** A note of an operator; `at` in ms since 1970 UTC. */
export interface Note {
  /** The id of the event that wrote it. */
  id: string;
  at: number;
  text: string;
}

/** The notes that these events (oldest first) have left, oldest first; one that is removed can be brought back. */
export function notesOf(events: readonly NoteEvent[]): Note[] {
  const removed = new Set<string>();
  for (const event of events) {
    if (event.type === 'remove') removed.add(event.note);
    if (event.type === 'restore') removed.delete(event.note);
  }
  return events.flatMap((event) =>
    event.type === 'add' && event.text.trim() && !removed.has(event.id)
      ? { id: event.id, at: event.at, text: event.text }
      : [],
  );
}
