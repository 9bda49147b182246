import { timeToAct } from '../findings/tier.ts';
import { ROLES, audienceNames, commsLimits, isOutside, phaseNames } from './comms.ts';
import { duration, stamp } from '../format/values.ts';
import type { Audience, Comms, CommsPhase, Role } from './comms.ts';
import type { Finds, Incident } from '../incidents/incidents.ts';

/** A message as it may be sent. */
export interface Draft {
  headline: string;
  text: string;
}

/** What a message is drafted from. */
export interface Matter {
  /** Absent where there is none yet. */
  incident: Incident | undefined;
  /** What this browser found last; absent where it does not know. */
  finds: Finds | undefined;
  leads: Comms['leads'];
  /** The headline that the audience was given before; later messages keep it. */
  headline?: string | undefined;
}

/** What somebody who uses the service notices of an anomaly, in their words. */
interface Impact {
  headline: string;
  sentence: string;
  /** What they can do instead. */
  instead?: string;
}

const MAILS: Impact = {
  headline: 'Emails may be late',
  sentence: 'Emails from us, such as those that confirm an account, may be late or may not arrive.',
};

/** By the id of an anomaly; what nobody outside notices is not here. */
const IMPACTS: Readonly<Record<string, Impact>> = {
  'status-failing': {
    headline: 'The service may not answer',
    sentence: 'For some people the service may be slow or may not answer.',
    instead: 'If a page does not open, please wait a minute and load it again.',
  },
  'fleet-dead': { headline: 'Spaceducks do not answer', sentence: 'Spaceducks do not answer at the moment.' },
  'fleet-half-dead': {
    headline: 'Many spaceducks do not answer',
    sentence: 'Many spaceducks do not answer at the moment.',
  },
  'agent-dead': {
    headline: 'Some spaceducks do not answer',
    sentence: 'Some spaceducks do not answer at the moment.',
  },
  'agent-slow': {
    headline: 'Some spaceducks answer slowly',
    sentence: 'Some spaceducks answer more slowly than usual.',
  },
  'pecks-failing': {
    headline: 'Peck requests may fail',
    sentence: 'Many peck requests do not go through at the moment.',
    instead: 'If a peck request has failed, it can be sent again.',
  },
  'pecks-some': {
    headline: 'Some peck requests may fail',
    sentence: 'Some peck requests do not go through at the moment.',
    instead: 'If a peck request has failed, it can be sent again.',
  },
  'quota-critical': MAILS,
  'alarm': {
    headline: 'Errors or slow answers',
    sentence: 'Some people may see errors or slow answers.',
    instead: 'If something does not work, please try it again after a minute.',
  },
};

/** So much of what is noticed fits into one message. */
const MOST = 3;

/** What people notice of what was found, the worst first. */
const impactsOf = (finds: Finds | undefined): Impact[] =>
  (finds?.found ?? [])
    .flatMap(({ id }) => (Object.hasOwn(IMPACTS, id) ? (IMPACTS[id] ?? []) : []))
    .slice(0, MOST);

/** What only somebody who knows can write; it is flagged until they have. */
const GAPS = {
  impact: '[Say what people notice.]',
  workaround: '[Say what people can do meanwhile, or that there is nothing yet.]',
  data: '[Say whether any data was lost.]',
  since: '[Say what has changed since the last message.]',
  needs: '[Say who does what next, and what is needed.]',
};

const UNKNOWN = 'Some things may not work as usual.';

/** When the same audience is told again. What is promised here the card counts down. */
const promise = (audience: Audience, phase: CommsPhase, limits: typeof commsLimits): string => {
  const { scope, update, internal } = limits;
  const within = !isOutside(audience) ? internal : phase === 'acknowledge' ? scope : update;
  return `Next update: within ${duration(within)} of this one.`;
};

/** For customers, in whole sentences. */
function forCustomers(phase: CommsPhase, impacts: readonly Impact[], next: string): string[] {
  const sentences = impacts.map((each) => each.sentence).join(' ');
  const instead = [...new Set(impacts.flatMap((each) => each.instead ?? []))].join(' ');
  switch (phase) {
    case 'acknowledge':
      return [`We know of a problem and are looking into it. ${sentences || UNKNOWN}`, next];
    case 'impact':
      return [sentences || GAPS.impact, 'We are working on it.', next];
    case 'workaround':
      return [sentences || GAPS.impact, instead || GAPS.workaround, 'We are working on it.', next];
    case 'update':
      return [`We are still working on this. ${sentences}`.trim(), GAPS.since, next];
    case 'resolved':
      return ['The problem is over.', GAPS.data, 'We are sorry for the trouble.'];
  }
}

