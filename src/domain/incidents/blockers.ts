import { certAgeLimits } from '../fleet/certs.ts';
import { sandboxes } from '../mail/sandbox.ts';
import { plural } from '../format/values.ts';
import type { CauseId, Finding } from '../findings/finding.ts';
import type { Tone } from '../judgement/tone.ts';

type Maybe<T> = T | undefined;

/** One thing that may stand in the way of the stack; times in ms since 1970 UTC. */
export interface Blocker {
  id: string;
  name: string;
  tone: Tone;
  /** What stands in the way, or that nothing does. */
  label: string;
  /** Whether it stands in the way, as far as anybody knows. */
  blocks: boolean;
  /** Since when, and by what that is known. */
  since?: { at: number; by: 'seen' | 'reported' | 'configuration' };
  /** Whose move it is. */
  owner?: string;
  next?: string;
  /** What else is to be said of it. */
  note?: string;
  /** When its record stops to hold. */
  until?: number;
}

/** What a poll told of blockers; see the log `blockers`. */
export interface Seen {
  at: number;
  ses?: boolean;
  sns?: boolean;
  certs?: boolean;
}

/** A blocker as the site's configuration lists it. */
export interface Listed {
  id?: Maybe<string>;
  what?: Maybe<string>;
  owner?: Maybe<string>;
  next?: Maybe<string>;
  as_of?: Maybe<number>;
}

/** What is looked at; each member `undefined` where it is not offered. */
export interface BlockerFacts {
  ses: Maybe<boolean>;
  sns: Maybe<boolean>;
  /** The newest certificate; `null` says that there is none yet. */
  lastCertificate: Maybe<number | null>;
  /** Ducklings that wait for their certificate. */
  backlog: Maybe<number>;
  /** Whether the operator ticked that the exit from each sandbox was asked for. */
  asked: { ses: boolean; sns: boolean };
  listed: readonly Listed[];
  /** Oldest first. */
  seen: readonly Seen[];
  now: number;
}

const DAY = 86_400_000;

/** After how many days a listed blocker is unverified. */
export const listedLimits = { unverified: 30 };

/** The limits of all blockers, in days: of those that are listed, and of the age of the last certificate. */
export interface BlockerLimits {
  listed: typeof listedLimits;
  certs: typeof certAgeLimits;
}

/** When a poll first saw something that it has seen ever since; `undefined` where the last that looked did not. */
export function firstSeen(seen: readonly Seen[], what: 'ses' | 'sns' | 'certs', now: number): Maybe<number> {
  const looks = seen.filter((each) => each.at <= now && each[what] !== undefined);
  const clear = looks.findLastIndex((each) => !each[what]);
  return looks[clear + 1]?.at;
}

const seenSince = (facts: BlockerFacts, what: 'ses' | 'sns' | 'certs'): Pick<Blocker, 'since'> => {
  const at = firstSeen(facts.seen, what, facts.now);
  return at === undefined ? {} : { since: { at, by: 'seen' } };
};

function services(facts: BlockerFacts): Blocker[] {
  return sandboxes(facts.ses, facts.sns).map(({ name, tone, label, next }) => {
    const id = name === 'SES' ? 'ses' : 'sns';
    const plain = { id, name, tone, label, blocks: next !== undefined };
    if (next === undefined) return plain;
    const waits = facts.asked[id];
    return {
      ...plain,
      ...seenSince(facts, id),
      owner: waits ? 'AWS, for the exit was asked for' : 'you',
      next: waits ? 'Wait for the answer of AWS Support, which comes by mail.' : next,
    };
  });
}

const CERTS = {
  id: 'certs',
  name: 'Cert pipeline',
  owner: 'the backend team',
  next: 'Look for duck.hatched without duck.cert_issued in the audit, then into the errors of the function.',
};

