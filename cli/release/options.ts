import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { functionName } from '../../src/commands/function-name.ts';
import { VERSION } from '../../src/api/read-change.ts';
import { Usage } from '../exit.ts';

/** Flags of every command. */
const COMMON = {
  function: { type: 'string' },
  alias: { type: 'string' },
  region: { type: 'string' },
  config: { type: 'string' },
  bridge: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Flags of those that change something. */
const CHANGING = { 'yes': { type: 'boolean' }, 'dry-run': { type: 'boolean' } } as const;

/** What each command takes beside the common flags. */
const TAKES = {
  publish: { ...CHANGING, zip: { type: 'string' }, description: { type: 'string' } },
  check: {},
  verify: { ticked: { type: 'string' } },
  probe: { version: { type: 'string' }, times: { type: 'string' }, payload: { type: 'string' } },
  shift: { ...CHANGING, version: { type: 'string' }, weight: { type: 'string' } },
  promote: { ...CHANGING, 'version': { type: 'string' }, 'despite-wait': { type: 'boolean' } },
  rollback: { ...CHANGING, to: { type: 'string' } },
  stop: CHANGING,
  watch: {
    ...CHANGING,
    act: { type: 'boolean' },
    every: { type: 'string' },
    for: { type: 'string' },
  },
} as const;

export type CommandName = keyof typeof TAKES;
export const NAMES = Object.keys(TAKES) as CommandName[];

/** What was asked for, read and held against what it may be. */
export interface Options {
  function: string | undefined;
  alias: string | undefined;
  region: string | undefined;
  config: string | undefined;
  bridge: string | undefined;
  json: boolean;
  help: boolean;
  yes: boolean;
  dryRun: boolean;
  zip: string | undefined;
  description: string | undefined;
  ticked: string[];
  version: string | undefined;
  /** Above 0 and below 1. */
  weight: number | undefined;
  to: string | undefined;
  times: number;
  payload: string | undefined;
  act: boolean;
  /** Promote though the judgement says wait. */
  despiteWait: boolean;
  /** Time between two looks, in ms. */
  everyMs: number;
  /** How long is watched at most, in ms. */
  forMs: number;
}

/** A version of a flag. @throws {Usage} */
function version(flag: string, given: string | undefined): string | undefined {
  if (given !== undefined && !VERSION.test(given))
    throw new Usage(`${flag} ${given} is no published version: give its number, such as ${flag} 42.`);
  return given;
}

/** A share: `10%` or `0.1`. A bare 10 could be either. @throws {Usage} */
function share(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(given)?.[1];
  const value = percent !== undefined ? Number(percent) / 100 : /^0?\.\d+$/.test(given) ? Number(given) : NaN;
  const weight = Math.round(value * 10_000) / 10_000;
  if (weight > 0 && weight < 1) return weight;
  throw new Usage(
    `--weight ${given} is no share of the calls: write 10% or 0.1, more than none and less than all.`,
  );
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };

/** A span: `90s`, `30m`, `2h`. @throws {Usage} */
function span(flag: string, given: string | undefined, usual: number, least: number): number {
  if (given === undefined) return usual;
  const [, number, unit = ''] = /^(\d+)(s|m|h)$/.exec(given) ?? [];
  const value = Number(number) * (UNITS[unit] ?? NaN);
  if (value >= least && value <= 86_400_000) return value;
  throw new Usage(`${flag} ${given} is no span: write it like 90s, 30m or 2h, from ${least / 1000}s to 24h.`);
}

function times(given: string | undefined): number {
  if (given === undefined) return 10;
  if (/^\d{1,4}$/.test(given) && Number(given) > 0) return Number(given);
  throw new Usage(`--times ${given} is no number of calls: give one from 1 to 9999.`);
}

/** Reads the words after a command. @throws {Usage} */
export function readOptions(command: CommandName, args: string[]): Options {
  const own = Object.keys({ ...COMMON, ...TAKES[command] });
  let values: ReturnType<typeof parseArgs>['values'];
  try {
    const options: ParseArgsConfig['options'] = { ...COMMON, ...TAKES[command] };
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    const word = error instanceof Error ? (/'(-[^' ]*|[^']*)[' ]/.exec(error.message)?.[1] ?? '') : '';
    throw new Usage(
      `release ${command} cannot use ${JSON.stringify(word)}: it takes ${own.map((each) => `--${each}`).join(', ')}.`,
    );
  }
  const word = (name: string): string | undefined => {
    const value = values[name];
    if (value === '') throw new Usage(`--${name} is empty.`);
    return typeof value === 'string' ? value : undefined;
  };
  const flag = (name: string): boolean => values[name] === true;
  const named = word('function');
  const about = named === undefined ? undefined : functionName(named);
  const alias = word('alias') ?? about?.qualifier;
  if (about?.qualifier !== undefined && alias !== about.qualifier)
    throw new Usage(`--function ${String(named)} names an alias, and --alias another one.`);
  if (alias !== undefined && !/^(?!\d+$)[\w-]{1,128}$/.test(alias))
    throw new Usage(`--alias ${JSON.stringify(alias)} is no name of an alias: letters, digits, - and _.`);
  const region = word('region') ?? about?.region;
  if (about?.region !== undefined && region !== about.region)
    throw new Usage(`--function is in ${about.region}, and --region is ${String(region)}.`);
  return {
    function: about?.name,
    alias,
    region,
    config: word('config'),
    bridge: word('bridge'),
    json: flag('json'),
    help: flag('help'),
    yes: flag('yes'),
    dryRun: flag('dry-run'),
    zip: word('zip'),
    description: word('description'),
    ticked: word('ticked')?.split(',') ?? [],
    version: version('--version', word('version')),
    weight: share(word('weight')),
    to: version('--to', word('to')),
    times: times(word('times')),
    payload: word('payload'),
    act: flag('act'),
    despiteWait: flag('despite-wait'),
    everyMs: span('--every', word('every'), 60_000, 10_000),
    forMs: span('--for', word('for'), 3_600_000, 10_000),
  };
}
