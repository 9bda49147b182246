import { readDeployLog } from '../rules/deploy-log.ts';
import type { Known } from './moment.ts';
import type { Site } from './site.ts';

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

/** The lines of a deploy log, or the entries where it is a JSON list, each with the time of the promotion that it tells. */
function linesOf(text: string): { line: string; at: number }[] {
  const at = (line: string): number => readDeployLog(line).entries[0]?.at ?? -Infinity;
  try {
    const list: unknown = JSON.parse(text);
    if (Array.isArray(list))
      return list.map((entry: unknown) => ({ line: JSON.stringify(entry), at: at(JSON.stringify([entry])) }));
  } catch {
    // Markdown, as usual.
  }
  return text.split('\n').map((line) => ({ line, at: at(line) }));
}

const lines = new WeakMap<object, ReturnType<typeof linesOf>>();

/** The site as it was last read, without the promotions that its deploy log tells of later times. */
function siteAt(site: Site, time: number): Site {
  const { deploy_log: log } = site.files;
  if (!log) return site;
  let all = lines.get(log);
  if (!all) lines.set(log, (all = linesOf(log.text)));
  const left = all.filter(({ at }) => at <= time).map(({ line }) => line);
  const text = log.text.trimStart().startsWith('[') ? `[${left.join(',\n')}]` : left.join('\n');
  const { entries, problems } = site.deploys;
  return {
    ...site,
    files: { ...site.files, deploy_log: { ...log, text } },
    deploys: { entries: entries.filter(({ at }) => at <= time), problems },
  };
}

/**
 * What a card knew at a time, made of what it knows now and of the routes as they were: nothing that came later.
 * @param time ms since 1970 UTC
 */
export function asOf(known: Known, time: number, routes: Known['routes']): Known {
  const { base, interval, logs, records, site, page } = known;
  const own = Object.keys(known.routes) as (keyof Known['routes'])[];
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
      Object.entries(records).map(([name, deeds = []]) => [name, deeds.filter(({ at }) => at <= time)]),
    ),
    site: siteAt(site, time),
    ...(page && { page }),
  };
}
