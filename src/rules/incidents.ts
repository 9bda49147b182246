import type { Anomaly, Tier } from './anomalies.ts';

/** A stamped deed on incidents or on incident mode, as far as these rules read it; `at` in ms since 1970 UTC. */
export interface IncidentDeed {
  id: string;
  at: number;
  did: string;
  /** The incident that it is about, where it does not open one. */
  incident?: unknown;
  title?: unknown;
  tier?: unknown;
  cause?: unknown;
  text?: unknown;
  /** The tier that it had on the older page, where it comes from there. */
  was?: unknown;
}

/** Something that was written down during an incident; `at` in ms since 1970 UTC. */
export interface IncidentNote {
  at: number;
  text: string;
}

/** One incident; times in ms since 1970 UTC. */
export interface Incident {
  /** The id of the deed that opened it. */
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
  did: 'open' | 'note' | 'tier' | 'resolve' | 'reopen';
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

/** What the deeds of incident mode, and those on incidents, are kept under, whichever card writes them. */
export const MODE = 'mc-incident-mode';
export const INCIDENTS = 'mc-incident-escalation';

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

const isText = (raw: unknown): raw is string => typeof raw === 'string' && raw !== '';

/** Every incident that the deeds open. Two tabs' clocks may differ a little, so these are looked for first. */
function opened(deeds: readonly IncidentDeed[]): Map<string, Incident> {
  const found = new Map<string, Incident>();
  for (const { id, at, did, title, tier: told, cause, was } of deeds) {
    const tier = tierFrom(told);
    if (did === 'open' && isText(title) && tier && !found.has(id))
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

type Change = Pick<IncidentStep, 'did'> & Partial<Pick<IncidentStep, 'was' | 'text'>>;

function resolve(incident: Incident, at: number, text: unknown): Change | undefined {
  const said = isText(text) ? { text } : {};
  // Of two tabs that resolve it at once the first counts, and what the second wrote is not lost.
  if (incident.resolvedAt !== undefined) return isText(text) ? note(incident, at, text) : undefined;
  incident.resolvedAt = at;
  if (isText(text)) incident.closing = text;
  return { did: 'resolve', ...said };
}

function reopen(incident: Incident, at: number): Change | undefined {
  const { resolvedAt, closing } = incident;
  if (resolvedAt === undefined) return undefined;
  incident.reopenedAt = at;
  if (closing !== undefined) incident.notes.push({ at: resolvedAt, text: closing });
  delete incident.resolvedAt;
  delete incident.closing;
  return { did: 'reopen' };
}

function note(incident: Incident, at: number, text: string): Change {
  incident.notes.push({ at, text });
  return { did: 'note', text };
}

function escalate(incident: Incident, told: unknown): Change | undefined {
  const was = incident.tier;
  incident.tier = tierFrom(told) ?? was;
  return incident.tier === was ? undefined : { did: 'tier', was };
}

/** Does to an incident what a deed says, and answers what that changed, if anything. */
function change(incident: Incident, { at, did, tier, text }: IncidentDeed): Change | undefined {
  if (did === 'note' && isText(text)) return note(incident, at, text);
  if (did === 'tier') return escalate(incident, tier);
  if (did === 'resolve') return resolve(incident, at, text);
  return did === 'reopen' ? reopen(incident, at) : undefined;
}

/** Every incident as these deeds (oldest first) have left it, and what was done on the way. */
function play(deeds: readonly IncidentDeed[]): { all: Incident[]; steps: IncidentStep[] } {
  const found = opened(deeds);
  const steps = [...found.values()].map(({ openedAt: at, title, tier, cause }): IncidentStep => ({
    at,
    did: 'open',
    title,
    tier,
    ...(cause !== undefined && { text: cause }),
  }));
  for (const deed of deeds) {
    const incident = typeof deed.incident === 'string' ? found.get(deed.incident) : undefined;
    const changed = incident && change(incident, deed);
    if (changed) steps.push({ at: deed.at, title: incident.title, tier: incident.tier, ...changed });
  }
  return { all: [...found.values()], steps };
}

/**
 * The incidents that these deeds (oldest first) have left: open ones first, then by tier, the worst first, then the
 * newest first. A deed on an incident that is not there, or that lacks what it needs, changes nothing.
 */
export function incidents(deeds: readonly IncidentDeed[]): Incident[] {
  const done = ({ resolvedAt }: Incident) => Number(resolvedAt !== undefined);
  const rank = ({ tier }: Incident) => TIERS.indexOf(tier);
  return play(deeds).all.sort((a, b) => done(a) - done(b) || rank(a) - rank(b) || b.openedAt - a.openedAt);
}

/** Every step of every incident that these deeds (oldest first) tell; what changed nothing is none. */
export const incidentSteps = (deeds: readonly IncidentDeed[]): IncidentStep[] => play(deeds).steps;

/**
 * Incident mode after these deeds (oldest first): `start {incident}` and `end`. Of two tabs that start it at once the
 * first counts.
 */
export function incidentMode(deeds: readonly IncidentDeed[]): IncidentMode {
  let mode: IncidentMode = { since: undefined, incident: undefined };
  for (const { did, at, incident } of deeds) {
    if (did === 'end') mode = { since: undefined, incident: undefined };
    if (did === 'start' && mode.since === undefined)
      mode = { since: at, incident: isText(incident) ? incident : undefined };
  }
  return mode;
}

/** The last incident mode that is over; `undefined` while it is on, or where there was none. */
export function endedMode(deeds: readonly IncidentDeed[]): EndedMode | undefined {
  if (incidentMode(deeds).since !== undefined) return undefined;
  const end = deeds.findLastIndex(({ did }, n) => did === 'end' && incidentMode(deeds.slice(0, n)).since);
  const deed = deeds[end];
  const { since, incident } = incidentMode(deeds.slice(0, Math.max(0, end)));
  if (!deed || since === undefined) return undefined;
  return { since, at: deed.at, incident, text: isText(deed.text) ? deed.text : '' };
}

/**
 * Incident mode with its incident.
 * @param mode the deeds of incident mode, oldest first
 * @param deeds the deeds on incidents, oldest first
 * @param now in ms since 1970 UTC
 */
export function incidentState(
  mode: readonly IncidentDeed[],
  deeds: readonly IncidentDeed[],
  now: number,
  limits = incidentLimits,
): IncidentState {
  const on = incidentMode(mode);
  const all = incidents(deeds);
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
  found: readonly Pick<Anomaly, 'id' | 'title' | 'score'>[];
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
