import type { Incident } from './incidents.ts';

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

/** A stamped deed of the communications; `at` in ms since 1970 UTC. */
export interface CommsDeed {
  id: string;
  at: number;
  did: string;
  /** The incident that it is about; absent where there was none. */
  incident?: unknown;
  audience?: unknown;
  phase?: unknown;
  text?: unknown;
  headline?: unknown;
  role?: unknown;
  name?: unknown;
  /** The message that it takes back, or that was taken back and stands again. */
  message?: unknown;
}

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

/** What the deeds of the communications have left. */
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

const isText = (raw: unknown): raw is string => typeof raw === 'string' && raw !== '';

/** A value as an audience; `undefined` where it is none. */
export const audienceFrom = (raw: unknown): Audience | undefined => AUDIENCES.find((each) => each === raw);

/** A value as a phase; `undefined` where it is none. */
export const phaseFrom = (raw: unknown): CommsPhase | undefined => PHASES.find((each) => each === raw);

/** What a deed on an audience of an incident is about; `undefined` where it is about none. */
function about({ incident, audience: told, phase }: CommsDeed) {
  const audience = audienceFrom(told);
  return audience && { incident: isText(incident) ? incident : undefined, audience, phase: phaseFrom(phase) };
}

function move(id: string, from: Map<string, Message>, to: Map<string, Message>): void {
  const message = from.get(id);
  if (message && from.delete(id)) to.set(id, message);
}

/** The communications after these deeds, oldest first. What a deed lacks that it needs, makes it change nothing. */
export function comms(deeds: readonly CommsDeed[]): Comms {
  const messages = new Map<string, Message>();
  const takenBack = new Map<string, Message>();
  const drafts = new Map<string, string>();
  const givenUp = new Map<string, { text: string; at: number }>();
  const spared = new Set<string>();
  const leads: Partial<Record<Role, string>> = {};
  for (const deed of deeds) {
    const { id, at, did, text, headline, message, name } = deed;
    const role = ROLES.find((each) => each === deed.role);
    if (did === 'name' && role) {
      if (isText(name)) leads[role] = name;
      else delete leads[role];
    }
    if (did === 'untell' && isText(message)) move(message, messages, takenBack);
    if (did === 'restore' && isText(message)) move(message, takenBack, messages);
    const whom = about(deed);
    if (!whom) continue;
    const { incident, audience, phase } = whom;
    if (did === 'spare') spared.add(audienceKey(incident, audience));
    if (did === 'unspare') spared.delete(audienceKey(incident, audience));
    if (!phase) continue;
    const key = draftKey(incident, audience, phase);
    if (did === 'draft') {
      const was = drafts.get(key);
      givenUp.delete(key);
      if (isText(text)) drafts.set(key, text);
      else if (was !== undefined && drafts.delete(key)) givenUp.set(key, { text: was, at });
    }
    if (did === 'tell' && isText(text)) {
      messages.set(id, {
        id,
        at,
        incident,
        audience,
        phase,
        text,
        headline: isText(headline) ? headline : '',
      });
      drafts.delete(key);
      givenUp.delete(key);
    }
  }
  return { messages: [...messages.values()].sort((a, b) => a.at - b.at), leads, drafts, givenUp, spared };
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
  toldAt?: number;
}

/** What an audience is told next, after so many messages on a matter. */
const following = (told: number): CommsPhase =>
  told === 0 ? 'acknowledge' : told === 1 ? 'impact' : 'update';

/** When an audience that was told these messages (oldest first, one at least) is to be told again, in ms since 1970 UTC. */
function againAt(audience: Audience, told: readonly Message[], limits: typeof commsLimits): number {
  const last = told.at(-1)?.at ?? 0;
  if (!isOutside(audience)) return last + limits.internal;
  return last + (told.length === 1 ? limits.scope : limits.update);
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
    const told = messages.filter(
      (each) => each.incident === id && each.audience === audience && each.at >= since,
    );
    const last = told.at(-1);
    const over = resolvedAt !== undefined;
    const known = {
      audience,
      next: over ? ('resolved' as const) : following(told.length),
      ...(last && { toldAt: last.at }),
    };
    if (spared.has(audienceKey(id, audience))) return { ...known, state: 'spared' };
    if (last?.phase === 'resolved' || (over && !last)) return { ...known, state: 'done' };
    const again = last ? againAt(audience, told, limits) : since + limits.first;
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
export const toTell = (all: readonly Incident[], told: Comms, now: number): Incident[] =>
  all.filter(
    (each) =>
      each.resolvedAt === undefined ||
      (now - each.resolvedAt < WAITS && standings(each, told, now).some(({ dueAt }) => dueAt !== undefined)),
  );
