import { isJson, problemOf } from '../format/markdown-lines.ts';
import type { MarkdownLine, Problem, TextFile } from '../format/markdown-lines.ts';

/** One promotion: an alias was pointed at a version. */
export interface Deploy {
  /** ms since 1970-01-01 UTC. */
  at: number;
  /** The number alone, as the alias tells it: `42`. */
  version: string;
  alias: string;
  summary?: string;
}

export interface DeployLog {
  /** Newest first. */
  entries: Deploy[];
  problems: Problem[];
}

const ENTRY =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)? ?(?:UTC|Z)\s*[·|]\s*v?([1-9]\d*)\s*[·|]\s*([\w-]+)\s*(?:[·|]\s*(.*))?$/s;

function deploy(line: string): Deploy | undefined {
  const [, day, minute, second = '', version, alias, summary] = ENTRY.exec(line) ?? [];
  if (!version || !alias) return;
  const at = Date.parse(`${day}T${minute}${second}Z`);
  // 30 February parses, as a day in March: a date must come back as it was written.
  if (!(at < Infinity) || !new Date(at).toISOString().startsWith(`${day}T${minute}`)) return;
  const says = summary?.replace(/[\s|]+$/, '').trim();
  return { at, version, alias, ...(says && { summary: says }) };
}

/** The line that an entry of a JSON file stands for. */
function lineOf(entry: unknown): string {
  const { at, version, alias, summary } = (entry ?? {}) as Record<string, unknown>;
  const words = [at, version, alias, summary].map((value) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '',
  );
  // A separator within a member would move what follows it into the next.
  return words.slice(0, 3).some((word) => /[·|]/.test(word)) ? '' : words.join(' · ');
}

/** A claim to be an entry: what it says, and as what it is named where it does not fit. */
interface Claim {
  says: string;
  problem: Problem;
}

function claimsOfJson(text: string): Claim[] {
  try {
    const list: unknown = JSON.parse(text);
    return (Array.isArray(list) ? list : [list]).map((entry: unknown, index) => ({
      says: lineOf(entry),
      problem: { line: index + 1, text: JSON.stringify(entry) },
    }));
  } catch {
    return [{ says: '', problem: { line: 1, text: text.trim().slice(0, 200) } }];
  }
}

/** Items and rows, and prose that looks like one of them: it is no entry, and somebody may have meant it to be one. */
const claims = (line: MarkdownLine): boolean =>
  line.kind === 'text'
    ? /^([*`]*\d{4}-\d\d-\d\d[T ]|\|)/.test(line.text)
    : line.text.replace(/[|\s]/g, '') !== '';

/**
 * Reads a deploy log by the contract's grammar: list items or table rows
 * `YYYY-MM-DD HH:MM UTC · vNN · alias · summary` (separators `·` or `|`), or JSON
 * `[{at, version, alias, summary}]`. Headings, prose and code are passed over; an item or row that does not fit
 * is a problem of its own and costs only itself.
 */
export function readDeployLog({ text, lines }: Pick<TextFile, 'text' | 'lines'>): DeployLog {
  const entries: Deploy[] = [];
  const problems: Problem[] = [];
  const all = isJson(text)
    ? claimsOfJson(text)
    : lines
        .filter(claims)
        // A task that is not done is a plan, and not a promotion.
        .map((line) => ({
          says: line.kind === 'text' || line.done === false ? '' : line.text,
          problem: problemOf(line),
        }));
  for (const { says, problem } of all) {
    const entry = deploy(says);
    if (entry) entries.push(entry);
    else problems.push(problem);
  }
  // Two deploys within one minute keep the order of the file, whichever way that runs.
  if ((entries[0]?.at ?? 0) < (entries.at(-1)?.at ?? 0)) entries.reverse();
  return { entries: entries.sort((a, b) => b.at - a.at), problems };
}

/**
 * The version that an alias had before `current`, by its record of promotions (newest first). Going back to an
 * earlier version forgets what came after it, so the answer is never a version that was rolled back.
 * `undefined` where the log does not tell.
 */
export function previousVersion(
  entries: readonly Deploy[],
  alias: string,
  current: string,
): string | undefined {
  const line: string[] = [];
  for (const entry of entries.toReversed()) {
    if (entry.alias !== alias) continue;
    const known = line.indexOf(entry.version);
    if (known >= 0) line.length = known + 1;
    else line.push(entry.version);
  }
  return line[line.indexOf(current) - 1];
}
