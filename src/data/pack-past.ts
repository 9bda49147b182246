import { isObject } from '../api/kinds.ts';
import { maskAnswer, rootOf } from '../api/mask.ts';
import { routes as table } from '../api/routes.ts';
import { incidentEvents, modeEvents } from '../domain/incidents/incident-events.ts';
import { outages } from '../domain/availability/outages.ts';
import { episodes } from '../domain/incidents/episodes.ts';
import { answersIn } from '../store/past-read.ts';
import { diff } from '../store/patch.ts';
import { maskPatch } from '../store/patch-mask.ts';
import { failingAt, stateOf } from './past-chains.ts';
import { asOf } from './past-moment.ts';
import type { Route } from '../api/fields.ts';
import type { PastEntry } from '../store/past-write.ts';
import type { PastAnswer } from '../store/past-read.ts';
import type { History } from './past-chains.ts';
import type { ApiState } from './card-data.ts';

/** The answers before a recorded moment that it has, by route, oldest first: whole, or as what became of the one before. */
export type PackPast = Partial<Record<Route, PastEntry[]>>;

/** The room for the past of a pack, in characters of JSON: with all else it stays well under 5 MB. */
const ROOM = 1_200_000;
/** Most answers of one route. */
const MOST = 400;
const MINUTE = 60_000;
/** How far apart the answers lie that are kept for no reason of their own, in ms: for want of room further apart. */
const APART = [0, 2, 10, 30, Infinity].map((minutes) => minutes * MINUTE);

// `Object.keys` forgets the names of the keys.
const ROUTES = Object.keys(table) as Route[];

type PastOf = Pick<ApiState, 'logs' | 'records' | 'now' | 'interval'>;

/** When something happened before a moment: anomalies, outages, changes of an alias, and what was done in incidents. */
export function marksOf({ logs, records, now, interval }: PastOf): number[] {
  const found = episodes(logs.missionControlAnomalyLog ?? [], now, interval);
  const failed = outages(logs.sd_latency_log ?? [], now, interval);
  const aliases = logs.sd_deployment_log ?? [];
  return [
    ...found.flatMap(({ first, missed = first }) => [first, missed]),
    ...failed.flatMap(({ first, ended = first }) => [first, ended]),
    ...aliases.map(({ at }) => at),
    ...[incidentEvents, modeEvents].flatMap(({ name }) => (records[name] ?? []).map(({ at }) => at)),
  ].filter((at) => at <= now);
}

/** Of the times of answers (in order) those that lie so far apart, and for each mark the one that was known then. */
function chosen(times: readonly number[], apart: number, marks: readonly number[]): number[] {
  const known = new Set(marks.map((mark) => times.findLast((at) => at <= mark)));
  let last = -Infinity;
  return times.filter((at) => {
    if (at - last < apart && !known.has(at) && last > -Infinity) return false;
    last = at;
    return true;
  });
}

/** The answers of a route at some times, each as what became of the one before, masked. */
async function entriesOf(history: History, route: Route, times: readonly number[]): Promise<PastEntry[]> {
  const wanted = new Set(times);
  const entries: PastEntry[] = [];
  let before: PastAnswer | undefined;
  for await (const chain of history.answers(route))
    for (const answer of chain) {
      if (!wanted.delete(answer.at)) continue;
      const { json, at, until, made } = answer;
      const patch = before && maskPatch(diff(before.json, json) ?? { in: {} }, rootOf(route));
      entries.push({
        at,
        ...(made !== undefined && { made }),
        ...(until > at && { until }),
        ...(before && patch ? { after: before.at, patch } : { json: maskAnswer(route, json) }),
      });
      before = answer;
    }
  return entries;
}

/** The past of a moment, for a pack: as much of it as has room, and all at which something happened. */
export async function pastFor(history: History, data: PastOf, cut: Set<string>): Promise<PackPast> {
  const marks = marksOf(data);
  let past: PackPast = {};
  for (const apart of APART) {
    const times = ROUTES.map((route) => {
      const all = history.times([route]).filter((at) => at <= data.now);
      return [route, chosen(all, apart, marks)] as const;
    });
    if (apart < Infinity && times.some(([, list]) => list.length > MOST)) continue;
    const lists = await Promise.all(
      times.map(
        async ([route, list]) => [route, await entriesOf(history, route, list.slice(-MOST))] as const,
      ),
    );
    past = Object.fromEntries(lists.filter(([, list]) => list.length > 0));
    if (JSON.stringify(past).length <= ROOM) return past;
  }
  cut.add('past');
  return {};
}

/** The past of a pack of unknown origin, masked; what is no answer is left out. */
export function pastFrom(raw: unknown, isTime: (at: unknown) => at is number): PackPast {
  if (!isObject(raw)) return {};
  const past: PackPast = {};
  for (const route of ROUTES) {
    const list: unknown = raw[route];
    if (!Array.isArray(list)) continue;
    const entries = list.slice(-MOST).flatMap((each: unknown): PastEntry[] => {
      if (!isObject(each) || !isTime(each['at'])) return [];
      const { at, made, until, after, json } = each;
      const times = { at, ...(isTime(made) && { made }), ...(isTime(until) && { until }) };
      const patch = maskPatch(each['patch'], rootOf(route));
      if (isTime(after) && patch) return [{ ...times, after, patch }];
      return json === undefined ? [] : [{ ...times, json: maskAnswer(route, json) }];
    });
    if (entries.length > 0) past[route] = entries.sort((a, b) => a.at - b.at);
  }
  return past;
}

type Recorded = ApiState & { past: PackPast };

const opened = new WeakMap<PackPast, Map<Route, PastAnswer[]>>();

/** The answers of a route before a recorded moment, oldest first: put together once. */
function answersOf(past: PackPast, route: Route): PastAnswer[] {
  let known = opened.get(past);
  if (!known) opened.set(past, (known = new Map()));
  let answers = known.get(route);
  if (!answers) known.set(route, (answers = answersIn(past[route] ?? [])));
  return answers;
}

/** The times before a recorded moment to which one can go back, and its own, oldest first, in ms since 1970 UTC. */
export function timesOf({ past, now }: Recorded): number[] {
  const times = ROUTES.flatMap((route) => (past[route] ?? []).map(({ at }) => at)).filter((at) => at < now);
  return [...new Set([...times, now])].sort((a, b) => a - b);
}

const states = new WeakMap<PackPast, { time: number; routes: ApiState['routes'] }>();

/** What was known at a time before a recorded moment: nothing that came later. @param time ms since 1970 UTC */
export function packAt(known: Recorded, time: number): ApiState {
  if (time >= known.now) return known;
  const { past, logs } = known;
  let at = states.get(past);
  if (at?.time !== time) {
    const routes = ROUTES.map((route) => {
      const newest = answersOf(past, route)
        .filter((answer) => answer.at <= time)
        .slice(-2)
        .reverse();
      return [route, stateOf(newest, failingAt(logs.sd_latency_log ?? [], route, time), time)] as const;
    });
    states.set(past, (at = { time, routes: Object.fromEntries(routes) }));
  }
  return asOf({ ...known, routes: at.routes }, time, at.routes);
}
