import { isObject, time } from '../api/kinds.ts';
import { routes } from '../api/routes.ts';
import { olderTier } from '../domain/incidents/incidents.ts';
import type { Route } from '../api/fields.ts';
import type { Sample } from './logs.ts';

/** What an entry of the older page tells of an operator's event. */
export interface OldPageEvent {
  type: string;
  /** ms since 1970 UTC; absent where the older page did not keep it. */
  at?: number | undefined;
  /** Tells the event from others of its list; two of one name are told apart by their order. */
  identity: string;
  /** The identity of the event that made what this one changes, and the member that names it. */
  of?: { member: string; identity: string };
  details: Record<string, unknown>;
}

/** What one entry becomes. */
export interface Converted {
  samples?: Sample[];
  events?: OldPageEvent[];
}

/** An entry, and the name that it stood under where the older page kept them by name. */
export type Convert = (entry: unknown, name?: string) => Converted | undefined;

type Raw = Record<string, unknown>;

/** The first of some members that is there. */
const pick = (raw: Raw, ...names: string[]): unknown =>
  names.map((name) => raw[name]).find((value) => value !== undefined && value !== null && value !== '');

/** A member as text: names and numbers that the older page may have kept either way. */
function textOf(raw: Raw, ...names: string[]): string | undefined {
  const value = pick(raw, ...names);
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

const EARLIEST = Date.UTC(2000, 0);

/** A time as the older page may have written it, in ms since 1970 UTC: ms, ISO 8601 with its zone, or `… UTC`. */
export function oldTime(raw: unknown): number | undefined {
  if (typeof raw === 'number') return raw >= EARLIEST && raw <= 8.64e15 ? Math.round(raw) : undefined;
  if (typeof raw !== 'string') return undefined;
  if (/^\d{12,14}$/.test(raw)) return Number(raw);
  return time(raw.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(?:UTC|Z)$/, '$1T$2Z'));
}

const TIMES = ['at', 'ts', 'time', 'timestamp', 'date', 't', 'created_at', 'createdAt'];

const firstTime = (raw: Raw, names: readonly string[]): number | undefined =>
  names.map((name) => oldTime(raw[name])).find((at) => at !== undefined);

/** A route by its name, its path, or an address that ends in its path. */
function routeOf(text: string | undefined): Route | undefined {
  const path = text
    ?.replace(/^(GET|POST)\s+/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/\/+$/, '');
  if (!path) return undefined;
  // `Object.entries` forgets the names of the keys.
  const known = Object.entries(routes) as [Route, { path: string }][];
  return (known.find(([name]) => name === path) ??
    known.find(([, route]) => path === route.path || path === route.path.slice('/beak/'.length)) ??
    known.find(([, route]) => /^https?:/.test(path) && path.endsWith(route.path)))?.[0];
}

/** How a request failed, as far as the older page tells. */
function failureOf(raw: Raw, status: number | undefined): string | undefined {
  const failure = textOf(raw, 'failure', 'kind', 'error', 'err', 'message') ?? '';
  const failed = raw['ok'] === false || raw['failed'] === true || raw['failure'] === true || failure !== '';
  if (status !== undefined && status >= 400) return 'http';
  if (!failed) return undefined;
  if (/time.?out|abort/i.test(failure)) return 'timeout';
  if (/offline/i.test(failure)) return 'offline';
  return /json/i.test(failure) ? 'not-json' : 'network';
}

const DURATIONS = [
  'ms',
  'duration',
  'latency',
  'latency_ms',
  'latencyMs',
  'duration_ms',
  'durationMs',
  'elapsed',
];

/** A request of the older page's latency log. */
export const latency: Convert = (raw, name) => {
  if (!isObject(raw)) return undefined;
  const at = firstTime(raw, TIMES);
  const route = routeOf(textOf(raw, 'route', 'path', 'endpoint', 'url', 'name') ?? name);
  const ms = pick(raw, ...DURATIONS);
  if (at === undefined || !route || typeof ms !== 'number' || !Number.isFinite(ms) || ms < 0)
    return undefined;
  const code = Number(pick(raw, 'status', 'code', 'status_code', 'statusCode', 'http'));
  const status = Number.isInteger(code) && code >= 100 && code <= 599 ? code : undefined;
  const failure = failureOf(raw, status);
  const sample = {
    at,
    route,
    ms,
    ...(failure && { failure }),
    ...(failure === 'http' && status !== undefined && { status }),
  };
  return { samples: [sample] };
};

const WORDS = ['text', 'title', 'label', 'task', 'todo', 'name', 'what', 'item', 'value'];
const DONE = /^(done|closed?|complete[d]?|resolved|checked)$/i;

const isDone = (raw: Raw): boolean =>
  ['done', 'completed', 'complete', 'checked', 'closed', 'resolved'].some((name) => raw[name] === true) ||
  DONE.test(textOf(raw, 'status', 'state') ?? '');

