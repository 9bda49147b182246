import type { Severity } from '../findings/severity.ts';
import type { Tier } from '../findings/tier.ts';
import type { IncidentEvent, ModeEvent } from './incident-events.ts';

/** Something that was written down during an incident; `at` in ms since 1970 UTC. */
export interface IncidentNote {
  at: number;
  text: string;
}

/** One incident; times in ms since 1970 UTC. */
export interface Incident {
  /** The id of the event that opened it. */
  id: string;
  title: string;
  tier: Tier;
  cause?: string;
  /** The tier that it had on the older page, whose P1 is a P0 here; absent where it was opened here. */
  was?: string;
  openedAt: number;
  /** Absent where it was never opened again. */
  reopenedAt?: number;
  /** Oldest first. */
  notes: IncidentNote[];
  /** Absent while it is open. */
  resolvedAt?: number;
  /** What was written when it was resolved. */
  closing?: string;
}

/** What was done to an incident, where it changed something; `at` in ms since 1970 UTC. */
export interface IncidentStep {
  at: number;
  type: 'open' | 'note' | 'tier' | 'resolve' | 'reopen';
  title: string;
  /** The tier that it has from then on, and the one before where that changed. */
  tier: Tier;
  was?: Tier;
  /** The note, the closing note, or the cause. */
  text?: string;
}

/** Incident mode as it stands. */
export interface IncidentMode {
  /** When it was started, in ms since 1970 UTC; `undefined` while it is off. */
  since: number | undefined;
  /** The incident that it was started for. */
  incident: string | undefined;
}

/** An incident mode that is over; times in ms since 1970 UTC. */
export interface EndedMode {
  since: number;
  at: number;
  incident: string | undefined;
  /** The closing note; empty where none was written. */
  text: string;
}

/** Incident mode and what belongs to it, at one time. */
export interface IncidentState extends IncidentMode {
  /** The incident of the mode; `undefined` where it has none, or one that this browser does not know. */
  record: Incident | undefined;
  /** Every other incident that is open, worst tier first. */
  others: Incident[];
  /** Whether the mode has been on for so long that somebody should ask why. */
  late: boolean;
  /** When it becomes so, in ms since 1970 UTC; `undefined` where it is so already or the mode is off. */
  lateAt: number | undefined;
}

/** From this time on, in ms, incident mode is reminded of. */
export const incidentLimits = { remind: 4 * 3_600_000 };
/** For so long after its end, in ms, the handoff of an incident mode is offered. */
export const HANDED_OVER_WITHIN = 12 * 3_600_000;

/** The tiers, the worst first. */
export const TIERS: readonly Tier[] = ['P0', 'P1', 'P2', 'P3'];

/** A value as a tier; `undefined` where it is none. */
export const tierFrom = (raw: unknown): Tier | undefined => TIERS.find((tier) => tier === raw);

const OLDER: Record<string, Tier> = { P1: 'P0', P2: 'P2', P3: 'P3' };

/** A tier of the older page, which had three, as one of here; `undefined` where it is none of those. */
export const olderTier = (raw: unknown): Tier | undefined =>
  typeof raw === 'string' && Object.hasOwn(OLDER, raw) ? OLDER[raw] : undefined;

const isText = (text: string | undefined): text is string => text !== undefined && text !== '';

/** Every incident that the events open. Two tabs' clocks may differ a little, so these are looked for first. */
function opened(events: readonly IncidentEvent[]): Map<string, Incident> {
  const found = new Map<string, Incident>();
  for (const event of events) {
    if (event.type !== 'open' || event.title === '' || found.has(event.id)) continue;
    const { id, at, title, tier, cause, was } = event;
    found.set(id, {
      id,
      title,
      tier,
      ...(isText(cause) && { cause }),
      ...(isText(was) && { was }),
      openedAt: at,
      notes: [],
    });
  }
  return found;
}

type Change = Pick<IncidentStep, 'type'> & Partial<Pick<IncidentStep, 'was' | 'text'>>;

function resolve(incident: Incident, at: number, text: string | undefined): Change | undefined {
  const written = isText(text) ? { text } : {};
  // Of two tabs that resolve it at once the first counts, and what the second wrote is not lost.
  if (incident.resolvedAt !== undefined) return isText(text) ? note(incident, at, text) : undefined;
  incident.resolvedAt = at;
  if (isText(text)) incident.closing = text;
  return { type: 'resolve', ...written };
}

function reopen(incident: Incident, at: number): Change | undefined {
  const { resolvedAt, closing } = incident;
  if (resolvedAt === undefined) return undefined;
  incident.reopenedAt = at;
  if (closing !== undefined) incident.notes.push({ at: resolvedAt, text: closing });
  delete incident.resolvedAt;
  delete incident.closing;
  return { type: 'reopen' };
}

function note(incident: Incident, at: number, text: string): Change {
  incident.notes.push({ at, text });
  return { type: 'note', text };
}