function certs(facts: BlockerFacts, limits: BlockerLimits): Blocker {
  const { lastCertificate: last, backlog, now } = facts;
  const { id, name } = CERTS;
  const waiting = backlog === undefined ? '' : `, ${plural(backlog, 'duckling waits', 'ducklings wait')}`;
  if (last === undefined) return { id, name, tone: 'unknown', label: 'not offered', blocks: false };
  if (backlog !== undefined && backlog <= 0)
    return { id, name, tone: 'ok', label: 'nothing waits', blocks: false };
  if (last === null)
    return {
      ...CERTS,
      tone: 'warn',
      label: `no certificate yet${waiting}`,
      blocks: true,
      ...seenSince(facts, 'certs'),
    };
  const age = Math.max(0, now - last);
  if (age < limits.certs.warn * DAY)
    return { id, name, tone: 'ok', label: 'issuing', blocks: false, until: last + limits.certs.warn * DAY };
  const bad = age >= limits.certs.bad * DAY;
  return {
    ...CERTS,
    tone: bad ? 'bad' : 'warn',
    label: `no new certificate${waiting}`,
    blocks: true,
    since: { at: last, by: 'reported' },
    ...(!bad && { until: last + limits.certs.bad * DAY }),
  };
}

const same = (a: Maybe<string>, b: string): boolean => a?.trim().toLowerCase() === b;

/** A blocker that only the configuration tells. */
function byHand(
  { id = '', what, owner, next, as_of }: Listed,
  name: string,
  now: number,
  limits: BlockerLimits,
): Blocker {
  const until = as_of === undefined ? undefined : as_of + limits.listed.unverified * DAY;
  const old = until === undefined || now >= until;
  return {
    id,
    name,
    tone: old ? 'unknown' : 'warn',
    label: `${what ?? 'no word on what it is'}${old ? ', unverified' : ''}`,
    blocks: true,
    ...(as_of !== undefined && { since: { at: as_of, by: 'configuration' } }),
    ...(owner && { owner }),
    ...(next && { next }),
    ...(as_of === undefined && { note: 'Listed without a date: set as_of.' }),
    ...(!old && { until }),
  };
}

/** What the configuration adds to something that the backend tells itself. */
function withListed(blocker: Blocker, listed: readonly Listed[]): Blocker {
  const found = listed.find(({ id }) => same(id, blocker.id));
  if (!found) return blocker;
  if (!blocker.blocks)
    return {
      ...blocker,
      note: `The site’s configuration still lists it: ${found.what ?? 'without a word'}.`,
    };
  return {
    ...blocker,
    ...(found.owner && { owner: found.owner }),
    ...(found.next && { next: found.next }),
    ...(found.what && { note: found.what }),
  };
}

/**
 * What stands in the way: SES, SNS and the certificates by what the backend tells, GitHub and everything else as the site's
 * configuration lists it, which is unverified from 30 days on. Those that block come first, in this order.
 */
export function blockers(
  facts: BlockerFacts,
  limits: BlockerLimits = { listed: listedLimits, certs: certAgeLimits },
): Blocker[] {
  const live = [...services(facts), certs(facts, limits)].map((each) => withListed(each, facts.listed));
  const others = facts.listed.filter(({ id }) => !live.some((each) => same(id, each.id)));
  const github = others.some(({ id }) => same(id, 'github'))
    ? []
    : [
        {
          id: 'github',
          name: 'GitHub',
          tone: 'info' as const,
          label: 'not listed',
          blocks: false,
          note: 'No route tells of it: while it blocks, list it in blockers of the site’s configuration, with the id github.',
        },
      ];
  const listed = others.map((each, index) =>
    byHand(
      each,
      same(each.id, 'github') ? 'GitHub' : each.id || `Without an id (${index + 1})`,
      facts.now,
      limits,
    ),
  );
  return [...live, ...listed, ...github].sort((a, b) => Number(b.blocks) - Number(a.blocks));
}

/** Causes that have a blocker of their own. */
const OWN: readonly CauseId[] = ['sandbox', 'certs'];

/** What is critical now stands in the way of everything else. @param findings worst first */
export const criticalBlockers = (findings: readonly Finding[]): Blocker[] =>
  findings.flatMap(({ cause, tone, title, headline, since, next }) =>
    tone === 'bad' && !OWN.includes(cause)
      ? {
          id: cause,
          name: title,
          tone,
          label: headline,
          blocks: true,
          ...(since !== undefined && { since: { at: since, by: 'seen' as const } }),
          owner: 'the operator on call',
          next,
        }
      : [],
  );
