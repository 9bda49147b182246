import { parity } from '../../src/rules/parity.ts';
import { worst } from '../../src/rules/tone.ts';
import { count, plural } from '../../src/rules/words.ts';
import type { Deploy } from '../../src/rules/deploy-log.ts';
import type { ParityFacts } from '../../src/rules/parity.ts';
import type { WayBack } from '../../src/rules/way-back.ts';
import type { Evidence } from '../../src/card/ticks.ts';

const NOT_OFFERED: Evidence = { tone: 'unknown', words: 'not offered by the backend' };

/** What is told of every check until the backend has answered for the first time. */
export const NO_ANSWER: Evidence = { tone: 'unknown', words: 'no answer yet' };

/** Which version runs, and which the deploy log (newest first) names for the alias. */
export function deployEvidence(
  told: ParityFacts,
  deploys: readonly Deploy[],
  alias: string | undefined,
): Evidence {
  const { verdict, tone, words, sentence } = parity(told);
  if (verdict === 'unknown') return { ...NOT_OFFERED, note: sentence };
  const target = told.target || told.release?.stable;
  const expected = deploys.find((deploy) => deploy.alias === alias)?.version;
  const other = expected !== undefined && expected !== target;
  return {
    tone: worst([tone, ...(other ? (['warn'] as const) : [])]),
    words: `${words}: the alias points to ${target ?? 'a version that is not told'}`,
    note:
      expected === undefined
        ? 'The deploy log names no version of this alias.'
        : other
          ? `The deploy log names version ${expected} last.`
          : 'The deploy log names it last, too.',
  };
}

/** The version to go back to. @param command whether the command for it can be made */
export const previousEvidence = ({ version, why }: WayBack, command: boolean): Evidence =>
  version === undefined
    ? { tone: 'unknown', words: 'not known', note: why }
    : {
        tone: command ? 'ok' : 'unknown',
        words: `version ${version}`,
        note: command
          ? `${why}.`
          : `${why}. No command: it takes the function, the alias, release.routing and release.revision_id.`,
      };

/** The alarms and their states. */
export function alarmsEvidence(
  alarms: readonly { name?: string | undefined; state?: string | undefined }[] | undefined,
): Evidence {
  if (!alarms) return NOT_OFFERED;
  if (alarms.length === 0) return { tone: 'info', words: 'the backend tells of no alarm' };
  const ringing = alarms
    .filter(({ state }) => state === 'ALARM')
    .map(({ name }) => name || 'one without a name');
  const silent = alarms.filter(({ state }) => state !== 'OK' && state !== 'ALARM').length;
  return {
    tone: ringing.length > 0 ? 'bad' : silent > 0 ? 'unknown' : 'ok',
    words: `${count(ringing.length)} of ${plural(alarms.length, 'alarm')} ringing`,
    note: [
      ...(ringing.length > 0 ? [`${ringing.join(', ')}.`] : []),
      ...(silent > 0 ? [`${plural(silent, 'has', 'have')} too little data or no known state.`] : []),
    ].join(' '),
  };
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
    words: `${part(eggs, 'egg')}, ${part(ducklings, 'duckling')}, ${part(certificates, 'certificate')}${issued ? '; the last one issued' : ''}`,
    ...(issued && { at: issued }),
    ...(grows && { note: 'The tables do not add up: a later one holds more than the one before.' }),
  };
}
