import { hub } from '../data/hub.ts';
import { routes } from '../api/routes.ts';
import { incidentEvents } from '../domain/incidents/incident-events.ts';
import { incidents } from '../domain/incidents/incidents.ts';
import { faultWords, outages } from '../domain/availability/outages.ts';
import { episodes } from '../domain/incidents/episodes.ts';
import { readEvents } from '../store/event-log.ts';
import { samplesIn } from '../store/logs.ts';
import { eventsIn } from '../store/records.ts';
import type { AliasSample, AnomalySample, LatencySample, LogName } from '../data/samples.ts';
import type { History } from '../data/past-chains.ts';
import type { IncidentEvent } from '../domain/incidents/incident-events.ts';
import type { Tone } from '../domain/judgement/tone.ts';

/** Something that happened while the past was kept. */
export interface Happened {
  /** ms since 1970 UTC. */
  at: number;
  tone: Tone;
  label: string;
}

const samples = async (base: string, log: LogName): Promise<unknown[]> =>
  samplesIn((await hub().store.under(hub().log(base, log).prefix)).map(([, chunk]) => chunk));

/** What it is put together of. */
interface PastSources {
  aliases: readonly AliasSample[];
  found: readonly AnomalySample[];
  requests: readonly LatencySample[];
  events: readonly IncidentEvent[];
  /** The oldest moment that can be shown, in ms since 1970 UTC. */
  oldest: number;
}

/**
 * What happened in a time of which the past is kept, oldest first: changes of an alias, anomalies, outages, incidents.
 * @param interval the polling interval, in ms
 */
export function happenedIn(
  { aliases, found, requests, events, oldest }: PastSources,
  now: number,
  interval: number,
): Happened[] {
  const moved = aliases.flatMap(({ at, alias, version }, n): Happened[] => {
    const before = aliases.slice(0, n).findLast((each) => each.alias === alias);
    return before && before.version !== version
      ? [{ at, tone: 'info', label: `alias ${alias}: ${before.version} → ${version}` }]
      : [];
  });
  const seen = episodes(found, now, interval).map(({ first, title }): Happened => ({
    at: first,
    tone: 'warn',
    label: title,
  }));
  const failed = outages(requests, now, interval).map(({ first, route, faults }): Happened => ({
    at: first,
    tone: 'bad',
    label: `${routes[route].path} failed: ${faults.map(faultWords).join(', ')}`,
  }));
  const opened = incidents(events).map(({ openedAt, title }): Happened => ({
    at: openedAt,
    tone: 'bad',
    label: `incident: ${title}`,
  }));
  return [...moved, ...seen, ...failed, ...opened]
    .filter(({ at }) => at >= oldest && at <= now)
    .sort((a, b) => a.at - b.at);
}

/** What happened in the past that this browser kept. @param interval the polling interval, in ms */
export async function happened(history: History, now: number, interval: number): Promise<Happened[]> {
  const { realm, requests } = history;
  // Each log holds its own samples only.
  const [aliases, found, events] = await Promise.all([
    samples(realm, 'sd_deployment_log') as Promise<AliasSample[]>,
    samples(realm, 'missionControlAnomalyLog') as Promise<AnomalySample[]>,
    hub().store.under(hub().records(realm, incidentEvents.name).prefix),
  ]);
  const reported = {
    aliases,
    found,
    requests,
    events: readEvents(incidentEvents, eventsIn(events.map(([, event]) => event))).events,
  };
  return happenedIn({ ...reported, oldest: history.times()[0] ?? now }, now, interval);
}
