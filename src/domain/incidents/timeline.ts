import { trailOf } from '../governance/governance-trail.ts';
import { incidentSteps } from './incidents.ts';
import { faultWords } from '../availability/outages.ts';
import { code, items, plain } from '../format/markdown-text.ts';
import { count, duration, plural, stamp } from '../format/values.ts';
import type { Deploy } from '../release/deploy-log.ts';
import type { RecordedGovernanceEvent } from '../governance/governance-events.ts';
import type { IncidentEvent, ModeEvent } from './incident-events.ts';
import type { IncidentStep } from './incidents.ts';
import type { Note } from '../operator/shift-notes.ts';
import type { Outage } from '../availability/outages.ts';
import type { Episode } from './episodes.ts';

/** Where an entry of the timeline comes from. */
export type Origin =
  'deploy' | 'alias' | 'governance' | 'incident' | 'note' | 'anomaly' | 'failure' | 'audit';

/** What each origin is called, in the order in which they are offered. */
export const ORIGINS: Record<Origin, string> = {
  deploy: 'Deploys',
  alias: 'Alias changes',
  governance: 'Governance',
  incident: 'Incidents',
  note: 'Notes',
  anomaly: 'Anomalies',
  failure: 'Route failures',
  audit: 'Audit',
};

/** One thing that happened. */
export interface Happening {
  /** ms since 1970 UTC. */
  at: number;
  origin: Origin;
  what: string;
  /** What else is known of it. */
  more?: string | undefined;
}

/** A line of the audit; `timestamp` in ms since 1970 UTC. */
export interface TimelineEntry {
  id?: string | undefined;
  event_type?: string | undefined;
  timestamp?: number | undefined;
  actor?: string | undefined;
  target?: string | undefined;
  reason?: string | undefined;
}

/** All that a timeline is put together of. */
export interface TimelineSources {
  /** The promotions that the site's deploy log tells. */
  deploys: readonly Deploy[];
  /** The version of an alias whenever this browser noted one, oldest first. */
  aliases: readonly { at: number; alias: string; version: string }[];
  audit: readonly TimelineEntry[];
  notes: readonly Note[];
  /** What was done to incidents, oldest first, and to incident mode. */
  incidents: readonly IncidentEvent[];
  mode: readonly ModeEvent[];
  /** Requests, approvals, freezes, and uses of what is governed. */
  governance: readonly RecordedGovernanceEvent[];
  anomalies: readonly Episode[];
  /** Failures in a row of a route, with its path. */
  failures: readonly (Outage & { path: string })[];
}

/** A timeline, and what has no place in it. */
export interface Timeline {
  /** Newest first. */
  list: Happening[];
  /** Entries of the audit that are pulses: they say that an agent lives, which is no event. */
  pulses: number;
  /** What has no time, or one that lies in the future. */
  untimed: number;
}

/** So far ahead, in ms, an entry is put down to clocks that differ. */
const AHEAD = 60_000;
const PULSE = 'duck.pulse';

const deployed = ({ at, version, alias, summary }: Deploy): Happening => ({
  at,
  origin: 'deploy',
  what: `Version ${version} to alias ${alias}`,
  more: summary,
});

/** The changes among what was noted of each alias; what it was at first is no change. */
function changes(noted: TimelineSources['aliases']): Happening[] {
  const known = new Map<string, string>();
  return noted
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at, alias, version }): Happening[] => {
      const was = known.get(alias);
      known.set(alias, version);
      return was === undefined || was === version
        ? []
        : [
            {
              at,
              origin: 'alias',
              what: `Alias ${alias} from version ${was} to ${version}`,
              more: 'when this browser first saw it',
            },
          ];
    });
}

/** The lines of the audit, each once: an answer repeats what the one before it told. */
function audited(entries: readonly TimelineEntry[]): { list: Happening[]; pulses: number; untimed: number } {
  const once = new Map(entries.map((entry) => [entry.id ?? JSON.stringify(entry), entry]));
  const events = [...once.values()].filter(({ event_type: type }) => type !== PULSE);
  const list = events.flatMap(({ event_type: type, timestamp: at, actor, target, reason }): Happening[] =>
    at === undefined
      ? []
      : [
          {
            at,
            origin: 'audit',
            what: [type || 'An event without a type', actor, target && `→ ${target}`]
              .filter(Boolean)
              .join(' '),
            more: reason,
          },
        ],
  );
  return { list, pulses: once.size - events.length, untimed: events.length - list.length };
}

const INCIDENT: Record<IncidentStep['type'], (step: IncidentStep) => Omit<Happening, 'at'>> = {
  open: ({ title, tier, text }) => ({
    origin: 'incident',
    what: `Opened: ${title}`,
    more: [`as ${tier}`, ...(text ? [`cause: ${text}`] : [])].join(', '),
  }),
  note: ({ title, text = '' }) => ({ origin: 'note', what: text, more: `on ${title}` }),
  tier: ({ title, tier, was }) => ({
    origin: 'incident',
    what: `Now ${tier}: ${title}`,
    more: was && `it was ${was}`,
  }),
  resolve: ({ title, text }) => ({ origin: 'incident', what: `Resolved: ${title}`, more: text }),
  reopen: ({ title }) => ({ origin: 'incident', what: `Opened again: ${title}` }),
};
const ofIncident = (step: IncidentStep): Happening => ({ at: step.at, ...INCIDENT[step.type](step) });

