import { NO_FILE } from '../domain/format/markdown-lines.ts';
import { mergedEvents, readGovernanceLog } from '../domain/governance/governance-log.ts';
import {
  declaredAmiss,
  freezesChangeAt,
  freezesOf,
  isGovernance,
  openRequests,
} from '../domain/governance/governance.ts';
import type { Problem } from '../domain/format/markdown-lines.ts';
import type { Freeze, GovernanceEvent, OpenRequest } from '../domain/governance/governance.ts';
import type { RecordedGovernanceEvent } from '../domain/governance/governance-events.ts';
import type { CardData } from './card-data.ts';

/** Requests and freezes as they stand. */
export interface Governance {
  /** The requests that are open, oldest first; `logged` where the site's log tells of one. */
  requests: (OpenRequest & { logged: boolean })[];
  /** The freezes that hold, the one that lasts longest first. */
  active: Freeze[];
  /** Those to come, the next first. */
  coming: Freeze[];
  /** A sentence for each freeze of the configuration that does not count. */
  amiss: string[];
  /** The site's named approver, where one is configured. */
  approver: string | undefined;
  /** What the site's log tells, and its rows that do not fit. */
  logged: GovernanceEvent[];
  problems: Problem[];
  /** When a freeze begins or ends next, in server time; `Infinity` where none does. */
  nextChangeAt: number;
}

type Governed = Pick<CardData, 'site' | 'now'> & {
  records: { governance: readonly RecordedGovernanceEvent[] };
};

/** Requests and freezes by the events of this browser, the site's log and its configuration: the same on every card. */
export function governanceOf({
  records: { governance },
  site: { config, files },
  now,
}: Governed): Governance {
  const log = readGovernanceLog(files.governance_log ?? NO_FILE);
  const inLog = new Set(log.events.map(({ request }) => request));
  const requests = openRequests(mergedEvents(log.events, governance.filter(isGovernance)));
  const freezes = freezesOf(governance, config.freezes, now);
  return {
    requests: requests.map((each) => ({ ...each, logged: inLog.has(each.request) })),
    ...freezes,
    amiss: declaredAmiss(config.freezes),
    approver: config.approver,
    logged: log.events,
    problems: log.problems,
    nextChangeAt: freezesChangeAt(freezes),
  };
}
