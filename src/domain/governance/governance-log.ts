import { utcTime } from './governance-form.ts';
import { problemOf } from '../format/markdown-lines.ts';
import type { MarkdownLine, Problem, TextFile } from '../format/markdown-lines.ts';
import type { GovernanceEvent, OpenRequest } from './governance.ts';

/** A request from its opening on, open or closed; times in ms since 1970 UTC. */
export interface RequestRecord extends OpenRequest {
  /** Absent while it is open. */
  closedAt?: number;
}

/** What the site's `GOVERNANCE-LOG.md` tells. */
export interface GovernanceLog {
  /** One a row. */
  requests: RequestRecord[];
  /** The same as events, in the order of time. */
  events: GovernanceEvent[];
  /** The rows that do not fit, each of which costs only itself. */
  problems: Problem[];
}

/** How many cells a row of a request has. */
const CELLS = 7;

/** A cell's text; a dash alone stands for nothing. */
const saysOf = (cell: string): string => cell.replace(/^[-–—]$/, '');

/** The time of a cell: a date as the log has it must name its zone. */
const timeOf = (cell: string): number | undefined => (/(UTC|Z)$/i.test(cell) ? utcTime(cell) : undefined);

/** The request that a row tells; `undefined` where it does not fit. */
function requestOf({ cells: all = [] }: MarkdownLine): RequestRecord | undefined {
  const cells = all.map(saysOf);
  const [request = '', opened = '', version = '', reason = '', approver = '', approved = '', closed = ''] =
    cells;
  const openedAt = timeOf(opened);
  const [approvedAt, closedAt] = [timeOf(approved), timeOf(closed)];
  if (cells.length !== CELLS || !request || openedAt === undefined) return undefined;
  // A time that cannot be read, or lies before the opening, would make a closed request an open one.
  if ((approved && !((approvedAt ?? -1) >= openedAt)) || (closed && !((closedAt ?? -1) >= openedAt)))
    return undefined;
  return {
    request,
    openedAt,
    ...(version && { version: version.replace(/^v(?=\d)/i, '') }),
    ...(reason && { reason }),
    ...(approver && approvedAt !== undefined && { approver }),
    ...(approvedAt !== undefined && { approvedAt }),
    ...(closedAt !== undefined && { closedAt }),
  };
}

/** Rows of the tables that hold requests: the log may hold other tables too. A row outside of any table is none. */
const claims = ({ kind, cells = [], head = [], text }: MarkdownLine): boolean =>
  kind === 'row'
    ? (head.length === CELLS || head.some((name) => /^opened$/i.test(name))) &&
      cells.some((cell) => cell !== '')
    : kind === 'text' && text.startsWith('|');

const eventsOf = ({
  request,
  openedAt,
  approvedAt,
  closedAt,
  ...reported
}: RequestRecord): GovernanceEvent[] => [
  { at: openedAt, type: 'open', request, version: reported.version, reason: reported.reason },
  ...(approvedAt === undefined
    ? []
    : [{ at: approvedAt, type: 'approve' as const, request, approver: reported.approver }]),
  ...(closedAt === undefined ? [] : [{ at: closedAt, type: 'close' as const, request }]),
];

/**
 * Reads a governance log by the contract's grammar: table rows of request id, opened, target version, reason, approver,
 * approved, closed; times as `YYYY-MM-DD HH:MM UTC`, empty where there is none. A row that does not fit is a problem of its
 * own. Prose, code and tables of another kind are passed over.
 */
export function readGovernanceLog({ lines }: Pick<TextFile, 'lines'>): GovernanceLog {
  const requests: RequestRecord[] = [];
  const problems: Problem[] = [];
  for (const line of lines.filter(claims)) {
    const request = requestOf(line);
    if (request) requests.push(request);
    else problems.push(problemOf(line));
  }
  return { requests, events: requests.flatMap(eventsOf).sort((a, b) => a.at - b.at), problems };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * The events of the site's log (in the order of time) and of this browser (in the order in which they were written) as one
 * list. What both tell is one event, the
 * browser's: the log is written to the minute or the second, so the same event stands there at an earlier time.
 */
export function mergedEvents(
  logged: readonly GovernanceEvent[],
  own: readonly GovernanceEvent[],
): GovernanceEvent[] {
  const twin = (event: GovernanceEvent): boolean => {
    const width = event.at % MINUTE === 0 ? MINUTE : SECOND;
    return own.some(
      ({ type, request, at }) =>
        type === event.type && request === event.request && at >= event.at && at < event.at + width,
    );
  };
  const others = logged.filter((event) => !twin(event));
  // Those of this browser stay in their order, whatever its clock said.
  const merged = own.flatMap((event) => {
    const later = others.findIndex(({ at }) => at > event.at);
    return [...others.splice(0, later < 0 ? others.length : later), event];
  });
  return [...merged, ...others];
}

/** Every request after these events (in their order), open or closed, in the order of opening; one that is opened after its close is another. */
export function requestsOf(events: readonly GovernanceEvent[]): RequestRecord[] {
  const all: RequestRecord[] = [];
  const open = new Map<string, RequestRecord>();
  for (const { at, type, request, version, reason, approver } of events) {
    const known = open.get(request);
    if (type === 'open') {
      if (known) {
        // A correction takes back the approval.
        delete known.approvedAt;
        delete known.approver;
        Object.assign(known, { version, reason });
      } else {
        const begun = { request, openedAt: at, version, reason };
        all.push(begun);
        open.set(request, begun);
      }
    } else if (known && type === 'approve') Object.assign(known, { approvedAt: at, approver });
    else if (known) {
      known.closedAt = at;
      open.delete(request);
    }
  }
  return all;
}
