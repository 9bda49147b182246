/** Longest text of one value, in UTF-16 units. */
const LONGEST = 500;

/** What says nothing to a reader and may deceive one: marks of direction, signs without width, control characters. */
const UNSEEN = /\p{Cf}/gu;
const SPACES = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;
const PILED = /(\p{M}{4})\p{M}+/gu;

/**
 * A value as one line of Markdown that reads as it was written and is nothing but text: no structure, no HTML, no link
 * and nobody mentioned, in CommonMark and in GitHub's. Addresses get a space, for some readers link them in any guise.
 * @param most the length from which it is cut, visibly
 */
export function plain(text: string, most = LONGEST): string {
  const flat = text.replace(UNSEEN, '').replace(SPACES, ' ').replace(PILED, '$1').trim();
  const short = flat.length > most ? `${flat.slice(0, most).trimEnd()}…` : flat;
  return (
    short
      // Half a character is none.
      .replace(/\p{Cs}/gu, '\uFFFD')
      .replace(/[\\`*[\]<>|~]/g, '\\$&')
      .replace(/(?<!\w)_|_(?!\w)/g, '\\_')
      .replace(/&(?=[#\w])/g, '\\&')
      .replace(/^[-+=#]/, '\\$&')
      .replace(/^(\d+)(?=[.)])/, '$1\\')
      .replace(/:(?=\/\/)/g, ': ')
      .replace(/www(?=\.)/gi, '$& ')
      .replace(/@(?=\w)/g, '@ ')
  );
}

/** An address, or another word without spaces, as code: it reads as it is, and is no link. */
export const code = (word: string): string => `\`${word.replace(/[`\s\p{Cc}\p{Cf}\p{Cs}]/gu, '')}\``;

/** A list, one item a line; instead of an empty one, a sentence. */
export const items = (lines: readonly string[], none: string): string =>
  lines.length > 0 ? lines.map((line) => `- ${line}`).join('\n') : none;

/** A table. Its cells are Markdown already. */
export const rows = (head: readonly string[], body: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
