/** One thing on the operator's list; times in ms since 1970-01-01 UTC. */
export interface Todo {
  id: string;
  text: string;
  addedAt: number;
  /** Absent while it is open. */
  doneAt?: number;
}

/** A stamped deed on the list: `add` makes a todo of its own id, the others name the todo that they change. */
export interface TodoDeed {
  id: string;
  at: number;
  did: string;
  text?: unknown;
  todo?: unknown;
}

/**
 * The list that these deeds (oldest first) have left: open ones first, each group in the order of adding. A deed on a
 * todo that is not there changes nothing, so what two tabs do at once never loses either's work.
 */
export function todos(deeds: readonly TodoDeed[]): Todo[] {
  const listed = new Map<string, Todo>();
  const removed = new Map<string, Todo>();
  const move = (id: string, from: Map<string, Todo>, to: Map<string, Todo>) => {
    const todo = from.get(id);
    if (todo && from.delete(id)) to.set(id, todo);
  };
  for (const { id, at, did, text, todo: named } of deeds) {
    if (did === 'add' && typeof text === 'string') listed.set(id, { id, text, addedAt: at });
    if (typeof named !== 'string') continue;
    if (did === 'remove') move(named, listed, removed);
    if (did === 'restore') move(named, removed, listed);
    const todo = listed.get(named);
    if (!todo) continue;
    if (did === 'done') todo.doneAt = at;
    if (did === 'reopen') delete todo.doneAt;
  }
  const done = ({ doneAt }: Todo) => Number(doneAt !== undefined);
  return [...listed.values()].sort((a, b) => done(a) - done(b) || a.addedAt - b.addedAt);
}
