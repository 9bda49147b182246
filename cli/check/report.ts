import { plural } from '../../src/domain/format/values.ts';
import { EXIT } from '../exit.ts';
import { safe } from '../safe.ts';
import type { ExitCode } from '../exit.ts';
import type { CheckReport } from './command.ts';

const line = (mark: string, name: string, note = ''): string =>
  `  ${mark.padEnd(6)}${safe(name)}${note && `  ${safe(note)}`}`;

const section = (title: string, lines: string[]): string[] => (lines.length > 0 ? ['', title, ...lines] : []);

const VERDICTS: Partial<Record<ExitCode, string>> = {
  [EXIT.ok]: 'Nothing is wrong.',
  [EXIT.bad]: 'Something is wrong: see the lines marked wrong.',
  [EXIT.failed]: 'A route is unreachable.',
};

/** The report as text. @param all also what is right, and each card */
export function report(
  { base, routes, fields, contradictions, http, cards }: CheckReport,
  code: ExitCode,
  all: boolean,
): string {
  const of = (state: string) => fields.filter((each) => each.state === state);
  const lit = (state: string) => cards.filter((each) => each.state === state);
  const dark = lit('dark');
  return [
    `Beak at ${safe(base)}`,
    ...section(
      'Routes',
      routes.map(({ path, status, ms, fault }) =>
        line(fault ? 'wrong' : 'ok', path, fault ?? `${status} in ${ms} ms`),
      ),
    ),
    ...section(
      `Fields: ${of('right').length} right, ${of('wrong').length} wrong, ${of('absent').length} not provided`,
      [
        ...of('wrong').flatMap(({ wrong }) => wrong.map((each) => line('wrong', each))),
        ...contradictions.map((each) => line('wrong', each)),
        ...(all ? of('right').map(({ field }) => line('right', field)) : []),
        ...of('absent').map(({ field }) => line('–', field, 'not provided')),
      ],
    ),
    ...section(
      'Page and backend',
      http.map(({ name, state, note }) => line(state, name, note)),
    ),
    ...section(
      `Cards: ${lit('lit').length} light up, ${lit('partly').length} in part, ${plural(dark.length, 'card')} without data`,
      [
        ...lit('lit').map(({ tag }) => line('lit', tag)),
        ...lit('partly').map(({ tag, missing }) => line('partly', tag, `without ${missing.join(', ')}`)),
        ...dark.map(({ tag, missing }) => line('dark', tag, `needs ${missing.join(', ')}`)),
      ],
    ),
    '',
    VERDICTS[code] ?? '',
    '',
  ].join('\n');
}
