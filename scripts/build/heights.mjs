/** How high each card is, in px: measured by `npm run heights`, read by the build. */
import { readFile, writeFile } from 'node:fs/promises';
import { at } from '../tree.mjs';

const FILE = at('components/heights.json');

/**
 * The measured heights by tag; a card that was not measured yet is not among them.
 * @returns {Promise<Record<string, {height: number, narrow?: number}>>} in px, at the card's usual width and, where
 *   it is another, in a column of 304 px
 */
export const readHeights = async () => JSON.parse(await readFile(FILE, 'utf8'));

/** Writes them, one card a line. */
export const writeHeights = (heights) =>
  writeFile(
    FILE,
    `{\n${Object.entries(heights)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([tag, { height, narrow = height }]) =>
          `  "${tag}": { "height": ${height}${narrow === height ? '' : `, "narrow": ${narrow}`} }`,
      )
      .join(',\n')}\n}\n`,
  );
