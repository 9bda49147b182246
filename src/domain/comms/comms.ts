import type { CommsEvent } from './comms-events.ts';
import type { Incident } from '../incidents/incidents.ts';

/** Who is told: the incident team, all colleagues, customers on the status page, and everybody in a short post. */
export type Audience = 'responders' | 'internal' | 'customers' | 'social';

/** What a message is for. */
export type CommsPhase = 'acknowledge' | 'impact' | 'workaround' | 'update' | 'resolved';

/** Who leads what during an incident. */
export type Role = 'communications' | 'technical' | 'support';

/** How an incident stands, in the words of status pages. */
export type Status = 'Investigating' | 'Identified' | 'Monitoring' | 'Resolved';

/** Every audience, from the inside out. */
export const AUDIENCES: readonly Audience[] = ['responders', 'internal', 'customers', 'social'];

/** Every phase, in the order of an incident. */
export const PHASES: readonly CommsPhase[] = ['acknowledge', 'impact', 'workaround', 'update', 'resolved'];

/** Every role. */
export const ROLES: readonly Role[] = ['communications', 'technical', 'support'];

/** What an audience is called, and which role writes to it. */
export const audienceNames: Record<Audience, { title: string; lead: Role }> = {
  responders: { title: 'Responders', lead: 'technical' },
  internal: { title: 'Internal status page', lead: 'communications' },
  customers: { title: 'Customers', lead: 'support' },
  social: { title: 'Social post', lead: 'communications' },
};

/** What a phase is called, and the status that it stands for. */
export const phaseNames: Record<CommsPhase, { title: string; status: Status }> = {
  acknowledge: { title: 'Acknowledge', status: 'Investigating' },
  impact: { title: 'Impact', status: 'Identified' },
  workaround: { title: 'Workaround', status: 'Identified' },
  update: { title: 'Update', status: 'Monitoring' },
  resolved: { title: 'Resolved', status: 'Resolved' },
};

/** Whether an audience is outside the house: it gets no jargon, no forecast and no name. */
export const isOutside = (audience: Audience): boolean => audience === 'customers' || audience === 'social';

const MINUTE = 60_000;

/**
 * Within which time somebody is told, in ms: at first, of the scope after that, then again and again; inside the house
 * less often. Source: PagerDuty's guidelines on external communication.
 */
export const commsLimits = {
  first: 5 * MINUTE,
  scope: 5 * MINUTE,
  update: 20 * MINUTE,
  internal: 30 * MINUTE,
};

/** For so long after its end, in ms, an incident waits for its last messages. */
const WAITS = 24 * 60 * MINUTE;

/** A message that somebody was told; `at` in ms since 1970 UTC. */
export interface Message {
  id: string;
  at: number;
  incident: string | undefined;
  audience: Audience;
  phase: CommsPhase;
  text: string;
  /** Its title, where it had one. */
  headline: string;
}

/** What the events of the communications have left. */
export interface Comms {
  /** Oldest first. */
  messages: Message[];
  /** The names of the leads, as typed in; a role without one is absent. */
  leads: Partial<Record<Role, string>>;
  /** Drafts that somebody has changed and not sent, by {@link draftKey}. */
  drafts: ReadonlyMap<string, string>;
  /** Those that were given up last, and when (ms since 1970 UTC). */
  givenUp: ReadonlyMap<string, { text: string; at: number }>;
  /** The audiences that need not be told, by {@link audienceKey}. */
  spared: ReadonlySet<string>;
}

/** What names an audience of an incident. */
export const audienceKey = (incident: string | undefined, audience: Audience): string =>
  `${audience} ${incident ?? ''}`;

/** What names the draft of a message. */
export const draftKey = (incident: string | undefined, audience: Audience, phase: CommsPhase): string =>
  `${phase} ${audienceKey(incident, audience)}`;

const isText = (text: string | undefined): text is string => text !== undefined && text !== '';

/** A value as an audience; `undefined` where it is none. */
export const audienceFrom = (raw: unknown): Audience | undefined => AUDIENCES.find((each) => each === raw);

/** A value as a phase; `undefined` where it is none. */
export const phaseFrom = (raw: unknown): CommsPhase | undefined => PHASES.find((each) => each === raw);

