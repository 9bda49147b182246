import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { EXIT, Usage } from '../exit.ts';
import { withScheme, withoutRoute } from '../../src/api/diagnosis.ts';
import { ask } from './ask.ts';
import { cardFields, judgeCards } from './cards.ts';
import { contradictions, judgeFields } from './judge-fields.ts';
import { judgeHttp } from './judge-http.ts';
import { report } from './report.ts';
import type { Polled } from '../../src/api/fields.ts';
import type { ExitCode } from '../exit.ts';
import type { Answer, Asking } from './ask.ts';
import type { CardReport } from './cards.ts';
import type { FieldReport } from './judge-fields.ts';
import type { Looked } from './judge-http.ts';

const help = `mission-control check URL [flags]

  Asks the routes of the Beak at URL, such as https://api.example.com, and reports each field as right, wrong or
  not provided, the cards that light up, CORS, exposed headers, caching, mixed content and clock. Reads only.

  --origin URL       origin of the page that will ask (default https://mission-control.example)
  --token-file FILE  bearer token for an API that needs a sign-in; MC_TOKEN does the same
  --all              list every field and card, also those that are right
  --json             the whole report as JSON

  Ends with 0 where nothing is wrong (warnings do not count), 10 where something is, 1 where a route is unreachable,
  2 when called wrongly.
`;

/** The whole report. */
export interface CheckReport {
  base: string;
  routes: { path: string; status?: number; ms: number; fault?: string }[];
  fields: FieldReport[];
  contradictions: string[];
  http: Looked[];
  cards: CardReport[];
}

/** The base that is asked. A path may follow; the routes stand below it. @throws {Usage} */
function baseFrom(given: string | undefined): string {
  if (given === undefined)
    throw new Usage('Name the address of the Beak: mission-control check https://api.example.com');
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Usage(
      `${JSON.stringify(given)} is no web address: give one such as ${withScheme(given) ?? 'https://api.example.com'}.`,
    );
  if (url.username || url.password) throw new Usage('The address holds credentials: give it without them.');
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const short = withoutRoute(base);
  if (short !== undefined) throw new Usage(`Give the address without /beak: ${short}`);
  return base;
}

function tokenFrom(file: string | undefined): string | undefined {
  if (file === undefined) return process.env['MC_TOKEN'] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Usage(`The file ${file} of --token-file cannot be read.`);
  }
}

/** Asks everything and judges it. @param now of this machine, in ms since 1970 */
export async function checkBase(asking: Asking, now = Date.now()): Promise<CheckReport> {
  const [beak, metrics, status, audit] = await Promise.all([
    ask(asking, 'beak'),
    ask(asking, 'metrics'),
    ask(asking, 'status'),
    ask(asking, 'audit'),
  ]);
  const answered: [Polled, Answer][] = [
    ['metrics', metrics],
    ['status', status],
    ['audit', audit],
  ];
  // Of a route that failed nothing is provided.
  const fields = answered.flatMap(([route, { fault, json }]) => judgeFields(route, fault ? {} : json));
  return {
    base: asking.base,
    routes: [beak, ...answered.map(([, answer]) => answer)].map(({ path, status: code, ms, fault }) => ({
      path,
      ms,
      ...(code !== undefined && { status: code }),
      ...(fault !== undefined && { fault }),
    })),
    fields,
    contradictions: answered.flatMap(([route, { fault, json }]) =>
      fault ? [] : contradictions(route, json),
    ),
    http: beak.status === undefined ? [] : await judgeHttp(asking, { metrics, status, audit }, now),
    cards: judgeCards(await cardFields(), fields),
  };
}

/** What a report comes to. */
export function exitOf({ routes, fields, contradictions: found, http }: CheckReport): ExitCode {
  if (routes.some(({ status }) => status === undefined)) return EXIT.failed;
  const wrong =
    routes.some(({ fault }) => fault) ||
    fields.some(({ state }) => state === 'wrong') ||
    found.length > 0 ||
    http.some(({ state }) => state === 'wrong');
  return wrong ? EXIT.bad : EXIT.ok;
}

/** `mission-control check`. */
export async function check(args: string[]): Promise<ExitCode> {
  const { values, positionals } = parse(args);
  if (values.help) {
    process.stdout.write(help);
    return EXIT.ok;
  }
  if (positionals.length > 1) throw new Usage('Name one address.');
  const base = baseFrom(positionals[0]);
  const origin = values.origin ?? 'https://mission-control.example';
  const found = await checkBase({ base, origin, token: tokenFrom(values['token-file']) });
  const code = exitOf(found);
  process.stdout.write(
    values.json ? `${JSON.stringify(found, null, 2)}\n` : report(found, code, values.all ?? false),
  );
  return code;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'origin': { type: 'string' },
        'token-file': { type: 'string' },
        'all': { type: 'boolean' },
        'json': { type: 'boolean' },
        'help': { type: 'boolean' },
      },
    });
  } catch {
    throw new Usage('That is no flag of mission-control check: see mission-control check --help.');
  }
}
