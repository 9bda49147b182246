import { baseIn, isPassing } from './realm.ts';

/** What lies under a key of the store. */
export const KINDS = [
  'record',
  'snapshot',
  'visit',
  'past',
  'log',
  'imported',
  'mode',
  'skew',
  'packs',
  'aside',
] as const;
export type EntryKind = (typeof KINDS)[number];

/** A key of the store, taken apart. */
export interface Entry {
  kind: EntryKind;
  /** The base, or the realm, that it belongs to; empty for what belongs to none. */
  base: string;
  /** A route, the name of a log, a state-key, a key of the older page, or the name of a pack. */
  name: string;
  /** What comes after the name: the hour of a chunk, the ms of a past snapshot, the id of an event. */
  part?: string;
}

/** The order tells apart what a base with an unusual path leaves open. */
const SHAPES: readonly (readonly [EntryKind, RegExp])[] = [
  ['packs', /^1\/packs\/(?<name>.+)$/s],
  ['aside', /^1\/aside\/(?<name>.+)$/s],
  ['record', /^1\/(?<base>.+)\/record\/(?<name>.+)\/(?<part>[^/]+)$/s],
  ['past', /^1\/(?<base>.+)\/past\/(?<name>[^/]+)(?:\/(?<part>\d+))?$/s],
  ['log', /^1\/(?<base>.+)\/log\/(?<name>[^/]+)(?:\/(?<part>\d+))?$/s],
  ['imported', /^1\/(?<base>.+)\/imported\/(?<name>.+)$/s],
  ['snapshot', /^1\/(?<base>.+)\/snapshot\/(?<name>[^/]+)$/s],
  ['visit', /^1\/(?<base>.+)\/visit\/(?<name>[^/]+)$/s],
  ['mode', /^1\/(?<base>.+)\/mode\/(?<name>[^/]+)$/s],
  ['skew', /^1\/(?<base>.+)\/(?<name>skew)$/s],
];

/** Whether a text is a realm, with a base as cards name theirs: an http(s) address without a slash at its end. */
function isRealm(text: string): boolean {
  // What passes with its page is no entry.
  if (isPassing(text)) return false;
  const base = baseIn(text);
  const url = URL.parse(base);
  return (
    /^https?:$/.test(url?.protocol ?? '') && url?.origin.concat(url.pathname).replace(/\/+$/, '') === base
  );
}

/** Takes a key apart; `undefined` for one that is not this version's. */
export function entryOf(key: string): Entry | undefined {
  for (const [kind, shape] of SHAPES) {
    const { base = '', name = '', part } = shape.exec(key)?.groups ?? {};
    if (name && (kind === 'packs' || kind === 'aside' || isRealm(base)))
      return { kind, base, name, ...(part !== undefined && { part }) };
  }
  return undefined;
}

/** The key of what was read from the older page's localStorage, once per key. */
export const importedKey = (base: string, name: string): string => `1/${base}/imported/${name}`;