function escalate(incident: Incident, tier: Tier): Change | undefined {
  const was = incident.tier;
  incident.tier = tier;
  return tier === was ? undefined : { type: 'tier', was };
}

type LaterEvent = Exclude<IncidentEvent, { type: 'open' }>;

/** Does to an incident what an event says, and answers what that changed, if anything. */
function change(incident: Incident, event: LaterEvent): Change | undefined {
  switch (event.type) {
    case 'note':
      return isText(event.text) ? note(incident, event.at, event.text) : undefined;
    case 'tier':
      return escalate(incident, event.tier);
    case 'resolve':
      return resolve(incident, event.at, event.text);
    case 'reopen':
      return reopen(incident, event.at);
  }
}

/** Every incident as these events (oldest first) have left it, and what was done on the way. */
function play(events: readonly IncidentEvent[]): { all: Incident[]; steps: IncidentStep[] } {
  const found = opened(events);
  const steps = [...found.values()].map(({ openedAt: at, title, tier, cause }): IncidentStep => ({
    at,
    type: 'open',
    title,
    tier,
    ...(cause !== undefined && { text: cause }),
  }));
  for (const event of events) {
    if (event.type === 'open') continue;
    const incident = found.get(event.incident);
    const changed = incident && change(incident, event);
    if (changed) steps.push({ at: event.at, title: incident.title, tier: incident.tier, ...changed });
  }
  return { all: [...found.values()], steps };
}

/**
 * The incidents that these events (oldest first) have left: open ones first, then by tier, the worst first, then the
 * newest first. An event on an incident that is not there, or that lacks what it needs, changes nothing.
 */
export function incidents(events: readonly IncidentEvent[]): Incident[] {
  const done = ({ resolvedAt }: Incident) => Number(resolvedAt !== undefined);
  const rank = ({ tier }: Incident) => TIERS.indexOf(tier);
  return play(events)
    .all.reverse()
    .sort((a, b) => done(a) - done(b) || rank(a) - rank(b));
}

/** Every step of every incident that these events (oldest first) tell; what changed nothing is none. */
export const incidentSteps = (events: readonly IncidentEvent[]): IncidentStep[] => play(events).steps;

/**
 * Incident mode after these events (oldest first): `start {incident}` and `end`. Of two tabs that start it at once the
 * first counts.
 */
export function incidentMode(events: readonly ModeEvent[]): IncidentMode {
  let mode: IncidentMode = { since: undefined, incident: undefined };
  for (const event of events) {
    if (event.type === 'end') mode = { since: undefined, incident: undefined };
    else if (mode.since === undefined)
      mode = { since: event.at, incident: isText(event.incident) ? event.incident : undefined };
  }
  return mode;
}

/** The last incident mode that is over; `undefined` while it is on, or where there was none. */
export function endedMode(events: readonly ModeEvent[]): EndedMode | undefined {
  if (incidentMode(events).since !== undefined) return undefined;
  const end = events.findLastIndex(
    ({ type }, n) => type === 'end' && incidentMode(events.slice(0, n)).since !== undefined,
  );
  const event = events[end];
  const { since, incident } = incidentMode(events.slice(0, Math.max(0, end)));
  if (event?.type !== 'end' || since === undefined) return undefined;
  return { since, at: event.at, incident, text: event.text ?? '' };
}

/**
 * Incident mode with its incident.
 * @param mode the events of incident mode, oldest first
 * @param events the events on incidents, oldest first
 * @param now in ms since 1970 UTC
 */
export function incidentState(
  mode: readonly ModeEvent[],
  events: readonly IncidentEvent[],
  now: number,
  limits = incidentLimits,
): IncidentState {
  const on = incidentMode(mode);
  const all = incidents(events);
  const due = on.since === undefined ? undefined : on.since + limits.remind;
  const late = due !== undefined && now >= due;
  return {
    ...on,
    record: all.find(({ id }) => id === on.incident),
    others: all.filter(({ id, resolvedAt }) => id !== on.incident && resolvedAt === undefined),
    late,
    lateAt: late ? undefined : due,
  };
}

/** What a poll found, as far as these rules read it; `at` in ms since 1970 UTC. */
export interface Finds {
  at: number;
  found: readonly Severity[];
  /** The poll failed, so that nothing but this was looked at. */
  unanswered?: true;
}

/** From this age on, in ms, what was found says nothing of the present. */
export const findsLimits = { old: 15 * 60_000 };

/**
 * What this browser's polls found last, worst first; `undefined` where that is too old, or nothing was looked for. A poll
 * without an answer finds nothing and so takes nothing back, until it finds just that.
 * @param finds oldest first
 * @param now in ms since 1970 UTC
 */
export function lastFinds(finds: readonly Finds[], now: number, limits = findsLimits): Finds | undefined {
  const last = finds.findLast(({ unanswered, found }) => !unanswered || found.length > 0);
  return last && now - last.at < limits.old ? last : undefined;
}
