import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Context } from '../collector.ts';
import { Failure } from '../failure.ts';

const MINUTE = 60_000;
/** The most pages of one window; a page may be empty. */
const MOST_PAGES = 5;
/** The most events that are remembered. */
const MOST_EVENTS = 10_000;
/** Events arrive late, so the last minutes are read again. */
const LATE_MS = 2 * MINUTE;
/** Logs name the oldest events first, so the past is read in windows, of which the newest must be whole. */
const EDGES = [0, 1, 5, 60, 360, 1440].map((minutes) => minutes * MINUTE);

/** Which lines are read. */
export interface Wanted<T> {
  group: string;
  /** Filter pattern of CloudWatch Logs. */
  pattern?: string | undefined;
  /** How far back, in ms. */
  spanMs: number;
  /** What is remembered of an event; `undefined` where it is none of those wanted. */
  read: (event: FilteredLogEvent) => T | undefined;
}

/** Lines of the last time, newest first. */
export interface Tail<T> {
  entries: { at: number; value: T }[];
  /** From here on none is missing, in ms UTC. */
  from: number;
}

interface Remembered<T> {
  entries: Map<string, { at: number; value: T }>;
  from: number;
  to: number;
}

/** The events of a window, and whether these are all. */
async function windowOf<T>(
  { clients, call }: Context,
  { group, pattern, read }: Wanted<T>,
  from: number,
  to: number,
): Promise<{ entries: [string, { at: number; value: T }][]; whole: boolean }> {
  const entries: [string, { at: number; value: T }][] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { events = [], nextToken: next } = await call('logs:FilterLogEvents', (options) =>
      clients.logs.send(
        new FilterLogEventsCommand({
          logGroupName: group,
          filterPattern: pattern,
          startTime: from,
          endTime: to,
          nextToken,
        }),
        options,
      ),
    );
    for (const event of events) {
      const value = read(event);
      if (value !== undefined && event.eventId !== undefined && event.timestamp !== undefined)
        entries.push([event.eventId, { at: event.timestamp, value }]);
    }
    if (next === undefined) return { entries, whole: true };
    nextToken = next;
  }
  return { entries, whole: false };
}

/** Reads the past in windows at the same time, and takes the newest of them as far as they are whole. */
async function start<T>(context: Context, wanted: Wanted<T>): Promise<Remembered<T>> {
  const { now } = context;
  const edges = EDGES.filter((edge) => edge < wanted.spanMs).concat(wanted.spanMs);
  const windows = await Promise.all(
    // Both ends of a window belong to it.
    edges.slice(1).map((edge, index) => windowOf(context, wanted, now - edge, now - (edges[index] ?? 0))),
  );
  const cut = windows.findIndex(({ whole }) => !whole);
  const whole = cut < 0 ? windows : windows.slice(0, cut);
  if (whole.length === 0)
    throw new Failure('refused', `The log group ${wanted.group} has too many lines in a minute to be read.`);
  return {
    entries: new Map(whole.flatMap(({ entries }) => entries)),
    from: now - (edges[whole.length] ?? 0),
    to: now,
  };
}

/** The lines since the last reading, added to what is remembered; the past anew where these are too many. */
async function goOn<T>(context: Context, wanted: Wanted<T>, before: Remembered<T>): Promise<Remembered<T>> {
  const { entries, whole } = await windowOf(context, wanted, before.to - LATE_MS, context.now);
  if (!whole) return start(context, wanted);
  for (const [id, entry] of entries) before.entries.set(id, entry);
  return { ...before, to: context.now };
}

/** The lines of the last time. What was read before is remembered, so that only the new ones are asked for. */
export async function tailOf<T>(context: Context, wanted: Wanted<T>): Promise<Tail<T>> {
  const { memory, now } = context;
  const key = `tail ${wanted.group}`;
  // Nobody else writes it.
  const before = memory.get(key) as Remembered<T> | undefined;
  const tail = before ? await goOn(context, wanted, before) : await start(context, wanted);
  const from = Math.max(tail.from, now - wanted.spanMs);
  const sorted = [...tail.entries].filter(([, { at }]) => at >= from).sort(([, a], [, b]) => b.at - a.at);
  const kept = sorted.slice(0, MOST_EVENTS);
  // What is forgotten is not there any more, so the tail begins after it.
  const begin = kept.length < sorted.length ? (kept.at(-1)?.[1].at ?? from) + 1 : from;
  const remembered = kept.filter(([, { at }]) => at >= begin);
  memory.set(key, { entries: new Map(remembered), from: begin, to: tail.to });
  return { entries: remembered.map(([, entry]) => entry), from: begin };
}
