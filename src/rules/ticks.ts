/** A stamped deed on a list to be gone through; `at` in ms since 1970 UTC. */
export interface TickDeed {
  id: string;
  at: number;
  did: string;
  /** What was ticked, and what the operator said of it. */
  item?: unknown;
  as?: unknown;
  /** The `reset` that a `restore` takes back. */
  reset?: unknown;
}

/** A tick that stands. */
export interface Tick {
  /** ms since 1970 UTC. */
  at: number;
  /** What the operator said of it, where anything. */
  as?: string;
}

/** How a list stands. */
export interface Ticked {
  ticks: Map<string, Tick>;
  /** The last reset, while nothing was ticked since: it can be taken back. */
  undo: string | undefined;
}

/**
 * What is ticked after these deeds (oldest first): `tick {item, as}`, `untick {item}`, `reset`, and `restore {reset}`,
 * which takes that reset back and keeps what was ticked since.
 */
export function ticksOf(deeds: readonly TickDeed[]): Ticked {
  const undone = new Set(deeds.flatMap(({ did, reset }) => (did === 'restore' ? [reset] : [])));
  const ticks = new Map<string, Tick>();
  let undo: string | undefined;
  for (const { id, at, did, item, as } of deeds) {
    if (did === 'reset' && !undone.has(id)) {
      // Where nothing was ticked there is nothing to take back.
      undo = ticks.size > 0 ? id : undo;
      ticks.clear();
    }
    if (typeof item !== 'string') continue;
    undo = undefined;
    if (did === 'tick') ticks.set(item, { at, ...(typeof as === 'string' && as && { as }) });
    if (did === 'untick') ticks.delete(item);
  }
  return { ticks, undo };
}

/** Whether a tick still counts at `now`: one as old as `holds` does no more. Times in ms. */
export const stillHolds = (tick: Tick | undefined, now: number, holds: number): boolean =>
  tick !== undefined && now - tick.at < holds;

/** When the next tick stops to count, in ms since 1970 UTC; `Infinity` where none will. */
export const ticksTurnAt = (ticks: Iterable<Tick>, now: number, holds: number): number =>
  Math.min(...[...ticks].map(({ at }) => at + holds).filter((at) => at > now));
