import { get } from '../store/reading.ts';
import { fetchFile, whyUnread } from './fetch-file.ts';
import { readPack, readPackText } from './pack-read.ts';
import type { Opened } from './pack-read.ts';

/** So many packs are held for the cards of a page. */
const HELD = 3;

/** The largest pack that is read, in bytes; one of ours stays under 5 MB. */
export const LARGEST_PACK = 40_000_000;

/** The keys below which this browser keeps packs. */
export const PACKS = '1/packs/';
const KEPT = 'kept:';

async function open(pack: string): Promise<Opened> {
  if (pack.startsWith(KEPT)) {
    const name = pack.slice(KEPT.length);
    const raw = await get(PACKS + name);
    if (raw === undefined) throw new Error(`This browser keeps no pack called ${name}.`);
    return readPack(raw, name);
  }
  const url = URL.parse(pack, document.baseURI);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error(`pack="${pack}" is no address of a pack.`);
  const text = await fetchFile(url.href, { largest: LARGEST_PACK, within: 300 }).catch((reason: unknown) => {
    throw new Error(`The pack ${pack} ${whyUnread(reason)}.`);
  });
  return readPackText(text, pack);
}

const opened = new Map<string, Promise<Opened>>();

/**
 * The moment of a pack, fetched and read once for all cards of a page that show it.
 * @param pack its URL, or `kept:` and the name under which this browser keeps it
 * @throws {Error} with a sentence that says why it cannot be shown
 */
export function openPack(pack: string): Promise<Opened> {
  const known = opened.get(pack);
  if (known) return known;
  const opening = open(pack);
  opened.set(pack, opening);
  // What failed is tried again when it is asked for again.
  opening.catch(() => opened.delete(pack));
  for (const old of [...opened.keys()].slice(0, -HELD)) opened.delete(old);
  return opening;
}
