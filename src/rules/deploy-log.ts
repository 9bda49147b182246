/** One promotion: an alias was pointed at a version. */
export interface Deploy {
  /** ms since 1970-01-01 UTC. */
  at: number;
  /** The number alone, as the alias tells it: `42`. */
  version: string;
  alias: string;
  summary?: string;
}

/** A line that does not fit the grammar, as it stands. In a JSON file `line` is the number of the entry. */
export interface Problem {
  line: number;
  text: string;
}

export interface DeployLog {
  /** Newest first. */
  entries: Deploy[];
  problems: Problem[];
}

const ENTRY =
  /^[*`]*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)? ?(?:UTC|Z)[*`]*\s*[·|]\s*[*`]*v?(\d+)[*`]*\s*[·|]\s*[*`]*([\w-]+)[*`]*\s*(?:[·|]\s*(.*))?$/s;

function deploy(line: string): Deploy | undefined {
  const [, day, minute, second = '', version, alias, summary] = ENTRY.exec(line) ?? [];
  if (!version || !alias) return;
  const at = Date.parse(`${day}T${minute}${second}Z`);
  // 30 February parses, as a day in March: a date must come back as it was written.
  if (!(at < Infinity) || !new Date(at).toISOString().startsWith(`${day}T${minute}`)) return;
  return { at, version, alias, ...(summary?.trim() && { summary: summary.trim() }) };
}

/** The lines that claim to be entries: list items and table rows, or the members of a JSON list. */
function claims(text: string): Problem[] {
  if (/^\s*\[\s*(\{|\]\s*$)/.test(text))
    try {
      const list: unknown[] = JSON.parse(text.trim());
      return list.map((entry, index) => ({ line: index + 1, text: JSON.stringify(entry) }));
    } catch {
      return [{ line: 1, text: text.trim().slice(0, 200) }];
    }
  // Samples in fences and comments are no deploys; blanking them keeps the numbers of the other lines.
  const all = text
    .replace(/<!--.*?-->|^(```|~~~).*?^\1/gms, (hidden) => hidden.replace(/[^\n]/g, ''))
    .split(/\r?\n/);
  const heads = (next = '') => /^[\s|:-]*-[\s|:-]*$/.test(next) && next.includes('|');
  return all.flatMap((raw, index) =>
    /^\s*(\||[-*+]\s|\d+[.)]\s|[*`]*\d{4}-)/.test(raw) && /[^\s|:*-]/.test(raw) && !heads(all[index + 1])
      ? [{ line: index + 1, text: raw }]
      : [],
  );
}

/** The line that an entry's raw text stands for: a list item or table row without its marks, or JSON. */
function plain(raw: string): string {
  if (raw[0] !== '{')
    return raw
      .replace(/^\s*\|(.*?)\|?\s*$/, '$1')
      .replace(/^\s*([-*+]|\d+[.)])\s/, '')
      .trim();
  const { at, version, alias, summary }: Record<string, unknown> = JSON.parse(raw);
  return [at, version, alias, summary]
    .map((value) => (typeof value === 'string' || typeof value === 'number' ? value : ''))
    .join(' · ');
}

/**
 * Reads a deploy log by the contract's grammar: list items or table rows
 * `YYYY-MM-DD HH:MM UTC · vNN · alias · summary` (separators `·` or `|`), or JSON
 * `[{at, version, alias, summary}]`. Headings, prose and code are passed over; an item or row that does not fit
 * is a problem of its own and costs only itself.
 */
export function readDeployLog(text: string): DeployLog {
  const entries: Deploy[] = [];
  const problems: Problem[] = [];
  for (const raw of claims(text)) {
    const entry = deploy(plain(raw.text));
    if (entry) entries.push(entry);
    else problems.push(raw);
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
