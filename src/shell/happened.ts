import { hub } from '../data/hub.ts';
import { routes } from '../api/routes.ts';
import { INCIDENTS, incidents } from '../rules/incidents.ts';
import { faultWords, outages } from '../rules/outages.ts';
import { spells } from '../rules/spells.ts';
import { samplesIn } from '../store/logs.ts';
import { deedsIn } from '../store/records.ts';
import type { AliasSample, AnomalySample, LatencySample, LogName } from '../data/samples.ts';
import type { History } from '../data/history.ts';
import type { Deed } from '../store/records.ts';
import type { Tone } from '../rules/tone.ts';

/** Something that happened while the past was kept. */
export interface Happened {
  /** ms since 1970 UTC. */
  at: number;
  tone: Tone;
  words: string;
}

const samples = async (base: string, log: LogName): Promise<unknown[]> =>
  samplesIn((await hub().kept.under(hub().log(base, log).prefix)).map(([, chunk]) => chunk));

/** What it is put together of. */
interface Told {
  aliases: readonly AliasSample[];
  found: readonly AnomalySample[];
  requests: readonly LatencySample[];
  deeds: readonly Deed[];
  /** The oldest moment that can be shown, in ms since 1970 UTC. */
  oldest: number;
}

/**
 * What happened in a time of which the past is kept, oldest first: changes of an alias, anomalies, outages, incidents.
 * @param interval the polling interval, in ms
 */
export function happenedIn(
  { aliases, found, requests, deeds, oldest }: Told,
  now: number,
  interval: number,
): Happened[] {
  const moved = aliases.flatMap(({ at, alias, version }, n): Happened[] => {
    const before = aliases.slice(0, n).findLast((each) => each.alias === alias);
    return before && before.version !== version
      ? [{ at, tone: 'info', words: `alias ${alias}: ${before.version} → ${version}` }]
      : [];
  });
  const seen = spells(found, now, interval).map(({ first, title }): Happened => ({
    at: first,
    tone: 'warn',
    words: title,
  }));
  const failed = outages(requests, now, interval).map(({ first, route, faults }): Happened => ({
    at: first,
    tone: 'bad',
    words: `${routes[route].path} failed: ${faults.map(faultWords).join(', ')}`,
  }));
  const opened = incidents(deeds).map(({ openedAt, title }): Happened => ({
    at: openedAt,
    tone: 'bad',
    words: `incident: ${title}`,
  }));
  return [...moved, ...seen, ...failed, ...opened]
    .filter(({ at }) => at >= oldest && at <= now)
    .sort((a, b) => a.at - b.at);
}

/** What happened in the past that this browser kept. @param interval the polling interval, in ms */
export async function happened(history: History, now: number, interval: number): Promise<Happened[]> {
  const { base, requests } = history;
  // Each log holds its own samples only.
  const [aliases, found, deeds] = await Promise.all([
    samples(base, 'sd_deployment_log') as Promise<AliasSample[]>,
    samples(base, 'missionControlAnomalyLog') as Promise<AnomalySample[]>,
    hub().kept.under(hub().records(base, INCIDENTS).prefix),
  ]);
  const told = { aliases, found, requests, deeds: deedsIn(deeds.map(([, deed]) => deed)) };
  return happenedIn({ ...told, oldest: history.times()[0] ?? now }, now, interval);
}
