import { readDeployLog } from '../domain/release/deploy-log.ts';
import type { ApiState } from './card-data.ts';
import type { MarkdownLine, TextFile } from '../domain/format/markdown-lines.ts';
import type { FileState, Site } from './site-state.ts';

/** What a time-ordered list held up to a time; cards share a long log, and so what is left of it. */
function upTo<T extends { at: number }>(list: readonly T[], time: number): T[] {
  const known = cuts.get(list);
  // What was cut of a list is a list of the same things.
  if (known?.time === time) return known.cut as T[];
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? Infinity) <= time) low = middle + 1;
    else high = middle;
  }
  const cut = list.slice(0, low);
  cuts.set(list, { time, cut });
  return cut;
}
const cuts = new WeakMap<readonly unknown[], { time: number; cut: unknown[] }>();

/** When an entry of a deploy log was, by itself; what is no entry is of any time. */
const timeOf = (file: Pick<TextFile, 'text' | 'lines'>): number =>
  readDeployLog(file).entries[0]?.at ?? -Infinity;

const lineTimes = new WeakMap<MarkdownLine, number>();

/** The same of a line, read once: the past is gone through step by step. */
function lineTime(line: MarkdownLine): number {
  const at = lineTimes.get(line) ?? timeOf({ text: '', lines: [line] });
  lineTimes.set(line, at);
  return at;
}

/** A deploy log without the promotions that it tells of later times. */
function logAt(log: FileState, time: number): FileState {
  if (log.lines.length === 0) {
    try {
      const list: unknown = JSON.parse(log.text);
      if (!Array.isArray(list)) return log;
      const left = list
        .map((entry: unknown) => JSON.stringify(entry))
        .filter((entry) => timeOf({ text: `[${entry}]`, lines: [] }) <= time);
      return { ...log, text: `[${left.join(',\n')}]` };
    } catch {
      return log;
    }
  }
  const later = log.lines.filter((line) => lineTime(line) > time);
  const gone = new Set(later);
  const text = log.text.split('\n');
  for (const { lines } of later) text.fill('', lines[0] - 1, lines[1]);
  return { ...log, text: text.join('\n'), lines: log.lines.filter((line) => !gone.has(line)) };
}

/** The site as it was last read, without the promotions that its deploy log tells of later times. */
function siteAt(site: Site, time: number): Site {
  const { deploy_log: log } = site.files;
  if (!log) return site;
  const { entries, problems } = site.deploys;
  return {
    ...site,
    files: { ...site.files, deploy_log: logAt(log, time) },
    deploys: { entries: entries.filter(({ at }) => at <= time), problems },
  };
}

/**
 * What a card knew at a time, made of what it knows now and of the routes as they were: nothing that came later.
 * @param time ms since 1970 UTC
 */
export function asOf(apiState: ApiState, time: number, routes: ApiState['routes']): ApiState {
  const { base, interval, logs, records, site, page } = apiState;
  const own = Object.keys(apiState.routes) as (keyof ApiState['routes'])[];
  return {
    base,
    interval,
    now: time,
    recorded: true,
    routes: Object.fromEntries(own.map((route) => [route, routes[route] ?? { restored: true }])),
    // Each log has samples of a type of its own; here only their times count.
    logs: Object.fromEntries(
      Object.entries(logs).map(([name, samples]) => [name, upTo<{ at: number }>(samples, time)]),
    ),
    records: Object.fromEntries(
      Object.entries(records).map(([name, events = []]) => [name, events.filter(({ at }) => at <= time)]),
    ),
    site: siteAt(site, time),
    ...(page && { page }),
  };
}
