import { percent } from '../format/values.ts';
import type { RecordedGovernanceEvent } from './governance-events.ts';

/** One line of the audit trail, in words; `at` in ms since 1970 UTC. */
export interface TrailEntry {
  at: number;
  what: string;
  /** The request that it was about, or done for. */
  request?: string;
  /** Who did it, as typed. */
  who?: string;
  outcome?: string;
  /** The command that was used. */
  line?: string;
}

const isText = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

const ACTIONS = { shift: 'Shift', promote: 'Promote', rollback: 'Roll back', stop: 'Stop the deployment' };

type Use = Extract<RecordedGovernanceEvent, { type: 'use' }>;

/** A use of a governed control, in words. */
const used = ({ action, version, weight, emergency }: Use): string =>
  [
    ACTIONS[action],
    ...(isText(version) ? [`version ${version}`] : []),
    ...(weight === undefined ? [] : [`${percent(weight, 2)} of the calls`]),
    ...(emergency ? ['as an emergency, without an approved request'] : []),
  ].join(', ');

/** What an event was, in words. */
function what(event: RecordedGovernanceEvent, tell: (at: number) => string): string {
  const because = 'reason' in event && isText(event.reason) ? `: ${event.reason}` : '';
  switch (event.type) {
    case 'open':
      return `Request opened${isText(event.version) ? ` for version ${event.version}` : ''}${because}`;
    case 'approve':
      return 'Request approved';
    case 'close':
      return 'Request closed';
    case 'freeze':
      return `Freeze from ${tell(event.from)} until ${tell(event.until)}${because}`;
    case 'extend':
      return `Freeze extended until ${tell(event.until)}`;
    case 'end':
      return 'Freeze ended early';
    case 'use':
      return used(event);
  }
}

/** Who did it, as typed. */
const whoDid = (event: RecordedGovernanceEvent): string | undefined =>
  ['operator' in event ? event.operator : undefined, 'approver' in event ? event.approver : undefined].find(
    isText,
  );

/**
 * Everything that was done, the last first, as it was recorded, whether or not it had an effect.
 * @param events in the order in which they were written
 * @param tell a time (ms since 1970 UTC) in words
 */
export const trailOf = (
  events: readonly RecordedGovernanceEvent[],
  tell: (at: number) => string,
): TrailEntry[] =>
  events.toReversed().map((event) => {
    const request = 'request' in event ? event.request : undefined;
    const who = whoDid(event);
    const { outcome, line } = event.type === 'use' ? event : {};
    return {
      at: event.at,
      what: what(event, tell),
      ...(isText(request) && { request }),
      ...(who && { who }),
      ...(isText(outcome) && { outcome }),
      ...(isText(line) && { line }),
    };
  });
