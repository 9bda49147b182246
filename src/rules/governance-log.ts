import { utcTime } from './governance-form.ts';
import type { Problem } from './deploy-log.ts';
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

/** The cells of a table's row; a bar with a backslash before it belongs to a cell. */
function cellsOf(row: string): string[] {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/);
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^[-–—]$/, '')
      .replace(/^`(.*)`$/, '$1')
      .replace(/\\(?=[!-/:-@[-`{-~])/g, ''),
  );
}

/** The time of a cell: a date as the log has it must name its zone. */
const timeOf = (cell: string): number | undefined => (/(UTC|Z)$/i.test(cell) ? utcTime(cell) : undefined);

/** The request that a row tells; `undefined` where it does not fit. */
function requestOf(row: string): RequestRecord | undefined {
  const cells = cellsOf(row);
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

const isRule = (line = ''): boolean => /^[\s|:-]*-[\s|:-]*$/.test(line) && line.includes('|');

/** The rows of a Markdown file's tables that claim to be requests: the log may hold other tables too. */
function claims(text: string): Problem[] {
  // What stands in fences and comments is a sample; blanking it keeps the numbers of the other lines.
  const lines = text
    .replace(/<!--.*?-->|^(```|~~~).*?^\1/gms, (hidden) => hidden.replace(/[^\n]/g, ''))
    .split(/\r?\n/);
  const rows: Problem[] = [];
  let other = false;
  lines.forEach((line, index) => {
    if (!line.trim().startsWith('|')) other = false;
    else if (isRule(lines[index + 1])) {
      const head = cellsOf(line);
      other = head.length !== CELLS && !head.some((cell) => /^opened$/i.test(cell));
    } else if (!other && !isRule(line) && /[^\s|]/.test(line)) rows.push({ line: index + 1, text: line });
  });
  return rows;
}

const eventsOf = ({ request, openedAt, approvedAt, closedAt, ...told }: RequestRecord): GovernanceEvent[] => [
  { at: openedAt, did: 'open', request, version: told.version, reason: told.reason },
  ...(approvedAt === undefined
    ? []
    : [{ at: approvedAt, did: 'approve' as const, request, approver: told.approver }]),
  ...(closedAt === undefined ? [] : [{ at: closedAt, did: 'close' as const, request }]),
];

/**
 * Reads a governance log by the contract's grammar: table rows of request id, opened, target version, reason, approver,
 * approved, closed; times as `YYYY-MM-DD HH:MM UTC`, empty where there is none. A row that does not fit is a problem of its
 * own. Prose, code and tables of another kind are passed over.
 */
export function readGovernanceLog(text: string): GovernanceLog {
  const requests: RequestRecord[] = [];
  const problems: Problem[] = [];
  for (const row of claims(text)) {
    const request = requestOf(row.text);
    if (request) requests.push(request);
    else problems.push(row);
  }
  return { requests, events: requests.flatMap(eventsOf).sort((a, b) => a.at - b.at), problems };
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/**
 * The events of the site's log and of this browser as one list, in the order of time. What both tell is one event, the
 * browser's: the log is written to the minute or the second, so the same deed stands there at an earlier time.
 */
export function mergedEvents(
  logged: readonly GovernanceEvent[],
  own: readonly GovernanceEvent[],
): GovernanceEvent[] {
  const twin = (event: GovernanceEvent): boolean => {
    const width = event.at % MINUTE === 0 ? MINUTE : SECOND;
    return own.some(
      ({ did, request, at }) =>
        did === event.did && request === event.request && at >= event.at && at < event.at + width,
    );
  };
  return [...logged.filter((event) => !twin(event)), ...own].sort((a, b) => a.at - b.at);
}

/** Every request after these events, open or closed, in the order of opening; one that is opened after its close is another. */
export function requestsOf(events: readonly GovernanceEvent[]): RequestRecord[] {
  const all: RequestRecord[] = [];
  const open = new Map<string, RequestRecord>();
  for (const { at, did, request, version, reason, approver } of events.toSorted((a, b) => a.at - b.at)) {
    const known = open.get(request);
    if (did === 'open') {
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
    } else if (known && did === 'approve') Object.assign(known, { approvedAt: at, approver });
    else if (known) {
      known.closedAt = at;
      open.delete(request);
    }
  }
  return all;
}
