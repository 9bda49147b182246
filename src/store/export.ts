import { eventFrom } from './records.ts';
import { entryOf } from './store-keys.ts';
import { EPOCH, allKeys } from './writing.ts';
import type { SharedStore } from './shared-store.ts';

/** The version of the file. Until version 1 the `type` of an event was called `did`. */
export const EXPORT_VERSION = 2;

/** Everything kept, as it goes into one file. */
export interface Exported {
  mission_control_export: typeof EXPORT_VERSION;
  /** When it was made, ISO 8601 in UTC. */
  at: string;
  /** One sentence, where the database could not be read and so only what this page still holds is in the file. */
  incomplete?: string;
  /** The text of the shell's own settings, where there are any. */
  settings?: string;
  /** Every kept value under its key. */
  entries: Record<string, unknown>;
}

/**
 * Everything that this browser keeps, also what could not be saved.
 * @param at ms since 1970 UTC
 * @param settings the text of the shell's settings, which lie elsewhere
 */
export async function exportStore(store: SharedStore, at: number, settings?: string): Promise<Exported> {
  const readable = await allKeys().then(
    () => true,
    () => false,
  );
  return {
    mission_control_export: EXPORT_VERSION,
    at: new Date(at).toISOString(),
    ...(!readable && { incomplete: 'The database of this browser could not be read.' }),
    ...(settings !== undefined && { settings }),
    entries: Object.fromEntries(
      (await store.under('1/'))
        .filter(([key]) => key !== EPOCH)
        .map(([key, value]) => [key, entryOf(key)?.kind === 'record' ? (eventFrom(value) ?? value) : value]),
    ),
  };
}

/** A value as JSON; `undefined` for one that cannot be written so, which none of ours is. */
function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** The file: put together entry by entry, for all of it as one text may be longer than a browser's longest. */
export function exportFile({ entries, ...head }: Exported): Blob {
  const parts = Object.entries(entries).flatMap(([key, value]) => {
    const json = toJson(value);
    return json === undefined ? [] : [`${JSON.stringify(key)}:${json}`];
  });
  return new Blob(
    [
      `${JSON.stringify(head).slice(0, -1)},"entries":{\n`,
      ...parts.flatMap((part, n) => (n > 0 ? [',\n', part] : [part])),
      '\n}}\n',
    ],
    {
      type: 'application/json',
    },
  );
}

/** The file's name, with the UTC date and time at which it was made. */
export const exportName = ({ at }: Exported): string =>
  `mission-control-${at.slice(0, 16).replace('T', '-').replace(':', '')}Z.json`;
