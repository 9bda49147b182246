import { comms, commsLimits, draftKey, mostUrgent, standings, toTell } from '../../src/domain/comms/comms.ts';
import { findsLimits, incidentMode, incidents, lastFinds } from '../../src/domain/incidents/incidents.ts';
import { lastRemoval, removalEndsAt } from '../../src/domain/operator/removals.ts';
import { own } from '../../src/data/spec.ts';
import { commsEvents } from '../../src/domain/comms/comms-events.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Audience, Comms, CommsPhase, Message, Role, Standing } from '../../src/domain/comms/comms.ts';
import type { Format } from '../../src/domain/comms/comms-export.ts';
import type { Finds, Incident } from '../../src/domain/incidents/incidents.ts';

/** What this card declares. */
export const spec = {
  title: 'Communications Plan',
  section: 'release',
  size: 'wide',
  // It asks nothing of the backend, for people must be told while that is down: what polls found is in the log.
  logs: ['missionControlAnomalyLog'],
  records: { events: own(commsEvents), incidents: incidentEvents, mode: modeEvents },
  limits: { comms: commsLimits },
} as const satisfies Spec;

/** An incident to tell of, and how each audience stands. */
export interface IncidentStandings {
  incident: Incident;
  standings: Standing[];
}

/** What was done last, and a text that could not be copied. */
export interface Said {
  label: string;
  text?: string;
}

/** What somebody chose, typed and did here. */
export interface Entered {
  /** What is absent is as the timers have it. */
  chosen: { incident?: string; audience?: Audience; phase?: CommsPhase };
  /** Drafts that are being changed and not kept yet, by their keys. */
  typed: ReadonlyMap<string, string>;
  message: Said;
}

/** What the card shows of a moment. */
export interface CommsPlanView extends View {
  /** In ms since 1970 UTC. */
  now: number;
  /** The incident of incident mode first, then as incidents are listed. */
  list: IncidentStandings[];
  comms: Comms;
  writing: Writing;
  /** The id of the message that was taken back last, while it can be recorded again with one click. */
  takenBack: string | undefined;
  finds: Finds | undefined;
  limits: typeof commsLimits;
}

/** What a message is about. */
export interface About {
  incident: string | undefined;
  audience: Audience;
  phase: CommsPhase;
}

/** The message that is written now. */
export interface Writing {
  sent: IncidentStandings | undefined;
  audience: Audience;
  phase: CommsPhase;
  /** What somebody has made of the draft; `undefined` while nobody has. */
  changed: string | undefined;
  /** The text that gave way to the draft, while it can be brought back with one click. */
  givenUp: string | undefined;
}

/** What may be done with it. */
export interface MessageActions {
  writable: boolean;
  choose: (event: Event) => void;
  type: (event: Event) => void;
  leave: (event: Event) => void;
  revert: () => void;
  bringBack: (text: string) => void;
  tell: (headline: string, text: string) => void;
  untell: (message: Message) => void;
  retell: (message: string) => void;
  spare: () => void;
  name: (role: Role, name: string) => void;
  copy: (format: Format, headline: string, text: string) => void;
}

/** The message that is written now: what was chosen, else what is due first. */
export function writingOf(
  { list, comms: { drafts, givenUp }, now }: Pick<CommsPlanView, 'list' | 'comms' | 'now'>,
  { chosen, typed }: Entered,
): Writing {
  const sent = list.find(({ incident }) => incident.id === chosen.incident) ?? list[0];
  const all = sent?.standings ?? [];
  const audience = chosen.audience ?? mostUrgent(all)?.audience ?? 'responders';
  const phase = chosen.phase ?? all.find((each) => each.audience === audience)?.next ?? 'acknowledge';
  const key = draftKey(sent?.incident.id, audience, phase);
  const gone = givenUp.get(key);
  return {
    sent,
    audience,
    phase,
    changed: typed.get(key) ?? drafts.get(key),
    givenUp: gone && removalEndsAt(gone, now) ? gone.text : undefined,
  };
}

/** What the card shows of what is known, and of what was entered. */
export function viewOf(
  { records, logs, now, limits: { comms: limits } }: CardData<typeof spec>,
  entered: Entered,
): CommsPlanView {
  const sent = comms(records.events);
  const { incident: inMode } = incidentMode(records.mode);
  const open = toTell(incidents(records.incidents), sent, now);
  const list = [...open.filter(({ id }) => id === inMode), ...open.filter(({ id }) => id !== inMode)].map(
    (incident) => ({ incident, standings: standings(incident, sent, now, limits) }),
  );
  const finds = lastFinds(logs.missionControlAnomalyLog, now);
  const all = list.flatMap((each) => each.standings);
  const late = all.filter(({ state }) => state === 'overdue').length;
  const waits = all.filter(({ state }) => state === 'due').length;
  const taken = lastRemoval(records.events, now, 'untell');
  const turns = [
    ...[taken, ...sent.givenUp.values()].flatMap((each) => removalEndsAt(each, now) ?? []),
    ...all.flatMap(({ state, dueAt = 0 }) => (state === 'due' ? dueAt : [])),
    ...(finds ? [finds.at + findsLimits.old] : []),
  ];
  return {
    tone: late > 0 ? 'bad' : 'info',
    label:
      late > 0
        ? `${late === 1 ? '1 update' : `${late} updates`} overdue`
        : list.length === 0
          ? 'No open incident'
          : waits > 0
            ? 'On time'
            : 'Nothing is due',
    nextChangeAt: Math.min(...turns),
    now,
    list,
    comms: sent,
    writing: writingOf({ list, comms: sent, now }, entered),
    takenBack: taken?.message,
    finds,
    limits,
  };
}
