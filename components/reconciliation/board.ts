import { isObject, time } from '../../src/api/kinds.ts';
import { isJson, problemOf } from '../../src/domain/format/markdown-lines.ts';
import type { MarkdownLine, Problem, TextFile } from '../../src/domain/format/markdown-lines.ts';
import type { Scalar } from '../../src/domain/growth/comparison.ts';

/** A task of the board, and what it says of the runtime: values by the names of fields. */
export interface Task {
  id: string;
  title: string;
  /** As the board has it, such as `done`. */
  state: string;
  claims: { field: string; value: Scalar }[];
}

export interface Board {
  tasks: Task[];
  problems: Problem[];
}

const CLAIMS = /\s*\(([^()]*=[^()]*)\)\s*$/;
const FIELD = /^[\w.-]+$/;

/** A written value: `true`, `false`, `null` and numbers are what they look like. */
function valueOf(text: string): Scalar {
  const bare = text.trim().replace(/^(["'`])(.*)\1$/, '$2');
  if (bare === 'true' || bare === 'false') return bare === 'true';
  if (bare === 'null') return null;
  return bare !== '' && Number.isFinite(Number(bare)) ? Number(bare) : bare;
}

function item({ text: whole, done }: MarkdownLine): Task | undefined {
  const claims = (CLAIMS.exec(whole)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', ...value] = part.split('=');
      return { field: name.trim(), value: valueOf(value.join('=')) };
    });
  const title = whole.replace(CLAIMS, '').trim();
  if (!title || claims.some(({ field, value }) => !FIELD.test(field) || value === '')) return undefined;
  return { id: '', title, state: done ? 'done' : 'open', claims };
}

function entry(raw: unknown): Task | undefined {
  if (!isObject(raw) || typeof raw['title'] !== 'string' || typeof raw['state'] !== 'string')
    return undefined;
  const expect = raw['expect'] ?? {};
  if (!isObject(expect)) return undefined;
  const claims = Object.entries(expect).flatMap(([field, value]) =>
    value === null || ['string', 'number', 'boolean'].includes(typeof value)
      ? // Checked above; the types do not follow `includes`.
        [{ field, value: value as Scalar }]
      : [],
  );
  if (claims.length < Object.keys(expect).length) return undefined;
  const { id, title, state } = raw;
  return { id: typeof id === 'string' || typeof id === 'number' ? String(id) : '', title, state, claims };
}

/** Reads a board: JSON `[{id, title, state, expect: {field: value}}]`, or a Markdown task list `(field = value)`. */
export function readBoard({ text, lines }: Pick<TextFile, 'text' | 'lines'>): Board {
  const board: Board = { tasks: [], problems: [] };
  const take = (task: Task | undefined, problem: Problem) => {
    if (task) board.tasks.push(task);
    else board.problems.push({ ...problem, text: problem.text.trim().slice(0, 200) });
  };
  if (isJson(text))
    try {
      const all: unknown = JSON.parse(text);
      for (const [index, raw] of (Array.isArray(all) ? all : [all]).entries())
        take(entry(raw), { line: index + 1, text: JSON.stringify(raw) });
    } catch {
      take(undefined, { line: 1, text });
    }
  else for (const line of lines) if (line.done !== undefined) take(item(line), problemOf(line));
  return board;
}

/** What a board says of one task beside what runs. */
export interface Reconciled extends Task {
  /** `differs`: done by the board, not by the runtime; `early`: the other way round; `idle`: it claims nothing. */
  verdict: 'differs' | 'early' | 'agrees' | 'unknown' | 'idle';
  values: { field: string; claimed: Scalar; live: Scalar | undefined; same: boolean | undefined }[];
}

const DONE = /^(done|closed|complete|completed|resolved|shipped|released)$/i;
const ORDER = ['differs', 'early', 'unknown', 'agrees', 'idle'] as const;

/** Whether a claim and a live value are the same; a time may be claimed as text. */
const same = (claimed: Scalar, live: Scalar): boolean =>
  typeof live === 'number' && typeof claimed === 'string'
    ? time(claimed) === live
    : String(claimed) === String(live);

/** Each task beside the live values, mismatches first. @param live values by the contract's names, without the route */
export function reconcile(tasks: readonly Task[], live: ReadonlyMap<string, Scalar>): Reconciled[] {
  return tasks
    .map((task): Reconciled => {
      const values = task.claims.map(({ field, value }) => {
        const now = live.get(field.replace(/^(status|metrics)\./, ''));
        return { field, claimed: value, live: now, same: now === undefined ? undefined : same(value, now) };
      });
      const done = DONE.test(task.state.trim());
      const all = values.every((each) => each.same);
      const verdict =
        values.length === 0
          ? 'idle'
          : values.some((each) => each.same === false)
            ? done
              ? 'differs'
              : 'agrees'
            : !all
              ? 'unknown'
              : done
                ? 'agrees'
                : 'early';
      return { ...task, verdict, values };
    })
    .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}
