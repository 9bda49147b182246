import { alarmsOf } from '../../src/domain/release/alarms.ts';
import { parity } from '../../src/domain/release/parity.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { AlarmReport } from '../../src/domain/release/alarms.ts';
import type { ParityFacts } from '../../src/domain/release/parity.ts';
import type { RollbackTarget } from '../../src/domain/release/rollback-target.ts';
import type { Evidence } from '../../src/card/tick-list.ts';

const NOT_OFFERED: Evidence = { tone: 'unknown', label: 'not offered by the backend' };

/** What is told of every check until the backend has answered for the first time. */
export const NO_ANSWER: Evidence = { tone: 'unknown', label: 'no answer yet' };

/** Which version runs, and which the deploy log names last for the alias. */
export function deployEvidence(
  reported: ParityFacts,
  target: string | undefined,
  expected: string | undefined,
): Evidence {
  const { verdict, tone, label, sentence } = parity(reported);
  if (verdict === 'unknown') return { ...NOT_OFFERED, note: sentence };
  const other = expected !== undefined && expected !== target;
  return {
    tone: worst([tone, ...(other ? (['warn'] as const) : [])]),
    label: `${label}: the alias points to ${target ?? 'a version that is not told'}`,
    note:
      expected === undefined
        ? 'The deploy log names no version of this alias.'
        : other
          ? `The deploy log names version ${expected} last.`
          : 'The deploy log names it last, too.',
  };
}

/** The version to go back to. @param command whether the command for it can be made */
export const previousEvidence = ({ version, why, tone }: RollbackTarget, command: boolean): Evidence =>
  version === undefined
    ? { tone: 'unknown', label: 'not known', note: why }
    : {
        tone: tone === 'warn' ? 'warn' : command ? 'ok' : 'unknown',
        label: `version ${version}`,
        note: command
          ? `${why}.`
          : `${why}. No command: it takes the function, the alias, release.routing, release.revision_id and a target that nothing speaks against.`,
      };

/** The alarms and their states. */
export function alarmsEvidence(alarms: readonly AlarmReport[] | undefined): Evidence {
  if (!alarms) return NOT_OFFERED;
  const { tone, label, active, silent, unclear } = alarmsOf(alarms);
  const names = [...active, ...silent, ...unclear].join(', ');
  return { tone, label, ...(names && { note: `${names}.` }) };
}

/** The counts that certificates go through, for the operator to judge. */
export function tablesEvidence(
  tables: Readonly<Record<string, number | undefined>> | undefined,
  issued: number | null | undefined,
): Evidence {
  const { eggs, ducklings, birth_certificates: certificates } = tables ?? {};
  if (eggs === undefined && ducklings === undefined && certificates === undefined) return NOT_OFFERED;
  const steps = [eggs, ducklings, certificates].flatMap((n) => n ?? []);
  const grows = steps.some((n, index) => n > (steps[index - 1] ?? Infinity));
  const part = (n: number | undefined, one: string) =>
    n === undefined ? `${one}s not told` : plural(n, one);
  return {
    tone: grows ? 'warn' : 'info',
    label: `${part(eggs, 'egg')}, ${part(ducklings, 'duckling')}, ${part(certificates, 'certificate')}${issued ? '; the last one issued' : ''}`,
    ...(issued && { at: issued }),
    ...(grows && { note: 'The tables do not add up: a later one holds more than the one before.' }),
  };
}
