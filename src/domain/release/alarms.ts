import { plural } from '../format/values.ts';
import type { Tone } from '../judgement/tone.ts';

/** A CloudWatch alarm as the backend reports it. */
export interface AlarmReport {
  name?: string | undefined;
  state?: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' | undefined;
}

/** The alarms as they stand together. */
export interface AlarmsState {
  tone: Tone;
  /** For a chip or a finding. */
  label: string;
  /** The names of those that are in ALARM, of those without data, and of those whose state is not known. */
  active: string[];
  silent: string[];
  unclear: string[];
}

/** One alarm's name, as it is shown. */
export const alarmName = ({ name }: AlarmReport): string => name || 'one without a name';

/**
 * The alarms together, by one rule for every card. Only alarms that are all in OK are OK: one without data is not,
 * nor is one whose state was not told, nor are no alarms at all.
 * @param alarms `undefined` where they are not provided
 */
export function alarmsOf(alarms: readonly AlarmReport[] | undefined): AlarmsState {
  const named = (is: (state: AlarmReport['state']) => boolean): string[] =>
    (alarms ?? []).filter(({ state }) => is(state)).map(alarmName);
  const active = named((state) => state === 'ALARM');
  const silent = named((state) => state === 'INSUFFICIENT_DATA');
  const unclear = named((state) => state === undefined);
  const [tone, label]: [Tone, string] =
    active.length > 0
      ? ['bad', `${plural(active.length, 'alarm')} active`]
      : !alarms
        ? ['unknown', 'alarms not provided']
        : alarms.length === 0
          ? ['warn', 'no alarm found']
          : silent.length > 0
            ? ['warn', `${plural(silent.length, 'alarm')} without data`]
            : unclear.length > 0
              ? ['unknown', `${plural(unclear.length, 'alarm state')} not provided`]
              : ['ok', `${plural(alarms.length, 'alarm')} OK`];
  return { tone, label, active, silent, unclear };
}
