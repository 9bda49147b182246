import { declaredFreezes, isGovernance, startedFreezes } from './governance.ts';
import { mergedEvents, requestsOf } from './governance-log.ts';
import { trailOf } from './governance-trail.ts';
import { code, plain, rows } from '../format/markdown-text.ts';
import { stamp } from '../format/values.ts';
import type { DeclaredFreeze, FreezeRecord, GovernanceEvent } from './governance.ts';
import type { RecordedGovernanceEvent } from './governance-events.ts';

/** Longest command that is written whole, in characters. */
const LONGEST_LINE = 2000;

/** What a governance log is written of. */
export interface Written {
  /** What this browser keeps. */
  events: readonly RecordedGovernanceEvent[];
  /** What the site's own log tells, see `readGovernanceLog`. */
  logged: readonly GovernanceEvent[];
  /** The freezes of the site's configuration. */
  configured: readonly DeclaredFreeze[] | undefined;
  base: string;
  /** ms since 1970 UTC. */
  now: number;
}

// The grammar of the log has UTC, whatever the zone of the page.
const tell = (at: number | undefined): string => (at === undefined ? '' : stamp(at));
const text = (value: string | undefined): string => plain(value ?? '');
const version = (value: string | undefined): string =>
  value && /^\d+$/.test(value) ? `v${value}` : text(value);

function ended({ endedAt, until, by }: FreezeRecord, now: number): string {
  if (endedAt !== undefined) return `early, ${tell(endedAt)}`;
  return until <= now ? 'by itself' : by === 'configuration' ? 'no, declared' : 'no';
}

/**
 * A governance log in the form of the site's `GOVERNANCE-LOG.md`, which can take its place: the requests of that file and
 * of this browser, then the freezes and the audit trail as tables of another form, which a reader of requests passes over.
 * Times are UTC; every text is only text, see {@link plain}.
 */
export function governanceLog({ events, logged, configured, base, now }: Written): string {
  const requests = requestsOf(mergedEvents(logged, events.filter(isGovernance)));
  const freezes: FreezeRecord[] = [...declaredFreezes(configured), ...startedFreezes(events)].sort(
    (a, b) => a.from - b.from,
  );
  const trail = trailOf(events, tell);
  const table = (head: readonly string[], body: string[][], none: string) =>
    body.length > 0 ? rows(head, body) : none;
  return [
    '# Governance log',
    `A record of what operators wrote down, as one browser knew it at ${tell(now)}, of ${code(base)}. It gives nobody the right to change anything: that is for IAM to say.`,
    '## Requests',
    rows(
      ['Request id', 'Opened', 'Target version', 'Reason', 'Approver', 'Approved', 'Closed'],
      requests.map((each) => [
        text(each.request),
        tell(each.openedAt),
        version(each.version),
        text(each.reason),
        text(each.approver),
        tell(each.approvedAt),
        tell(each.closedAt),
      ]),
    ),
    '## Change freezes',
    table(
      ['From', 'Until', 'Reason', 'Declared by', 'Ended', 'Approver'],
      freezes.map((each) => [
        tell(each.from),
        tell(each.until),
        text(each.reason),
        each.by === 'configuration' ? 'configuration' : text(each.who) || 'operator, unnamed',
        ended(each, now),
        text(each.approver),
      ]),
      'None.',
    ),
    '## Audit trail of this browser',
    table(
      ['When', 'What', 'Request', 'Who', 'Outcome', 'Command'],
      trail.map((each) => [
        tell(each.at),
        text(each.what),
        text(each.request),
        text(each.who),
        text(each.outcome),
        each.line ? plain(each.line, LONGEST_LINE) : '',
      ]),
      'Nothing was recorded.',
    ),
    '',
  ].join('\n\n');
}
