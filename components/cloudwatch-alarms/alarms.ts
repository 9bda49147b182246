import { count } from '../../src/domain/format/values.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

type Maybe<T> = T | undefined;

/** The states of a CloudWatch alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm as the backend tells it; `updated_at` in ms since 1970 UTC. */
export interface LiveAlarm {
  name?: Maybe<string>;
  state?: Maybe<AlarmState>;
  metric?: Maybe<string>;
  threshold?: Maybe<number>;
  updated_at?: Maybe<number>;
}

/** An alarm as the site's configuration names it. */
export interface ConfiguredAlarm {
  name?: Maybe<string>;
  condition?: Maybe<string>;
}

/** What an operator saw in CloudWatch; `at` in ms since 1970 UTC. */
export interface Check {
  at: number;
  alarm: string;
  state: string;
}

/** How one alarm stands. Times in ms since 1970 UTC. */
export interface Alarm extends CheckResult {
  /** Since when it is in its state, or when that was recorded by hand. */
  at?: Maybe<number>;
  /** When a record turns unverified; absent where it already has, or nobody made one. */
  until?: number;
}

/** The alarms of a site that configures none. Source: the contract. */
export const usualAlarms: readonly Required<ConfiguredAlarm>[] = [
  { name: 'Lambda errors', condition: '> 5 %' },
  { name: 'Lambda duration', condition: '> 5 s' },
  { name: 'API Gateway 5xx', condition: '> 1 %' },
  { name: 'DynamoDB throttle', condition: '' },
];

/** How long a record by hand holds, in ms. */
export const CHECK_HOLDS = 24 * 3_600_000;

const STATES: Record<AlarmState, readonly [Tone, string]> = {
  OK: ['ok', 'OK'],
  ALARM: ['bad', 'in alarm'],
  INSUFFICIENT_DATA: ['unknown', 'too little data'],
};

const ORDER: readonly Tone[] = ['bad', 'unknown', 'ok'];

/** The alarms as the backend tells them, the worst first, and those configured that it does not tell of. */
export function liveAlarms(
  reported: readonly LiveAlarm[],
  configured: readonly ConfiguredAlarm[] = [],
): Alarm[] {
  const names = new Set(reported.map(({ name }) => name));
  const known = reported.map(({ name, state, metric, threshold, updated_at: at }): Alarm => {
    const [tone, label] = state ? STATES[state] : (['unknown', 'state not offered'] as const);
    const note = [metric, threshold !== undefined && `threshold ${count(threshold)}`]
      .filter(Boolean)
      .join(', ');
    return { name: name || 'without a name', tone, label, at, note };
  });
  const lacking = configured.flatMap(({ name, condition }): Alarm[] =>
    name && !names.has(name) ? [{ name, tone: 'unknown', label: 'not told of', note: condition }] : [],
  );
  return [...known, ...lacking].sort((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
}

/** The configured alarms, or the usual ones, each as it was last checked by hand. A record holds for a day. */
export function checkedAlarms(
  configured: readonly ConfiguredAlarm[] = usualAlarms,
  checks: readonly Check[],
  now: number,
): Alarm[] {
  const names = [...new Set(configured.flatMap(({ name }) => name || []))];
  return names.map((name): Alarm => {
    const note = configured.find((each) => each.name === name)?.condition;
    const { at, state } = checks.findLast(({ alarm }) => alarm === name) ?? {};
    const [tone, label] = STATES[state as AlarmState] ?? ['unknown', ''];
    if (at === undefined || !label) return { name, note, tone: 'unknown', label: 'not checked' };
    const until = at + CHECK_HOLDS;
    return now >= until
      ? { name, note, tone: 'unknown', label: `${label}, unverified`, at }
      : { name, note, tone, label, at, until };
  });
}