/** A todo: an `add`, and a `done` where it was ticked. */
export const todo: Convert = (entry, name) => {
  if (typeof entry === 'number') return undefined;
  const raw: Raw = isObject(entry) ? entry : { text: entry };
  // A list by name may hold only whether each was done.
  const ticked = typeof entry === 'boolean';
  const text = ticked ? name : textOf(raw, ...WORDS);
  if (!text) return undefined;
  const id = textOf(raw, 'id', 'key', 'uuid');
  // Ids were often made of the time.
  const doneAt = firstTime(raw, ['doneAt', 'done_at', 'completedAt', 'completed_at', 'closedAt']);
  const at = firstTime(raw, [...TIMES, 'addedAt', 'added_at', 'created', 'added', 'id']) ?? doneAt;
  const identity = `add ${id ?? text}`;
  const add: OldPageEvent = { type: 'add', at, identity, details: { text } };
  if (!(ticked ? entry : isDone(raw))) return { events: [add] };
  const done: OldPageEvent = {
    type: 'done',
    at: doneAt ?? at,
    identity: `done ${id ?? text}`,
    of: { member: 'todo', identity },
    details: {},
  };
  return { events: [add, done] };
};

const CLOSED = /^(closed?|done|resolved|complete[d]?|rejected|denied|cancell?ed|withdrawn)$/i;
const APPROVED = /^(approved?|approval|sign(ed)?[ -]?off)$/i;
const OPENED = /^(open(ed)?|request(ed)?|create[d]?|new)$/i;

/** What a word of the older page says was done. */
const typeOf = (word: string): string | undefined =>
  CLOSED.test(word) ? 'close' : APPROVED.test(word) ? 'approve' : OPENED.test(word) ? 'open' : undefined;

/** A governance request with its state, or one event of it: `open`, `approve`, `close`. */
export const governance: Convert = (raw, name) => {
  if (!isObject(raw)) return undefined;
  const request = textOf(raw, 'request', 'request_id', 'requestId', 'req_id', 'reqId', 'id') ?? name;
  if (!request) return undefined;
  const at = firstTime(raw, [...TIMES, 'opened', 'openedAt', 'opened_at', 'requestedAt', 'id']);
  const version = textOf(raw, 'version', 'target', 'target_version', 'targetVersion')?.replace(
    /^v(?=\d+$)/i,
    '',
  );
  const reason = textOf(raw, 'reason', 'description', 'summary', 'title', 'text', 'note');
  const approver = textOf(raw, 'approver', 'approvedBy', 'approved_by', 'approval', 'signoff');
  const event = (type: string, when: number | undefined, details: Record<string, unknown>): OldPageEvent => ({
    type,
    at: when,
    identity: `${type} ${request}`,
    details: { request, ...details },
  });
  const asked = { ...(version && { version }), ...(reason && { reason }) };
  const approval = approver ? { approver } : {};
  const single = typeOf(textOf(raw, 'did', 'action', 'event') ?? '');
  if (single) {
    const details = { open: asked, approve: approval }[single] ?? {};
    return { events: [{ ...event(single, at, details), identity: `${single} ${request} ${at ?? ''}` }] };
  }
  const state = typeOf(textOf(raw, 'status', 'state') ?? '');
  const approvedAt = firstTime(raw, ['approvedAt', 'approved_at', 'approved']);
  const closedAt = firstTime(raw, ['closedAt', 'closed_at', 'resolvedAt', 'closed']);
  const approved = state === 'approve' || raw['approved'] === true || approvedAt !== undefined || approver;
  const closed = state === 'close' || isDone(raw) || closedAt !== undefined;
  const events = [event('open', at ?? approvedAt ?? closedAt, asked)];
  if (approved) events.push(event('approve', approvedAt ?? at, approval));
  if (closed) events.push(event('close', closedAt ?? approvedAt ?? at, {}));
  return { events };
};

/**
 * An incident with its tier, which is another one here: an `open`, and a `resolve` where it was resolved. How the older page
 * kept them is not known, so one that does not tell its tier and what it is about is left as it was.
 */
export const incident: Convert = (raw) => {
  if (!isObject(raw)) return undefined;
  const was = textOf(raw, 'tier', 'severity', 'priority', 'level')?.toUpperCase();
  const tier = olderTier(was);
  const title = textOf(raw, ...WORDS, 'description', 'summary');
  if (!tier || !title) return undefined;
  const id = textOf(raw, 'id', 'key', 'uuid');
  const resolvedAt = firstTime(raw, ['resolvedAt', 'resolved_at', 'closedAt', 'closed_at']);
  const at = firstTime(raw, [...TIMES, 'openedAt', 'opened_at', 'startedAt', 'created', 'id']) ?? resolvedAt;
  const identity = `open ${id ?? title}`;
  const open: OldPageEvent = { type: 'open', at, identity, details: { title, tier, was } };
  if (!isDone(raw) && resolvedAt === undefined) return { events: [open] };
  const text = textOf(raw, 'resolution', 'closing');
  const resolve: OldPageEvent = {
    type: 'resolve',
    at: resolvedAt ?? at,
    identity: `resolve ${id ?? title}`,
    of: { member: 'incident', identity },
    details: text ? { text } : {},
  };
  return { events: [open, resolve] };
};
