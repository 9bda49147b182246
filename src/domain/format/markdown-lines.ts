/** A list item, table row or line of prose of a Markdown file, as a reader shows it; what is hidden there is not here. */
export interface MarkdownLine {
  kind: 'item' | 'row' | 'text';
  /** The first and the last line of the file that it stands on, from 1. */
  lines: readonly [first: number, last: number];
  /** The first of these lines, as it stands. */
  raw: string;
  /** The words that are shown; the cells of a row are joined by ` | `. */
  text: string;
  /** Of a row: its cells, and those of the table's head. */
  cells?: readonly string[];
  head?: readonly string[];
  /** Of an item that is a task: whether it is ticked. */
  done?: boolean;
}

/** A file of the site as text, with its lines where it is Markdown, and what of it cannot be read. */
export interface TextFile {
  text: string;
  lines: readonly MarkdownLine[];
  /** One sentence each, for an operator. */
  problems: readonly string[];
}

/** A file that is not there. */
export const NO_FILE: Pick<TextFile, 'text' | 'lines'> = { text: '', lines: [] };

/** A line that does not fit a grammar, as it stands. In a JSON file `line` is the number of the entry. */
export interface Problem {
  line: number;
  text: string;
}

/** Whether a text is JSON, or was meant to be: a list of Markdown may begin with a link, in brackets too. */
export function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  if (/^\s*(?:\[\s*(?:[{["\]]|$)|\{\s*(?:["}]|$))/.test(text)) return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A line as a problem. */
export const problemOf = ({ lines: [line], raw }: MarkdownLine): Problem => ({ line, text: raw });
