import { freshnessLimits } from '../domain/freshness/freshness.ts';
import { toneOf, worstFirst } from '../domain/findings/finding.ts';
import { standingSince } from '../domain/findings/since.ts';
import { worst } from '../domain/judgement/tone.ts';
import { factsOf, madeAt } from './card-data.ts';
import { FINDING_LOGS } from './causes/cause.ts';
import { optional } from './optional.ts';
import type { Declared } from '../api/field.ts';
import type { Route } from '../api/fields.ts';
import type { Tone } from '../domain/judgement/tone.ts';
import type { CauseId, Finding } from '../domain/findings/finding.ts';
import type { Cause, FindingData } from './causes/cause.ts';
import type { Spec } from './spec.ts';

/** A cause that could not be judged, because what it is judged by was not sent. */
export interface Unchecked {
  cause: CauseId;
  /** What is not checked, in words. */
  name: string;
  /** Whether every backend has to send it. */
  everywhere: boolean;
}

/** What causes come to. */
export interface Findings {
  /** Those that stand, the worst first. */
  findings: Finding[];
  unchecked: Unchecked[];
}

/** When the oldest answer that a cause reads was true, where that is too old to be judged. */
function oldSince({ reads }: Cause, { routes, now, interval }: FindingData): number | undefined {
  const times = Object.values(reads).flatMap(({ route }) => {
    const last = routes[route]?.last;
    return last ? madeAt(last) : [];
  });
  const at = Math.min(...times);
  return times.length > 0 && now - at >= freshnessLimits(interval).bad ? at : undefined;
}

/**
 * Judges causes by the last answers of their routes: the one list that every card, the page and its notifications go by.
 * What was found in an answer that is too old stays, with its time: a thing is not over because nobody looks.
 */
export function judged(data: FindingData, causes: readonly Cause[]): Findings {
  const findings: Finding[] = [];
  const unchecked: Unchecked[] = [];
  for (const each of causes) {
    const { id, name, everywhere, ids } = each;
    const asOf = oldSince(each, data);
    const facts = factsOf({ ...NOTHING, reads: each.reads }, (route: Route) => data.routes[route]?.last);
    // An old answer knows of nothing later than itself.
    const result = each.judge({ ...data, facts, ...(asOf !== undefined && { now: asOf }) });
    if (result === 'unknown') unchecked.push({ cause: id, name, everywhere });
    if (typeof result === 'string') continue;
    const since =
      result.since ??
      (ids && standingSince(data.logs.missionControlAnomalyLog ?? [], ids, data.now, data.interval));
    findings.push({ ...result, since, ...(asOf !== undefined && { asOf }) });
  }
  return { findings: worstFirst(findings), unchecked };
}

const NOTHING = { title: '', section: 'posture', size: 'small' } as const satisfies Spec;

/** The causes that stand, the worst first. */
export const findingsOf = (data: FindingData, causes: readonly Cause[]): Finding[] =>
  judged(data, causes).findings;

/** The tone of all together: what could not be judged though every backend sends it outranks what is fine. */
export const toneOfAll = ({ findings, unchecked }: Findings): Tone =>
  worst([
    toneOf(findings) ?? (unchecked.length > 0 ? 'info' : 'ok'),
    ...(unchecked.some(({ everywhere }) => everywhere) ? (['unknown'] as const) : []),
  ]);

/** What could not be judged, in one sentence; empty where everything could be. */
export const uncheckedWords = (unchecked: readonly Unchecked[]): string =>
  unchecked.length > 0 ? `Not checked (no data): ${unchecked.map(({ name }) => name).join(', ')}.` : '';

const MINUTE = 60_000;

/** When headlines change by time alone, in ms since 1970 UTC: how long something has lasted is told in minutes. */
export const findingsChangeAt = (findings: readonly Finding[], now: number): number =>
  Math.min(
    ...findings.flatMap(({ since, asOf }) =>
      [since, asOf].flatMap((at) =>
        at === undefined ? [] : at + (Math.floor((now - at) / MINUTE) + 1) * MINUTE,
      ),
    ),
  );

type Reads = Readonly<Record<string, Declared<unknown>>>;

/**
 * What a card that lists findings declares, to be given all that its causes are judged by; it can do without each.
 * @param beside what it shows beside them, as it needs it
 */
export function declaring<R extends Reads>(causes: readonly Cause[], beside: R) {
  const reads: Record<string, Declared<unknown>> = {};
  const seen = new Set(Object.values(beside).map((read): string => read.field));
  // The same field is told once in the provenance; of two shapes of it, the first is.
  for (const { id, reads: own } of causes)
    for (const [name, read] of Object.entries(own)) {
      if (seen.has(read.field)) continue;
      seen.add(read.field);
      reads[`${id}.${name}`] = read;
    }
  return {
    causes: causes.map(({ id }) => id),
    reads: { ...optional(reads), ...beside },
    logs: FINDING_LOGS,
    files: [...new Set(causes.flatMap(({ files = [] }) => files))],
  };
}
