import { isObject } from '../api/kinds.ts';
import { baseFrom } from './base.ts';
import { runbooksFrom } from './runbooks.ts';
import type { Runbook } from './runbooks.ts';

/** What tells environments apart at a glance; none is the colour of a finding. */
export const COLOURS = ['grey', 'blue', 'teal', 'violet', 'pink', 'brown'] as const;
export type Colour = (typeof COLOURS)[number];

/** A stack that the operator watches. */
export interface Environment {
  /** Stays the same when everything else is edited. */
  id: string;
  name: string;
  colour: Colour;
  /** Base of its Beak API. */
  base: string;
  /** URL of its site's `mission-control.json`, where there is one. */
  config?: string;
  /** The Lambda function, its alias, region and account: what pages of the AWS console are matched by. */
  function?: string;
  alias?: string;
  region?: string;
  account?: string;
  /** Pages that have cards of their own. */
  runbooks: readonly Runbook[];
  /** Whether the badge and the notifications go by it. */
  watch: boolean;
  /** Whether a token is kept on this machine, not only until the browser is closed. */
  keepToken: boolean;
  /** Set by the company's policy: it can be neither edited nor removed here. */
  managed?: true;
}

/** Longest texts that are kept. */
const LONGEST = 200;
const LONGEST_URL = 2000;
/** Most environments that are kept. */
export const MOST = 50;

const textIn = (raw: unknown, longest = LONGEST): string | undefined => {
  const text = typeof raw === 'string' ? raw.trim() : '';
  return text !== '' && text.length <= longest ? text : undefined;
};

/** The forms that AWS has for these: `us-gov-west-1`, twelve digits. */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const ACCOUNT = /^\d{12}$/;

/** What is wrong with an environment's members, by their name; nothing where all fit. */
export function problemsOf(raw: Record<string, unknown>): Partial<Record<keyof Environment, string>> {
  const base = baseFrom(textIn(raw['base'], LONGEST_URL) ?? '');
  const [region, account, config] = [raw['region'], raw['account'], raw['config']].map((each) =>
    textIn(each, LONGEST_URL),
  );
  const url = config && URL.canParse(config) ? new URL(config) : undefined;
  return {
    ...('problem' in base && { base: base.problem }),
    ...(region &&
      !REGION.test(region) && { region: `“${region}” is no AWS region. Write one such as us-east-1.` }),
    ...(account &&
      !ACCOUNT.test(account) && { account: `“${account}” is no account ID: that has 12 digits.` }),
    ...(config &&
      !/^https?:$/.test(url?.protocol ?? '') && {
        config: `“${config}” is no http(s) address of a mission-control.json.`,
      }),
  };
}

/**
 * The environment in anything: what was typed, kept, imported or set by a policy. What does not fit is left out; without a
 * usable base there is none.
 */
export function environmentFrom(raw: unknown, managed = false): Environment | undefined {
  if (!isObject(raw)) return undefined;
  const base = baseFrom(textIn(raw['base'], LONGEST_URL) ?? '');
  if ('problem' in base) return undefined;
  const wrong = problemsOf(raw);
  const member = (name: 'config' | 'function' | 'alias' | 'region' | 'account') => {
    const text = textIn(raw[name], name === 'config' ? LONGEST_URL : LONGEST);
    return text !== undefined && !wrong[name] ? { [name]: text } : {};
  };
  const id = textIn(raw['id']);
  return {
    id: id && /^[\w-]+$/.test(id) ? id : idOf(base.base),
    name: textIn(raw['name']) ?? base.base.replace(/^https?:\/\//, ''),
    colour: COLOURS.find((each) => each === raw['colour']) ?? 'grey',
    base: base.base,
    ...member('config'),
    ...member('function'),
    ...member('alias'),
    ...member('region'),
    ...member('account'),
    runbooks: runbooksFrom(raw['runbooks']),
    watch: raw['watch'] !== false,
    keepToken: raw['keepToken'] === true,
    ...(managed && { managed: true }),
  };
}

/** An id for an environment that came without one: the same base has the same. */
const idOf = (base: string): string => base.replace(/[^\w]+/g, '-').slice(0, LONGEST);

/** The environments in a list, each id once; the first of two has it. */
export function environmentsFrom(raw: unknown, managed = false): Environment[] {
  const found = new Map<string, Environment>();
  for (const each of Array.isArray(raw) ? raw.slice(0, MOST) : []) {
    const environment = environmentFrom(each, managed);
    if (environment && !found.has(environment.id)) found.set(environment.id, environment);
  }
  return [...found.values()];
}

/**
 * The configuration that the cards of an environment are given: that of its site, else one made of what is set here, so that
 * commands name function, alias and region.
 */
export function configOf({ config, name, function: fn, alias, region, account }: Environment): string {
  return (
    config ??
    `data:application/json,${encodeURIComponent(
      JSON.stringify({ environment: name, function: fn, alias, region, account }),
    )}`
  );
}
