import { count, plural } from '../domain/format/values.ts';
import type { EntryKind } from './store-keys.ts';

/** What became of something that was imported. */
export interface Report {
  /** What was taken: one sentence a kind. */
  taken: string[];
  /** What was left out, and why: one sentence a reason. */
  leftOut: string[];
  /** What is good to know beside. */
  notes: string[];
}

/** How many keys a sentence names, and how much of each. */
const NAMED = 3;
const SHOWN = 100;

/** What entries of each kind are called, one and many. */
export const KIND_WORDS: Readonly<Record<EntryKind, readonly [string, string]>> = {
  record: ['note or event of the operator', 'notes and events of the operator'],
  snapshot: ['last answer', 'last answers'],
  visit: ['answer of the visit before', 'answers of the visit before'],
  past: ['answer of the past day', 'answers of the past day'],
  log: ['log sample', 'log samples'],
  imported: ['text of the older page', 'texts of the older page'],
  mode: ['mode', 'modes'],
  skew: ['clock offset', 'clock offsets'],
  packs: ['recorded moment', 'recorded moments'],
  aside: ['value set aside', 'values set aside'],
};

const shorten = (key: string): string => (key.length > SHOWN ? `${key.slice(0, SHOWN)}…` : key);

/** Counts what becomes of each entry, and makes sentences of it. */
export class Account {
  readonly #taken = new Map<EntryKind, number>();
  readonly #known = new Map<EntryKind, number>();
  readonly #leftOut = new Map<string, string[]>();
  readonly notes: string[] = [];
  /** How often something could not be saved or read. */
  failures = 0;

  /** So many entries are kept now that were not. */
  take(kind: EntryKind, size = 1): void {
    this.#taken.set(kind, (this.#taken.get(kind) ?? 0) + size);
  }

  /** So many entries were kept here already, or something newer. */
  know(kind: EntryKind, size = 1): void {
    this.#known.set(kind, (this.#known.get(kind) ?? 0) + size);
  }

  /** An entry, or a part of one, is left out for a reason. */
  leave(reason: string, key: string): void {
    const keys = this.#leftOut.get(reason);
    if (keys) keys.push(key);
    else this.#leftOut.set(reason, [key]);
  }

  /** An entry is left out because this browser could not save it. */
  fail(reason: string, key: string): void {
    this.failures += 1;
    this.leave(reason, key);
  }

  get report(): Report {
    const sentences = (sizes: ReadonlyMap<EntryKind, number>, end: string): string[] =>
      [...sizes].flatMap(([kind, size]) => (size > 0 ? `${plural(size, ...KIND_WORDS[kind])} ${end}` : []));
    return {
      taken: sentences(this.#taken, 'taken.'),
      leftOut: [...this.#leftOut].map(([reason, keys]) => {
        const named = [...new Set(keys)].slice(0, NAMED).map(shorten).join(', ');
        return `${count(keys.length)} left out: ${reason} (${named}${keys.length > NAMED ? ', …' : ''}).`;
      }),
      notes: [...sentences(this.#known, 'as new or newer here already.'), ...this.notes],
    };
  }
}

/** The report on a file of which nothing was taken. */
export const refusal = (why: string): Report => ({ taken: [], leftOut: [why], notes: [] });
