import { entryOf } from './store-keys.ts';
import { isMark } from './merge.ts';
import { EPOCH } from './writing.ts';
import type { EntryKind } from './store-keys.ts';
import type { SharedStore } from './shared-store.ts';

/** How much is kept of one kind, for one base. */
export interface Stock {
  /** Empty for what belongs to no base. */
  base: string;
  /** `other` for what this version does not know. */
  kind: EntryKind | 'other';
  /** How many entries; of logs, how many samples. */
  entries: number;
  /** About how many bytes, as JSON. */
  bytes: number;
}

/** What is kept, and how much room there is. */
export interface Inventory {
  stock: Stock[];
  /** About how many bytes, as JSON. */
  bytes: number;
  /** What the browser says of this origin, in bytes: used by all of its storage, and the most that it may use. */
  usage?: number;
  quota?: number;
}

/** About how many bytes a value takes, as JSON; a value that has no JSON counts nothing. */
function sizeOf(value: unknown): number {
  try {
    return JSON.stringify(value)?.length ?? 0;
  } catch {
    return 0;
  }
}

const estimate = async (): Promise<StorageEstimate> => {
  try {
    return await navigator.storage.estimate();
  } catch {
    // Over plain http, and in some frames, there is none.
    return {};
  }
};

/** Counts everything kept, by base and kind. Never rejects. */
export async function inventory(store: SharedStore): Promise<Inventory> {
  const stock = new Map<string, Stock>();
  const [found, { usage, quota }] = await Promise.all([store.under('1/'), estimate()]);
  for (const [key, value] of found) {
    const { base, kind, part }: { base: string; kind: Stock['kind']; part?: string } = entryOf(key) ?? {
      base: '',
      kind: 'other',
    };
    // Only marks: of the database, and so that the older page is not imported once more.
    if (key === EPOCH || (kind === 'imported' && isMark(value))) continue;
    const name = `${base} ${kind}`;
    const line = stock.get(name) ?? { base, kind, entries: 0, bytes: 0 };
    stock.set(name, line);
    line.bytes += key.length + sizeOf(value);
    if (kind === 'past' && part === undefined) continue;
    if (kind !== 'log') line.entries += 1;
    else if (part !== undefined && Array.isArray(value)) line.entries += value.length;
  }
  const lines = [...stock.values()].sort((a, b) => (a.base < b.base ? -1 : Number(a.base > b.base)));
  return {
    stock: lines,
    bytes: lines.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(usage !== undefined && { usage }),
    ...(quota !== undefined && { quota }),
  };
}
