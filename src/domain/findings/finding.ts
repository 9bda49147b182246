import { age, count, plural } from '../format/values.ts';
import type { Tone } from '../judgement/tone.ts';
import type { Severity } from './severity.ts';

/** Everything that can be wrong, each judged by one rule; the rules stand beside this, the scores in `severity.ts`. */
export type CauseId =
  | 'unreachable'
  | 'dead-agents'
  | 'slow-agents'
  | 'canary'
  | 'pecks'
  | 'quota'
  | 'alarms'
  | 'auth'
  | 'tables'
  | 'reputation'
  | 'alias'
  | 'deployment'
  | 'security'
  | 'events'
  | 'certs'
  | 'sandbox';

/** A cause that stands: what is wrong, how bad, whom it reaches, and what to do. Times in ms since 1970 UTC. */
export interface Finding extends Severity {
  cause: CauseId;
  /** That of its card by the catalogue, not of a band of scores. */
  tone: Extract<Tone, 'bad' | 'warn' | 'info'>;
  /** What is wrong, with its figures and their limit. */
  headline: string;
  /** What it was found by. */
  evidence: string;
  /** Whom or what it reaches. */
  scope: string;
  /** What users notice. */
  notices: string;
  /** How bad that is for them. */
  impact: string;
  next: string;
  /** The tag of the card that shows it in full. */
  card: `mc-${string}`;
  /** Since when it stands, as far as that is known. */
  since?: number | undefined;
  /** When what it was found in was true, where that is too old to be judged: it may be over, and is not said to be. */
  asOf?: number;
}

/** What a rule comes to: a cause that stands, that none does, or that it cannot tell. */
export type Judged = Finding | 'fine' | 'unknown';

/** The score of a page: that of its worst finding, 0 without any. */
export const scoreOf = (findings: readonly Severity[]): number =>
  Math.max(0, ...findings.map(({ score }) => score));

/** How bad each tone is, where something is found at all. */
const RANKS = { info: 0, warn: 1, bad: 2 };

/** The worst tone of findings; `undefined` without any. */
export const toneOf = (findings: readonly Finding[]): Finding['tone'] | undefined =>
  findings
    .map(({ tone }) => tone)
    .sort((a, b) => RANKS[a] - RANKS[b])
    .at(-1);

/** How many findings of each tone, in words: `2 critical, 1 warning`; of those that need nobody, nothing beside others. */
export function tallyWords(findings: readonly Finding[]): string {
  const of = (tone: Tone): number => findings.filter((each) => each.tone === tone).length;
  const [bad, warn] = [of('bad'), of('warn')];
  const parts = [...(bad ? [`${count(bad)} critical`] : []), ...(warn ? [plural(warn, 'warning')] : [])];
  return parts.length > 0 ? parts.join(', ') : plural(of('info'), 'note');
}

/** The worst first: by tone, then by score. */
export const worstFirst = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => RANKS[b.tone] - RANKS[a.tone] || b.score - a.score);

/** A finding's headline; what was found in old data is told in the past tense, with its age. */
export const headlineAt = ({ headline, asOf }: Finding, now: number): string =>
  asOf === undefined ? headline : `was: ${headline}, ${age(now - asOf)}`;

/** A finding in one sentence: what is wrong, and its evidence. */
export const sentenceOf = (finding: Finding, now: number): string =>
  `${headlineAt(finding, now)}. ${finding.evidence}`;
