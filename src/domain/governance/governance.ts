import type { RecordedGovernanceEvent } from './governance-events.ts';

/** What was done to a governance request, and when (ms since 1970-01-01 UTC). */
export interface GovernanceEvent {
  at: number;
  type: 'open' | 'approve' | 'close';
  /** The request's id. */
  request: string;
  /** The target version, where it is opened. */
  version?: string | undefined;
  reason?: string | undefined;
  approver?: string | undefined;
}

/** A request that is open; times in ms since 1970-01-01 UTC. */
export interface OpenRequest {
  request: string;
  openedAt: number;
  version?: string | undefined;
  reason?: string | undefined;
  approvedAt?: number;
  approver?: string | undefined;
}

const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

/** Whether an event is about a request. */
export const isGovernance = <E extends RecordedGovernanceEvent>(
  event: E,
): event is E & Extract<RecordedGovernanceEvent, { type: 'open' | 'approve' | 'close' }> =>
  (event.type === 'open' || event.type === 'approve' || event.type === 'close') && isText(event.request);

/**
 * The requests that are open after these events (in the order in which they were written), the oldest first. Opening again corrects what was asked for
 * and so takes back its approval; an approval of what is not open changes nothing.
 */
export function openRequests(events: readonly GovernanceEvent[]): OpenRequest[] {
  const open = new Map<string, OpenRequest>();
  for (const { at, type, request, version, reason, approver } of events) {
    const known = open.get(request);
    if (type === 'close') open.delete(request);
    else if (type === 'open')
      open.set(request, { request, openedAt: known?.openedAt ?? at, version, reason });
    else if (known) open.set(request, { ...known, approvedAt: at, approver });
  }
  return [...open.values()];
}

/** Whether a request is approved, by somebody who is named. */
export const isApproved = ({ approvedAt, approver }: OpenRequest): boolean =>
  approvedAt !== undefined && isText(approver);

/** The one version that the open requests ask for; `undefined` where none does or they differ. */
export function requestedVersion(requests: readonly OpenRequest[]): string | undefined {
  const versions = new Set(requests.flatMap(({ version }) => version || []));
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** A window in which nothing is changed; times in ms since 1970-01-01 UTC. */
export interface Freeze {
  /** Empty where none was given. */
  reason: string;
  from: number;
  /** From this time on it is over. */
  until: number;
  by: 'operator' | 'configuration';
  /** The event that started it; the configuration's have none. */
  id?: string;
  /** The operator who started it, as typed. */
  who?: string;
}

/** A freeze with its past; times in ms since 1970-01-01 UTC. */
export interface FreezeRecord extends Freeze {
  /** When somebody ended it before its time. */
  endedAt?: number;
  /** The approver who was named then, as typed. */
  approver?: string;
}

/** A freeze as the site's configuration declares it; any member may be missing. */
export interface DeclaredFreeze {
  reason?: string | undefined;
  from?: number | undefined;
  until?: number | undefined;
}

/** The latest time that a date can tell, in ms since 1970-01-01 UTC. */
const LATEST = 8.64e15;
const isTime = (raw: unknown): raw is number => typeof raw === 'number' && Math.abs(raw) <= LATEST;

const isWindow = (from: unknown, until: unknown): boolean => isTime(from) && isTime(until) && until > from;

/**
 * Every freeze that operators started, in the order of their starts: `freeze {reason, from, until}`,
 * `extend {freeze, until}`, `end {freeze, approver}`. An extension only lengthens, so of two at once the longer holds; one
 * of a freeze that is over changes nothing, nor does a second end, or one that names nobody. Starts are looked for first, for
 * the clocks of two tabs may differ a little.
 */
export function startedFreezes(events: readonly RecordedGovernanceEvent[]): FreezeRecord[] {
  const found = new Map<string, FreezeRecord>();
  for (const event of events) {
    if (event.type !== 'freeze' || !isWindow(event.from, event.until) || found.has(event.id)) continue;
    const { id, from, until, reason = '', operator } = event;
    found.set(id, {
      id,
      reason: isText(reason) ? reason : '',
      from,
      until,
      by: 'operator',
      ...(isText(operator) && { who: operator }),
    });
  }
  for (const event of events) {
    if (event.type !== 'extend' && event.type !== 'end') continue;
    const known = found.get(event.freeze);
    if (!known || known.endedAt !== undefined || event.at >= known.until) continue;
    if (event.type === 'extend') known.until = Math.max(known.until, event.until);
    else if (isText(event.approver)) Object.assign(known, { endedAt: event.at, approver: event.approver });
  }
  return [...found.values()];
}

/** The freezes that the configuration declares, as far as they can be used. */
export const declaredFreezes = (configured: readonly DeclaredFreeze[] | undefined): Freeze[] =>
  (configured ?? []).flatMap(({ reason, from, until }): Freeze[] =>
    isTime(from) && isTime(until) && isWindow(from, until)
      ? [{ reason: isText(reason) ? reason : '', from, until, by: 'configuration' }]
      : [],
  );

/** A sentence for each freeze of the configuration that cannot be used. */
export const declaredAmiss = (configured: readonly DeclaredFreeze[] | undefined): string[] =>
  (configured ?? []).flatMap(({ from, until }, index) =>
    isWindow(from, until)
      ? []
      : `freezes[${index}] of the site’s configuration does not count: it needs a from and an until (UTC) after it.`,
  );

/**
 * The freezes that hold at `now` (ms since 1970-01-01 UTC), the one that lasts longest first, and those to come, the next
 * first: what operators started and what the configuration declares. One whose window has passed is in neither.
 */
export function freezesOf(
  events: readonly RecordedGovernanceEvent[],
  configured: readonly DeclaredFreeze[] | undefined,
  now: number,
): { active: Freeze[]; coming: Freeze[] } {
  const all = [
    ...declaredFreezes(configured),
    ...startedFreezes(events).filter(({ endedAt }) => endedAt === undefined),
  ].filter(({ until }) => until > now);
  return {
    active: all.filter(({ from }) => from <= now).sort((a, b) => b.until - a.until),
    coming: all.filter(({ from }) => from > now).sort((a, b) => a.from - b.from),
  };
}

/** When the next freeze begins or ends, in ms since 1970-01-01 UTC; `Infinity` where none does. */
export const freezesChangeAt = ({
  active,
  coming,
}: {
  active: readonly Freeze[];
  coming: readonly Freeze[];
}): number => Math.min(...active.map(({ until }) => until), ...coming.map(({ from }) => from));
