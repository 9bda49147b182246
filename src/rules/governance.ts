/** What was done to a governance request, and when (ms since 1970-01-01 UTC). */
export interface GovernanceEvent {
  at: number;
  did: 'open' | 'approve' | 'close';
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

/**
 * The requests that are open after these events, the oldest first. Opening again corrects what was asked for
 * and so takes back its approval; an approval of what is not open changes nothing.
 */
export function openRequests(events: readonly GovernanceEvent[]): OpenRequest[] {
  const open = new Map<string, OpenRequest>();
  for (const { at, did, request, version, reason, approver } of events.toSorted((a, b) => a.at - b.at)) {
    const known = open.get(request);
    if (did === 'close') open.delete(request);
    else if (did === 'open') open.set(request, { request, openedAt: known?.openedAt ?? at, version, reason });
    else if (known) open.set(request, { ...known, approvedAt: at, approver });
  }
  return [...open.values()];
}

/** The one version that the open requests ask for; `undefined` where none does or they differ. */
export function requestedVersion(requests: readonly OpenRequest[]): string | undefined {
  const versions = new Set(requests.flatMap(({ version }) => version || []));
  return versions.size === 1 ? [...versions][0] : undefined;
}