/** What was done under the rules of change, without the command lines that were used. */
const governed = (events: readonly RecordedGovernanceEvent[], tz: string | undefined): Happening[] =>
  trailOf(events, (at) => stamp(at, tz)).map(({ at, what, request, who, outcome }) => ({
    at,
    origin: 'governance',
    what,
    more: [
      ...(request ? [`request ${request}`] : []),
      ...(who ? [`by ${who}`] : []),
      ...(outcome ? [outcome] : []),
    ].join(', '),
  }));

/** @param said what was written on incidents: a closing note is kept with both, and told once */
function ofMode(event: ModeEvent, noted: ReadonlySet<string | undefined>): Happening {
  if (event.type === 'start') return { at: event.at, origin: 'incident', what: 'Incident mode started' };
  const more = noted.has(event.text) ? undefined : event.text;
  return { at: event.at, origin: 'incident', what: 'Incident mode ended', more };
}

const ofAnomaly = (
  { title, score, first, last, state, missed, unwatched }: Episode,
  tz: string | undefined,
): Happening[] => [
  {
    at: first,
    origin: 'anomaly',
    what: `First seen: ${title}`,
    more: [
      `score ${count(score)}`,
      state === 'lasting' ? 'it lasts' : `last seen ${stamp(last, tz)}`,
      ...(unwatched > 0 ? [`nobody looked for ${duration(unwatched)} of it`] : []),
    ].join(', '),
  },
  ...(missed === undefined
    ? []
    : [
        {
          at: missed,
          origin: 'anomaly' as const,
          what: `Not found any more: ${title}`,
          more: `last seen ${stamp(last, tz)}`,
        },
      ]),
];

const ofFailure = (
  { path, first, last, count: n, faults, ended, state }: Outage & { path: string },
  tz: string | undefined,
): Happening[] => [
  {
    at: first,
    origin: 'failure',
    what: `${path} failed: ${faults.map(faultWords).join(', ')}`,
    more: [
      plural(n, 'request'),
      ...(state === 'failing' ? ['still failing'] : []),
      ...(state === 'unseen' ? [`nobody asked after ${stamp(last, tz)}`] : []),
    ].join(', '),
  },
  ...(ended === undefined
    ? []
    : [
        {
          at: ended,
          origin: 'failure' as const,
          what: `${path} answers again`,
          more: `after ${duration(ended - first)}`,
        },
      ]),
];

/**
 * What happened until `now` (ms since 1970 UTC), from every source in one order, newest first. Of two things of one time
 * the cause is the older one, such as the incident that a start of the mode has opened.
 * @param tz the zone of times within an entry, an IANA name
 */
export function timeline(reported: TimelineSources, now: number, tz?: string): Timeline {
  const audit = audited(reported.audit);
  const steps = incidentSteps(reported.incidents);
  const noted = new Set(steps.map(({ text }) => text));
  const all = [
    ...reported.deploys.map(deployed),
    ...changes(reported.aliases),
    ...governed(reported.governance, tz).reverse(),
    ...steps.map(ofIncident),
    ...reported.mode.map((event) => ofMode(event, noted)),
    ...reported.notes.map(({ at, text }): Happening => ({ at, origin: 'note', what: text })),
    ...reported.anomalies.toReversed().flatMap((episode) => ofAnomaly(episode, tz)),
    ...reported.failures.toReversed().flatMap((outage) => ofFailure(outage, tz)),
    ...audit.list.reverse(),
  ];
  const list = all
    .filter(({ at }) => at <= now + AHEAD)
    .sort((a, b) => a.at - b.at)
    .reverse();
  return { list, pulses: audit.pulses, untimed: audit.untimed + all.length - list.length };
}

/** How many entries each origin has. */
export const tally = (list: readonly Happening[]): Record<Origin, number> =>
  // The keys are those of ORIGINS.
  Object.fromEntries(
    Object.keys(ORIGINS).map((origin) => [origin, list.filter((one) => one.origin === origin).length]),
  ) as Record<Origin, number>;

/** The newest entries, and how many older ones there are. */
export const capped = (list: readonly Happening[], most: number): { shown: Happening[]; older: number } => ({
  shown: list.slice(0, most),
  older: Math.max(0, list.length - most),
});

/** Longest text of an entry in an export, in characters. */
const LONGEST = 1000;
/** So many entries are exported. */
export const EXPORTED = 500;

/**
 * A timeline as Markdown, newest first; every text in it is only text, see {@link plain}.
 * @param of what it is of: the backend, when it was written (ms since 1970 UTC), which origins were left out
 */
export function timelineMarkdown(
  list: readonly Happening[],
  of: { base: string; now: number; tz?: string; without: readonly Origin[] },
): string {
  const { shown, older } = capped(list, EXPORTED);
  const lines = shown.map(
    ({ at, origin, what, more }) =>
      `${stamp(at, of.tz)} · ${ORIGINS[origin]} · ${plain(what, LONGEST)}${more ? ` (${plain(more, LONGEST)})` : ''}`,
  );
  return [
    '# Incident timeline',
    `As one browser knew it at ${stamp(of.now, of.tz)}, of ${code(of.base)}. Newest first.`,
    ...(of.without.length > 0
      ? [`Left out: ${of.without.map((origin) => ORIGINS[origin]).join(', ')}.`]
      : []),
    items([...lines, ...(older > 0 ? [`and ${count(older)} older`] : [])], 'Nothing happened that is known.'),
    '',
  ].join('\n\n');
}
