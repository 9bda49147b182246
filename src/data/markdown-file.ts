import { Lexer } from 'marked';
import { maskFile, maskKeptText } from '../api/mask.ts';
import { isJson } from '../domain/format/markdown-lines.ts';
import type { MarkedToken, Token, Tokens } from 'marked';
import type { MarkdownLine, TextFile } from '../domain/format/markdown-lines.ts';

/** How many files are held parsed: cards of a page share them. */
const HELD = 8;

/** The longest file that is read, in UTF-16 units: years of a deploy log. */
const LONGEST_FILE = 500_000;
/** The longest line whose marks are read; a longer one is taken as the text that it is. */
const LONGEST_LINE = 2000;
/** Lists and quotes that are nested deeper are passed over. */
const DEEPEST = 20;

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  middot: '·',
  centerdot: '·',
  vert: '|',
  verbar: '|',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
};

/** A character reference as its character; one that is not known stays as it was written. */
export const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
    (whole, ten?: string, sixteen?: string, name = '') => {
      const code = ten ? Number(ten) : sixteen ? Number.parseInt(sixteen, 16) : undefined;
      if (code === undefined) return NAMED[name] ?? whole;
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

/** So many marks of nesting a line may begin with, and so far it may be indented: beyond, the parser takes its square. */
const MARKS =
  /^((?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){24})(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/gm;
const INDENT = /^([ \t]{100})[ \t]+/gm;
/** The most that the reading of marks may cost in one file: the length of each block times the marks in it. */
const COST = 60_000_000;

/** Lone and double line ends as one kind, and no byte order mark. */
const unified = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/**
 * The blocks of a text, with the marks within each read. A block that is too long for that stays one text: reading marks
 * takes the square of the length.
 * @throws {RangeError} where it is nested too deep for the parser
 */
export function tokensOf(text: string): Token[] {
  const lexer = new Lexer({ gfm: true });
  lexer.blockTokens(unified(text).replace(MARKS, '$1').replace(INDENT, '$1'), lexer.tokens);
  let cost = 0;
  for (const { src, tokens } of lexer.inlineQueue) {
    cost += src.length * (src.match(/[*_`<[\]~!@\\]/g)?.length ?? 0);
    if (src.length <= LONGEST_LINE && cost <= COST) lexer.inlineTokens(src, tokens);
    else tokens.push({ type: 'text', raw: src, text: src });
  }
  return lexer.tokens;
}

/** Tags that change how words look; any other is shown as it was written. */
const LOOKS = /^<\/?(?:b|strong|i|em|code|kbd|mark|small|s|del|ins|sub|sup|span|u|wbr)(?:\s[^<>]*)?>$/i;

/** The words of inline tokens that a reader shows. */
const shown = (tokens: readonly Token[] = []): string =>
  tokens
    // The parser makes none but its own tokens, as no extension is in use.
    .map((token) => wordsOf(token as MarkedToken))
    .join('');

function wordsOf(token: MarkedToken): string {
  if (token.type === 'codespan') return token.text;
  if (token.type === 'br') return ' ';
  if (token.type === 'html') return /^<!--/.test(token.raw) || LOOKS.test(token.raw) ? '' : token.raw;
  // Its words are shown only where the picture is missing.
  if (token.type === 'image') return '';
  if (token.type === 'checkbox') return '';
  if ('tokens' in token && token.tokens) return shown(token.tokens);
  return 'text' in token ? decoded(token.text) : '';
}

const flat = (tokens: readonly Token[] | undefined): string =>
  shown(tokens)
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** What an item says in its first block; `undefined` where that is another list, a quote or a sample. */
function saysOf(token: MarkedToken): string | undefined {
  if (token.type === 'text' || token.type === 'paragraph' || token.type === 'heading')
    return flat(token.tokens ?? [token]);
  if (token.type === 'html') return token.raw.replace(/<!--.*?(-->|$)/gs, '').trim() || undefined;
  return undefined;
}

const endsIn = (raw: string): number => raw.split('\n').length - 1;

/** How many cells a line of a table has; a bar with a backslash before it belongs to a cell. */
const cellsIn = (line = ''): number =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length;

/** Walks through blocks and notes their lines, by counting the line ends of what came before. */
class Lines {
  readonly all: MarkdownLine[] = [];
  readonly #source: readonly string[];

  constructor(text: string) {
    this.#source = text.split('\n');
  }

  blocks(tokens: readonly Token[], from: number, depth: number): void {
    let line = from;
    for (const token of tokens as readonly MarkedToken[]) {
      this.#block(token, line, depth);
      line += endsIn(token.raw);
    }
  }

  #block(token: MarkedToken, line: number, depth: number): void {
    if (depth > DEEPEST) return;
    if (token.type === 'list') this.#list(token, line, depth);
    else if (token.type === 'blockquote') this.blocks(token.tokens, line, depth + 1);
    else if (token.type === 'table') this.#table(token, line);
    else if (token.type === 'paragraph' || token.type === 'heading' || token.type === 'text')
      token.raw
        .trimEnd()
        .split('\n')
        .forEach((raw, index) => this.#add('text', line + index, line + index, raw.trim()));
  }

  #list({ items }: Tokens.List, from: number, depth: number): void {
    let line = from;
    for (const item of items) {
      let at = line;
      let first = true;
      // The box of a task is told by the item itself.
      for (const token of (item.tokens as MarkedToken[]).filter(({ type }) => type !== 'checkbox')) {
        const says = first && token.type !== 'space' ? saysOf(token) : undefined;
        if (says !== undefined)
          this.#add(
            'item',
            at,
            at + endsIn(token.raw.trimEnd()),
            says,
            item.task && { done: !!item.checked },
          );
        else this.#block(token, at, depth + 1);
        first &&= token.type === 'space';
        at += endsIn(token.raw);
      }
      line += endsIn(item.raw);
    }
  }

  #table({ header, rows }: Tokens.Table, line: number): void {
    const head = header.map(({ tokens }) => flat(tokens));
    rows.forEach((row, index) => {
      // The head and the line of dashes come first.
      const at = line + index + 2;
      // A row that is too short is shown with empty cells, which nobody has written.
      const cells = row.slice(0, cellsIn(this.#source[at - 1])).map(({ tokens }) => flat(tokens));
      this.#add('row', at, at, cells.join(' | '), { cells, head });
    });
  }

  #add(
    kind: MarkdownLine['kind'],
    first: number,
    last: number,
    text: string,
    more: false | Partial<MarkdownLine> = {},
  ): void {
    const raw = this.#source[first - 1] ?? '';
    this.all.push({ kind, lines: [first, last], raw, text, ...more });
  }
}

/** Characters that no text file holds: NUL, and what a decoder puts where bytes are no UTF-8. */
const UNREADABLE = /[\0\uFFFD]/;

/** One sentence on characters that cannot be read, with their first line. */
function unreadable(lines: readonly string[]): string[] {
  const bad = lines.flatMap((line, index) => (UNREADABLE.test(line) ? index + 1 : []));
  if (bad[0] === undefined) return [];
  const more = bad.length > 1 ? ` and ${bad.length - 1} more` : '';
  return [`line ${bad[0]}${more}: characters that cannot be read. Save the file as UTF-8.`];
}

/**
 * Reads a file of the site: what a Markdown reader shows as list items, table rows and prose, with their lines. Fences,
 * comments and whatever else is hidden or a sample is not among them. Never throws; what cannot be read is named.
 */
export function readMarkdown(given: string): TextFile {
  const whole = unified(given);
  const text = whole.slice(0, LONGEST_FILE);
  const problems = unreadable(text.split('\n'));
  if (text.length < whole.length)
    problems.push(`longer than ${LONGEST_FILE} characters; the rest is not read.`);
  if (isJson(text)) return { text, lines: [], problems };
  const lines = new Lines(text);
  if (text.search(MARKS) >= 0) problems.push('nested too deep to be read.');
  try {
    lines.blocks(tokensOf(text), 1, 0);
  } catch {
    // Only depth makes the parser fail: it runs out of stack.
    problems.push('nested too deep to be read.');
  }
  return { text, lines: lines.all.filter(({ raw, text: says }) => !UNREADABLE.test(raw + says)), problems };
}

const files = new Map<string, TextFile>();

/** A file of the site, masked and read once while it stays as it is. */
export function fileOf(text: string): TextFile {
  let file = files.get(text);
  if (!file) {
    const whole = unified(text);
    // A file of JSON may be one line, which must not be cut.
    file = readMarkdown(isJson(whole) ? maskKeptText(whole) : maskFile(whole));
    files.set(text, file);
    for (const [oldest] of [...files].slice(0, -HELD)) files.delete(oldest);
  }
  return file;
}
