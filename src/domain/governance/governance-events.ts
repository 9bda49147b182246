import { flag, moment, oneOf, share, text } from '../../api/kinds.ts';
import type { EventLog, EventOf } from '../../store/event-log.ts';

/** Requests, approvals, freezes, and each use of what is governed, whichever card writes them. */
export const governanceEvents = {
  name: 'mc-governance-actions',
  title: 'governance',
  events: {
    /** A request was opened, or what it asks for was corrected, which takes back its approval. */
    open: {
      /** The id that the request goes by. */
      'request': text,
      /** The version that is to get the calls. */
      'version?': text,
      /** Why the change is wanted. */
      'reason?': text,
    },
    /** It was approved. */
    approve: {
      /** The id of the request. */
      'request': text,
      /** Who approved it, as typed. */
      'approver?': text,
    },
    /** It was closed. */
    close: {
      /** The id of the request. */
      request: text,
    },
    /** A freeze was started; it goes by the id of this event. */
    freeze: {
      /** When it begins, in ms since 1970 UTC. */
      'from': moment,
      /** When it is over, in ms since 1970 UTC. */
      'until': moment,
      /** Why nothing may be changed. */
      'reason?': text,
      /** Who started it, as typed. */
      'operator?': text,
    },
    /** A freeze was made longer. */
    extend: {
      /** The id of the freeze. */
      freeze: text,
      /** Its new end, in ms since 1970 UTC. */
      until: moment,
    },
    /** A freeze was ended before its time. */
    end: {
      /** The id of the freeze. */
      freeze: text,
      /** Who approved that, as typed. */
      approver: text,
    },
    /** A governed command was copied, or a change was sent or ended. */
    use: {
      /** What it does to the alias. */
      'action': oneOf('shift', 'promote', 'rollback', 'stop'),
      /** The version that it is about. */
      'version?': text,
      /** Of a shift, the version's share of the calls. */
      'weight?': share,
      /** The id of the request that it was done for. */
      'request?': text,
      /** Who did it, as typed. */
      'operator?': text,
      /** Done as an emergency, without an approved request. */
      'emergency?': flag,
      /** The command. */
      'line?': text,
      /** What became of it, such as `copied`. */
      'outcome?': text,
    },
  },
} as const satisfies EventLog;

/** A stamped event on governance. */
export type RecordedGovernanceEvent = EventOf<typeof governanceEvents>;