/** The communications after these events, oldest first. */
export function comms(events: readonly CommsEvent[]): Comms {
  const messages = new Map<string, Message>();
  const takenBack = new Set<string>();
  const drafts = new Map<string, string>();
  const givenUp = new Map<string, { text: string; at: number }>();
  const spared = new Set<string>();
  const leads: Partial<Record<Role, string>> = {};
  for (const event of events) {
    const { id, at } = event;
    switch (event.type) {
      case 'name':
        if (isText(event.name)) leads[event.role] = event.name;
        else delete leads[event.role];
        break;
      case 'untell':
        takenBack.add(event.message);
        break;
      case 'restore':
        takenBack.delete(event.message);
        break;
      case 'spare':
        spared.add(audienceKey(event.incident, event.audience));
        break;
      case 'unspare':
        spared.delete(audienceKey(event.incident, event.audience));
        break;
      case 'draft': {
        const key = draftKey(event.incident, event.audience, event.phase);
        const was = drafts.get(key);
        givenUp.delete(key);
        if (isText(event.text)) drafts.set(key, event.text);
        else if (was !== undefined && drafts.delete(key)) givenUp.set(key, { text: was, at });
        break;
      }
      case 'tell': {
        const { audience, phase, text, headline = '' } = event;
        if (text === '') break;
        const incident = isText(event.incident) ? event.incident : undefined;
        messages.set(id, { id, at, incident, audience, phase, text, headline });
        const key = draftKey(incident, audience, phase);
        drafts.delete(key);
        givenUp.delete(key);
      }
    }
  }
  const told = [...messages.values()].filter((message) => !takenBack.has(message.id));
  return { messages: told, leads, drafts, givenUp, spared };
}

/** How an audience stands in an incident; times in ms since 1970 UTC. */
export interface Standing {
  audience: Audience;
  /** `spared`: it need not be told; `done`: it knows that the incident is over, or never knew of it. */
  state: 'due' | 'overdue' | 'spared' | 'done';
  /** When it must be told next, at the latest; absent where it need not be. */
  dueAt?: number;
  /** What it is to be told next. */
  next: CommsPhase;
  /** When it was told last. */
  sentAt?: number;
}

/** What an audience is told next, after so many messages on a matter. */
const following = (sent: number): CommsPhase =>
  sent === 0 ? 'acknowledge' : sent === 1 ? 'impact' : 'update';

/** When an audience that was told these messages (oldest first, one at least) is to be told again, in ms since 1970 UTC. */
function againAt(audience: Audience, sent: readonly Message[], limits: typeof commsLimits): number {
  const last = sent.at(-1)?.at ?? 0;
  if (!isOutside(audience)) return last + limits.internal;
  return last + (sent.length === 1 ? limits.scope : limits.update);
}

/**
 * How each audience stands in an incident. One that opened again is told from the beginning; one that is over wants a last
 * message to whoever knows of it.
 * @param now in ms since 1970 UTC
 */
export function standings(
  { id, openedAt, reopenedAt, resolvedAt }: Incident,
  { messages, spared }: Comms,
  now: number,
  limits = commsLimits,
): Standing[] {
  const since = reopenedAt ?? openedAt;
  return AUDIENCES.map((audience): Standing => {
    const sent = messages.filter(
      (each) => each.incident === id && each.audience === audience && each.at >= since,
    );
    const last = sent.at(-1);
    const over = resolvedAt !== undefined;
    const known = {
      audience,
      next: over ? ('resolved' as const) : following(sent.length),
      ...(last && { sentAt: last.at }),
    };
    if (spared.has(audienceKey(id, audience))) return { ...known, state: 'spared' };
    if (last?.phase === 'resolved' || (over && !last)) return { ...known, state: 'done' };
    const again = last ? againAt(audience, sent, limits) : since + limits.first;
    const dueAt = over ? Math.min(again, resolvedAt + limits.first) : again;
    return { ...known, state: now >= dueAt ? 'overdue' : 'due', dueAt };
  });
}

/** What is due first, and so is done first; of several at once the innermost. */
export const mostUrgent = (all: readonly Standing[]): Standing | undefined =>
  all
    .filter(({ dueAt }) => dueAt !== undefined)
    .reduce<Standing | undefined>(
      (first, each) => (!first || (each.dueAt ?? 0) < (first.dueAt ?? 0) ? each : first),
      undefined,
    );

/**
 * The incidents that somebody may have to be told of: open ones in their order, then those that ended within a day while
 * somebody who knew of them was not told.
 * @param now in ms since 1970 UTC
 */
export const toTell = (all: readonly Incident[], sent: Comms, now: number): Incident[] =>
  all.filter(
    (each) =>
      each.resolvedAt === undefined ||
      (now - each.resolvedAt < WAITS && standings(each, sent, now).some(({ dueAt }) => dueAt !== undefined)),
  );