/** The same in one short post; the rest is on the status page. */
function forSocial(phase: CommsPhase, impacts: readonly Impact[]): string {
  const first = impacts[0];
  const more = 'Updates are on our status page.';
  switch (phase) {
    case 'acknowledge':
      return `We know of a problem and are looking into it. ${first?.sentence ?? UNKNOWN} ${more}`;
    case 'impact':
      return `${first?.sentence ?? GAPS.impact} We are working on it. ${more}`;
    case 'workaround':
      return `${first?.sentence ?? GAPS.impact} ${first?.instead ?? GAPS.workaround} ${more}`;
    case 'update':
      return `We are still working on this. ${first?.sentence ?? GAPS.since} ${more}`;
    case 'resolved':
      return `The problem is over. ${GAPS.data} We are sorry for the trouble.`;
  }
}

const leadNames: Record<Role, string> = {
  communications: 'Communications',
  technical: 'Technical',
  support: 'Support',
};

/** Who leads what. */
const whoLeads = (leads: Comms['leads']): string =>
  `Leads: ${ROLES.map((role) => `${leadNames[role]} ${leads[role] ?? 'not named'}`).join(', ')}.`;

/** What was found, in the words of those who know the stack. */
function whatWasFound(finds: Finds | undefined): string {
  if (!finds) return 'Found: this browser has not looked lately.';
  const list = finds.found.slice(0, MOST).map(({ title, score }) => `${title} (score ${score})`);
  const more = finds.found.length - list.length;
  return `Found: ${list.length > 0 ? list.join('; ') : 'no anomaly'}${more > 0 ? `; ${more} more` : ''}.`;
}

/** How the incident stands, for those inside. */
function state(incident: Incident | undefined, phase: CommsPhase): string {
  const { status } = phaseNames[phase];
  if (!incident) return `${status}. No incident is open yet.`;
  const { tier, title, openedAt, resolvedAt } = incident;
  const end = resolvedAt === undefined ? '' : `, resolved ${stamp(resolvedAt)}`;
  return `${tier} · ${title}. ${status}. Open since ${stamp(openedAt)}${end}.`;
}

function forResponders(phase: CommsPhase, { incident, finds, leads }: Matter, next: string): string[] {
  const found = whatWasFound(finds);
  const last = incident?.notes.at(-1)?.text;
  const act = incident ? `Act within ${timeToAct[incident.tier]}.` : '';
  switch (phase) {
    case 'acknowledge':
      return [act, found, whoLeads(leads), 'First: find out what is affected, and by what.', next];
    case 'impact':
      return [found, GAPS.impact, GAPS.needs, next];
    case 'workaround':
      return [found, GAPS.workaround, next];
    case 'update':
      return [found, last ? `Last note: ${last}` : GAPS.since, GAPS.needs, next];
    case 'resolved':
      return [incident?.closing ? `At its end: ${incident.closing}` : '', GAPS.data];
  }
}

function forInternal(phase: CommsPhase, { finds, leads }: Matter, next: string): string[] {
  const sentences = impactsOf(finds).map((each) => each.sentence);
  const noticed = `What people notice: ${sentences.length > 0 ? sentences.join(' ') : GAPS.impact}`;
  const help = `Questions of customers go to the support lead${leads.support ? `, ${leads.support}` : ''}; please leave the incident team to its work.`;
  switch (phase) {
    case 'acknowledge':
      // The first message leaves no gap: it must go out within minutes.
      return [sentences.length > 0 ? noticed : 'What people notice is not known yet.', help, next];
    case 'impact':
      return [noticed, help, next];
    case 'workaround':
      return [noticed, `What they can do: ${GAPS.workaround}`, help, next];
    case 'update':
      return [noticed, GAPS.since, next];
    case 'resolved':
      return ['The problem is over.', GAPS.data];
  }
}

/**
 * A message drafted from what is known. To those outside it tells what they notice, and nothing of the stack, of people or
 * of when it will be over; what nobody but its writer can know stands in square brackets, which `lint` flags.
 */
export function draft(audience: Audience, phase: CommsPhase, matter: Matter, limits = commsLimits): Draft {
  const { incident, finds } = matter;
  const impacts = impactsOf(finds);
  const next = promise(audience, phase, limits);
  if (audience === 'customers' || audience === 'social') {
    const headline = matter.headline || impacts[0]?.headline || 'A problem with the service';
    return {
      headline,
      text: audience === 'social' ? forSocial(phase, impacts) : forCustomers(phase, impacts, next).join('\n'),
    };
  }
  const lines =
    audience === 'responders' ? forResponders(phase, matter, next) : forInternal(phase, matter, next);
  return {
    headline: incident ? `${incident.tier} · ${incident.title}` : 'No incident yet',
    text: [state(incident, phase), ...lines].filter(Boolean).join('\n'),
  };
}

/** Who writes to an audience, by role and, where it is known, by name. */
export function writer(audience: Audience, leads: Comms['leads']): string {
  const { lead } = audienceNames[audience];
  const name = leads[lead];
  return `the ${lead} lead${name ? ` (${name})` : ''}`;
}
