import { tierOf } from '../../src/domain/findings/tier.ts';
import {
  HANDED_OVER_WITHIN,
  endedMode,
  findsLimits,
  incidentLimits,
  incidentState,
  incidents,
  lastFinds,
} from '../../src/domain/incidents/incidents.ts';
import { duration } from '../../src/domain/format/values.ts';
import { NEXT } from './next-steps.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Tier } from '../../src/domain/findings/tier.ts';
import type { EndedMode, Finds, Incident, IncidentState } from '../../src/domain/incidents/incidents.ts';
import type { Beside } from './next-steps.ts';

/** What this card declares. */
export const spec = {
  title: 'Incident Mode',
  section: 'incident',
  size: 'medium',
  // It asks nothing of the backend, for it must work while that is down: what the polls of the page found is in the log.
  logs: ['missionControlAnomalyLog'],
  records: { mode: modeEvents, incidents: incidentEvents },
  page: true,
  limits: { incident: incidentLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface IncidentModeView extends View, IncidentState {
  /** Since when automatic refresh is paused, in ms since 1970 UTC. */
  pausedSince: number | undefined;
  /** After how long it is reminded of, in ms. */
  remind: number;
  /** What the polls of this browser found last, and the tier of that; `undefined` where it does not know. */
  finds: Finds | undefined;
  suggested: Tier | undefined;
  /** The cards of the page that an incident goes on with. */
  cards: Beside;
  /** The mode that was on last, while its handoff may be wanted, and its incident. */
  ended: EndedMode | undefined;
  over: Incident | undefined;
  /** What the handoff is made of. */
  data: CardData<typeof spec>;
}

/** What the card shows of what is known. */
export function viewOf(data: CardData<typeof spec>): IncidentModeView {
  const {
    records,
    logs,
    page,
    now,
    pausedSince,
    limits: { incident: limits },
  } = data;
  const state = incidentState(records.mode, records.incidents, now, limits);
  const { since, record, late, lateAt } = state;
  const finds = lastFinds(logs.missionControlAnomalyLog, now);
  const [worst] = finds?.found ?? [];
  const last = endedMode(records.mode);
  const ended = last && now - last.at < HANDED_OVER_WITHIN ? last : undefined;
  const turns = [lateAt, finds && finds.at + findsLimits.old, ended && ended.at + HANDED_OVER_WITHIN];
  const more = {
    ...state,
    pausedSince,
    remind: limits.remind,
    nextChangeAt: Math.min(...turns.map((at = Infinity) => at)),
    finds,
    suggested: worst && tierOf(worst.score),
    cards: Object.fromEntries(
      NEXT.flatMap((tag) =>
        page.filter((card) => card.tag === tag).map(({ stateKey }) => [tag, `#${stateKey}`]),
      ),
    ),
    ended,
    over: ended && incidents(records.incidents).find(({ id }) => id === ended.incident),
    data,
  };
  if (since === undefined) return { ...more, tone: 'info', label: 'Off' };
  const label = record ? `On · ${record.tier}` : 'On';
  return late
    ? { ...more, tone: 'warn', label: `${label} · for over ${duration(limits.remind)}` }
    : { ...more, tone: 'info', label };
}
