/**
 * Masking: what must never be kept, broadcast, logged or shown is taken out where an answer enters the page, first by
 * what a field is, then by pattern. Rules of the contract: mail addresses and telephone numbers in any field
 * (`auth.ses_sender` of the status alone is exempt), and of an environment variable everything but its name.
 */
import { isObject } from './kinds.ts';
import { BIDI, maskAll, maskNumber } from './mask-text.ts';
import type { Masked } from './mask-text.ts';

export { isAltered } from './mask-text.ts';

/** Longest text kept from a field, in UTF-16 units; the rest is cut, visibly, so that no answer can flood a page. */
const LONGEST = 2000;

/** So much of a text is looked at beyond that, so that nothing that is cut in two goes unseen. */
const BEYOND = 200;

/** Deepest nesting kept; the contract needs six. */
const DEEPEST = 16;

/**
 * Where a value stands, as far as it changes how it is masked: at the root of a status answer, in its `auth`, at the one
 * sender that is exempt, or in the environment of a function.
 */
export type Place = 'status' | 'auth' | 'sender' | 'env' | '';

const ENVIRONMENT = /^(?:env(?:ironment)?_?(?:names|vars|variables)|env|variables)$/i;

/** The place of a member of what stands at a place. */
export function placeOf(name: string, within: Place): Place {
  if (within === 'env' || ENVIRONMENT.test(name)) return 'env';
  if (within === 'status' && name === 'auth') return 'auth';
  return within === 'auth' && name === 'ses_sender' ? 'sender' : '';
}

/** Members that hold no telephone number, whatever their figures look like: ids, versions, hashes, names of AWS, times. */
const NO_PHONE =
  /^(?:id|.+_id|.+Id|key|version|.+_version|stable|function|alias|region|runtime|architecture|account|arn|.+_arn|.*sha256|hash|cognito_pool|config|code|event_type|kind|status|state|metric|at|.+_at|from|to|timestamp|last_modified|covers_from|since|until)$/;

/** What such a member holds, if it is what its name says: one word, as no telephone number with room in it is. */
const WORD = /^[\w$][\w$:./=+-]*$/;

/** Members that may hold a telephone number as a number. */
const PERSONAL =
  /^(?:actor|target|reason|to|recipient|contact|operator|approver|owner|caller|user|who|number|msisdn|(?:.*_)?(?:phone|tel|telephone|mobile|sms)(?:_.*)?)$/i;

/** Such a member may hold a time, too, in ms since 1970. */
const isTime = (value: number): boolean => value >= 1e12 && value < 4.2e12;

/** A text with every mail address as `j•••@e•••.com` and every telephone number as `•••23`, cut where it is too long. */
export function maskText(text: string, what?: Masked): string {
  if (text.length <= LONGEST) return maskAll(text, what);
  return `${maskAll(text.slice(0, LONGEST + BEYOND), what).slice(0, LONGEST)}…`;
}

/** The name of an environment variable, without the value that it came with. */
const variable = (text: string): string => maskText(/^[^=:\r\n\t]*/.exec(text.normalize('NFKC'))?.[0] ?? '');

/** What is told of an environment: names in a list, and the members of an object. A value is cut, whatever it is. */
function environment(raw: unknown): unknown {
  if (typeof raw === 'string') return variable(raw);
  if (Array.isArray(raw))
    return raw.map((each: unknown) => (typeof each === 'string' ? variable(each) : null));
  if (!isObject(raw)) return null;
  return Object.fromEntries(Object.keys(raw).map((name) => [variable(name), null]));
}

/** What masks a text, and how deep it is looked for. */
interface Way {
  text: typeof maskText;
  deepest: number;
}

function masked(raw: unknown, place: Place, name: string, depth: number, way: Way): unknown {
  if (place === 'env') return environment(raw);
  if (typeof raw === 'string')
    return way.text(raw, { mails: place !== 'sender', phones: !(NO_PHONE.test(name) && WORD.test(raw)) });
  if (typeof raw === 'number') return PERSONAL.test(name) && !isTime(raw) ? maskNumber(raw) : raw;
  if (typeof raw !== 'object' || raw === null) return raw;
  if (depth === way.deepest) return null;
  if (Array.isArray(raw)) return raw.map((entry: unknown) => masked(entry, '', name, depth + 1, way));
  // `fromEntries` makes own members of every name, `__proto__` included.
  return Object.fromEntries(
    Object.entries(raw).map(([inner, value]) => [
      way.text(inner),
      masked(value, placeOf(inner, place), inner, depth + 1, way),
    ]),
  );
}

const ANSWER: Way = { text: maskText, deepest: DEEPEST };
const KEPT: Way = { text: maskAll, deepest: 32 };

/** A parsed JSON value with every text in it masked, names of members included. */
export const mask = (raw: unknown, place: Place = '', name = ''): unknown =>
  masked(raw, place, name, 0, ANSWER);

/** The same of something that is kept whole: nothing of it is cut, but for what is nested deeper than any of ours. */
export const maskKept = (raw: unknown): unknown => masked(raw, '', '', 0, KEPT);

/** A text that may be JSON, masked; as it was where nothing is to be masked. */
export function maskKeptText(text: string): string {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return maskAll(text);
  }
  const [before, after] = [JSON.stringify(raw), JSON.stringify(maskKept(raw))];
  return before === after ? text : after;
}

/** The place of a route's whole answer. */
export const rootOf = (route: string): Place => (route === 'status' ? 'status' : '');

/** The answer of a route, masked: in that of the status the sender of the auth mails is exempt. */
export const maskAnswer = (route: string, json: unknown): unknown => mask(json, rootOf(route));

/**
 * A file, masked line by line, for it may be longer than a field. Marks of direction go: what is put for them elsewhere
 * says of a file that it cannot be read.
 */
export const maskFile = (text: string): string =>
  text
    .split('\n')
    .map((line) => maskText(line.replace(BIDI, '')))
    .join('\n');

/** A sample or an event, masked: of names of environment variables, wherever they stand, a value never travels. */
export function maskEntry<T>(entry: T): T {
  const clean = mask(entry);
  // Masking changes texts, never the shape.
  return (
    isObject(clean) && Array.isArray(clean['names'])
      ? { ...clean, names: mask(clean['names'], 'env') }
      : clean
  ) as T;
}
