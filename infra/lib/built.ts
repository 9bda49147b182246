import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The place of something built, once it is sure that it is there: a missing build must not become an empty asset.
 * @param path a file, or a folder with a file in it at least
 * @param command what builds it, for the sentence
 * @throws {Error} with one sentence that says what is missing and what to run
 */
export function built(path: string, command: string): string {
  const place = resolve(path);
  const found = statSync(place, { throwIfNoEntry: false });
  if (!found) throw new Error(`There is no build at ${place}. Run: ${command}`);
  const empty = found.isDirectory() ? readdirSync(place).length === 0 : found.size === 0;
  if (empty) throw new Error(`The build at ${place} is empty. Run: ${command}`);
  return place;
}
