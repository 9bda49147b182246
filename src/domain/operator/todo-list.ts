import type { TodoEvent } from './todo-events.ts';

/** One thing on the operator's list; times in ms since 1970-01-01 UTC. */
export interface Todo {
  id: string;
  text: string;
  addedAt: number;
  /** Absent while it is open. */
  doneAt?: number;
}

/**
 * The list that these events (oldest first) have left: open ones first, each group in the order of adding. An event on a
 * todo that is not there changes nothing, so what two tabs do at once never loses either's work.
 */
export function todos(events: readonly TodoEvent[]): Todo[] {
  const all = new Map<string, Todo>();
  const removed = new Set<string>();
  for (const event of events) {
    if (event.type === 'add') {
      all.set(event.id, { id: event.id, text: event.text, addedAt: event.at });
      continue;
    }
    const todo = all.get(event.todo);
    if (!todo) continue;
    if (event.type === 'remove') removed.add(todo.id);
    if (event.type === 'restore') removed.delete(todo.id);
    if (removed.has(todo.id)) continue;
    if (event.type === 'done') todo.doneAt = event.at;
    if (event.type === 'reopen') delete todo.doneAt;
  }
  const done = ({ doneAt }: Todo) => Number(doneAt !== undefined);
  return [...all.values()].filter(({ id }) => !removed.has(id)).sort((a, b) => done(a) - done(b));
}
