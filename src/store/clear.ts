import { entryOf } from './store-keys.ts';
import { isMark } from './merge.ts';
import { lockLogs } from './lock-logs.ts';
import { allKeys } from './writing.ts';
import type { SharedStore } from './shared-store.ts';
import type { Stock } from './inventory.ts';

/** What goes: everything, all of a base, all of a kind, or one kind of one base. An empty base is what belongs to none. */
export type Clearing = Partial<Pick<Stock, 'base' | 'kind'>>;

/**
 * Lets go of what is kept. Only ever at the operator's explicit word. Of a text of the older page a mark stays, or it
 * would be imported again from localStorage, which is left as it was.
 * @returns whether it is gone for good; `false` where the browser refused, as `kept.notSaved` says
 */
export async function clear(store: SharedStore, { base, kind }: Clearing = {}): Promise<boolean> {
  const readable = await allKeys().then(
    () => true,
    () => false,
  );
  const bases = new Map<string, [key: string, value: unknown][]>();
  for (const [key, value] of await store.under('1/')) {
    const entry = entryOf(key) ?? { base: '', kind: 'other' as const };
    if ((base ?? entry.base) !== entry.base || (kind ?? entry.kind) !== entry.kind) continue;
    const marked = entry.kind === 'imported';
    if (marked && isMark(value)) continue;
    const changes = bases.get(entry.base) ?? [];
    changes.push([key, marked ? { cleared: true } : undefined]);
    bases.set(entry.base, changes);
  }
  for (const [each, changes] of bases)
    await lockLogs(each, async () => {
      for (const [key, value] of changes) store.put(key, value);
      await store.flush();
    });
  return readable && store.notSaved === '';
}
