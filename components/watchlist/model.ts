import { field } from '../../src/api/field.ts';
import { list } from '../../src/api/kinds.ts';
import { auditEntry } from '../../src/api/nodes.ts';
import { staleAgent } from '../../src/api/stale-agent.ts';
import { newest } from '../../src/domain/audit/newest.ts';
import { lastRemoval, removalEndsAt } from '../../src/domain/operator/removals.ts';
import { MOST, holds, lookup, pins } from './pins.ts';
import { own } from '../../src/data/spec.ts';
import { pinEvents } from '../../src/domain/operator/pin-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Entry } from '../../src/card/audit-lines.ts';
import type { Pin } from './pins.ts';

/** What this card declares. */
export const spec = {
  title: 'Operator Watchlist',
  section: 'incident',
  size: 'medium',
  // The list itself needs neither.
  reads: {
    entries: field('audit.entries?', list(auditEntry)),
    stale: field('status.agents.stale_list?', list(staleAgent)),
  },
  records: { events: own(pinEvents) },
} as const satisfies Spec;

/** How many entries of the audit are shown of one id. */
const SHOWN = 5;

/** An agent that is not alive; `last_pulse_at` in ms since 1970 UTC, `null` for never. */
interface Stale {
  id?: string;
  state?: string;
  last_pulse_at?: number | null;
}

/** A pinned id and what the loaded data tells of it. */
export interface Watched extends Pin {
  /** Where it can be looked up. */
  href: string | undefined;
  /** How many entries of the audit hold it, and the newest ones; `undefined` where there is no audit. */
  found: number | undefined;
  shown: Entry[];
  /** Whether those are shown. */
  open: boolean;
  /** Where it stands among the agents that are not alive. */
  agent: Stale | undefined;
}

/** The id whose entries of the audit are shown. */
export interface Opened {
  opened?: string | undefined;
}

/** What the card shows of a moment. */
export interface WatchlistView extends View {
  pinned: Watched[];
  /** The id that was removed last, while it can be brought back with one click. */
  removed: string | undefined;
  /** Whether a link is configured to look ids up by. */
  linked: boolean;
  /** Whether the list of agents that are not alive is there, and how many entries the audit has. */
  listsAgents: boolean;
  searched: number | undefined;
}

/** What the card shows of what is known. */
export function viewOf(
  { facts: { entries: reported, stale }, records, site, now }: CardData<typeof spec>,
  { opened }: Opened,
): WatchlistView {
  const template = site.config.links?.lookup;
  const removal = lastRemoval(records.events, now, 'unpin');
  const removed = removal?.['item'];
  const pinned = pins(records.events).map(({ item, pinnedAt }): Watched => {
    const found = reported?.filter(({ id, actor, target }) =>
      [id, actor, target].some((each) => holds(each, item)),
    );
    return {
      item,
      pinnedAt,
      href: lookup(template, item),
      found: found?.length,
      shown: newest(found ?? [], SHOWN),
      open: opened === item && found !== undefined && found.length > 0,
      agent: stale?.find(({ id }) => id === item),
    };
  });
  return {
    tone: reported || stale ? 'info' : 'unknown',
    label: pinned.length > 0 ? `${pinned.length} of ${MOST} pinned` : 'Nothing pinned',
    empty: pinned.length === 0,
    nextChangeAt: removalEndsAt(removal),
    pinned,
    removed:
      typeof removed === 'string' && !pinned.some(({ item }) => item === removed) ? removed : undefined,
    linked: template !== undefined,
    listsAgents: stale !== undefined,
    searched: reported?.length,
  };
}
