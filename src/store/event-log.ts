import { plural } from '../domain/format/values.ts';
import type { Kind } from '../api/kinds.ts';
import type { Misfit } from '../api/misfit.ts';
import type { OperatorEvent } from './records.ts';

/** The members of one type of event, each with its kind; a `?` after a name marks one that may be absent. */
export type EventMembers = Readonly<Record<string, Kind<unknown>>>;

/**
 * What one log of operators' events may hold: plain data, from which the compiler knows what is written and read, and
 * against which a stored, imported or recorded event is held.
 */
export interface EventLog {
  /** What it is stored under, the tag of the card that first wrote it; never renamed. */
  name: string;
  /** What it is called on screen, in the middle of a sentence. */
  title: string;
  /** The members of each type of event. */
  events: Readonly<Record<string, EventMembers>>;
  /** Under the state-key of the card that declares it, see `own` of `src/data/spec.ts`. */
  own?: true;
}

type ValueOf<K> = K extends Kind<infer T> ? T : never;

type MembersOf<M> = {
  [K in keyof M as K extends `${string}?` ? never : K]: ValueOf<M[K]>;
} & {
  [K in keyof M as K extends `${infer N}?` ? N : never]?: ValueOf<M[K]> | undefined;
};

/** An event of a log before it is stamped: what may be written. */
export type NewEventOf<L extends EventLog> = {
  [T in keyof L['events'] & string]: { type: T } & MembersOf<L['events'][T]>;
}[keyof L['events'] & string];

/** A stamped event of a log: what is read. */
export type EventOf<L extends EventLog> = {
  [T in keyof L['events'] & string]: { id: string; at: number; type: T } & MembersOf<L['events'][T]>;
}[keyof L['events'] & string];

/** Longest value that is shown where it does not fit, in characters. */
const SHOWN = 40;

function shown(raw: unknown): string {
  if (raw === undefined) return 'missing';
  if (Array.isArray(raw)) return 'a list';
  if (typeof raw === 'object' && raw !== null) return 'an object';
  if (typeof raw === 'number' && !Number.isFinite(raw)) return 'no finite number';
  const text = String(raw);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

/** `version: 42, text expected`; for what lies within a list, where it does and what came there. */
function inWords(name: string, raw: unknown, misfit: Misfit | undefined): string {
  if (!misfit) return `${name}: ${shown(raw)}`;
  const { path, came, needed } = misfit;
  return `${name}${path}: ${path ? came : shown(raw)}, ${needed} expected`;
}

/** Why an event is none of a log, in a few words; `undefined` where it is one. */
export function misfitOf(log: EventLog, event: OperatorEvent): string | undefined {
  const members = Object.hasOwn(log.events, event.type) ? log.events[event.type] : undefined;
  if (!members) return `type: ${shown(event.type)}`;
  for (const [marked, kind] of Object.entries(members)) {
    const name = marked.replace(/\?$/, '');
    const raw = Object.hasOwn(event, name) ? event[name] : undefined;
    if (raw === undefined && name !== marked) continue;
    let misfit: Misfit | undefined;
    const value = kind(raw, (found) => (misfit ??= found));
    if (value === undefined) return inWords(name, raw, misfit);
  }
  return undefined;
}

/**
 * The events of a log among stored ones, in their order. One that does not fit, or has the id of one before it, is left
 * out, and named; it stays stored.
 */
export function readEvents<L extends EventLog>(
  log: L,
  stored: readonly OperatorEvent[],
): { events: EventOf<L>[]; problem: string | undefined } {
  const ids = new Set<string>();
  const reasons: string[] = [];
  const events = stored.filter((event) => {
    const why = ids.has(event.id) ? `id: ${shown(event.id)}, used before` : misfitOf(log, event);
    ids.add(event.id);
    if (why !== undefined) reasons.push(why);
    return why === undefined;
  });
  const [first] = reasons;
  const others = new Set(reasons).size - 1;
  return {
    // What fits has the members that its type names.
    events: events as unknown as EventOf<L>[],
    problem:
      first &&
      `${plural(reasons.length, 'event')} of ${log.title} could not be read (${first}${others > 0 ? `; and ${plural(others, 'other reason')}` : ''}).`,
  };
}

/** Clocks differ by less, in ms: an event that is further ahead was stamped by a clock that was wrong. */
const DAY = 86_400_000;

/**
 * Events (in their order) as they are judged at `now`, when none of them can be of later. One that is less than a day ahead
 * counts as of now; of one that is further ahead only its place is known, so it counts as of the event before it, or of
 * 1970.
 */
export function datedUntil<E extends { at: number }>(events: readonly E[], now: number): readonly E[] {
  if (events.every(({ at }) => at <= now)) return events;
  let before = 0;
  return events.map((event) => {
    if (event.at > now) return { ...event, at: event.at < now + DAY ? now : before };
    before = event.at;
    return event;
  });
}
