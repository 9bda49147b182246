import { isOutside } from './comms.ts';
import type { Audience, CommsPhase } from './comms.ts';

/** Something in a message that its audience should not read, or that it lacks. */
export interface Flag {
  rule: 'jargon' | 'forecast' | 'name' | 'data' | 'gap' | 'long' | 'empty';
  /** The words that it is about; empty where something is missing. */
  found: string;
  /** What is wrong with it, and what to do. */
  message: string;
}

/** A whole word or phrase, in any case of letters. */
const phrase = (...sources: string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\d_])(?:${sources.join('|')})(?![\\p{L}\\d_])`, 'giu');

/** Patterns over all of Unicode take a while to make, and most pages check no message: made when first asked for. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** What is no word of an audience outside, and what to write instead. */
const jargonOf = once((): readonly (readonly [pattern: RegExp, instead: string])[] => [
  [phrase('cold[ -]?starts?', 'latenc(?:y|ies)', 'p(?:50|90|95|99)'), 'say that answers are slow'],
  [phrase('throttl(?:e[ds]?|ing)', 'time-?outs?', 'rate[ -]limit\\w*'), 'say what people notice'],
  [
    phrase(
      'lambdas?',
      'dynamo ?db',
      'api gateway',
      'cloudwatch',
      'cloudfront',
      'codedeploy',
      'cognito',
      'eventbridge',
      'step functions?',
      'amazon web services',
      'aws',
      's3',
      'ec2',
    ),
    'say which part of the service people use',
  ],
  // In small letters these are words, or parts of some.
  [
    /(?<![\p{L}\d_])(?:SES|SNS|SQS|IAM|KMS|VPC|DNS|TTL|CPU|SLA|SLO|RCA)(?![\p{L}\d_])/gu,
    'say it without the abbreviation',
  ],
  [phrase('arn:[^\\s]+', 'arns?'), 'leave it out'],
  [phrase('alias(?:es)?', 'versions? \\d+', 'v\\d+'), 'leave it out'],
  [/\$LATEST(?![\p{L}\d_])/giu, 'leave it out'],
  [
    phrase(
      'canar(?:y|ies)',
      'deploy(?:s|ed|ing|ments?)?',
      'roll(?:ed|ing|s)?[ -]?backs?',
      'regressions?',
      'drift(?:ed|s)?',
    ),
    'say that a change was made or taken back',
  ],
  [
    phrase(
      'anomal(?:y|ies)',
      'quotas?',
      'sandbox(?:ed|es)?',
      'endpoints?',
      'back-?ends?',
      'invocations?',
      'payloads?',
      'callbacks?',
      'stack traces?',
      'post-?mortems?',
    ),
    'say what people notice',
  ],
  [
    phrase('[45]xx(?:es)?', 'http(?: status)? \\d{3}', '(?:errors?|status|code) [45]\\d\\d', '50[0234]s?'),
    'say that errors are shown',
  ],
  [phrase('p[0-3]', 'sev[ -]?\\d'), 'leave the tier out'],
  [
    phrase('[a-z]{2}-(?:gov-)?(?:north|south|east|west|central)[a-z]*-\\d', '(?:\\d{1,3}\\.){3}\\d{1,3}'),
    'say it without the name of a machine or region',
  ],
  [phrase('[a-z\\d-]+(?:\\.[a-z\\d-]+)*\\.(?:internal|local|amazonaws\\.com)'), 'leave the host name out'],
]);

const NUMBER =
  '(?:\\d+(?:[.,–-]\\d+)?|an?|half an|one|two|three|five|ten|fifteen|twenty|thirty|a few|a couple of)';
const UNIT = '(?:seconds?|secs?|s|minutes?|mins?|min|hours?|hrs?|h|days?|weeks?)';

/** When it will be over: nobody knows, and a forecast that fails costs more trust than none. */
const forecastsOf = once((): readonly RegExp[] => [
  phrase(
    `(?:in|within) (?:about |around |roughly |approximately |less than |under |the next |another )?${NUMBER}[ -]?${UNIT}`,
  ),
  phrase(
    '(?:by|before|until|around) (?:about )?(?:\\d{1,2}[:.]\\d\\d|\\d{1,2} ?[ap]\\.?m|noon|midnight|tonight|tomorrow|the end of|monday|tuesday|wednesday|thursday|friday|saturday|sunday)',
  ),
  phrase('(?<!as )soon(?! as)', 'shortly', 'momentarily', 'any (?:minute|moment)', 'eta', 'in no time'),
  phrase(
    '(?:expect(?:ed|s)?|estimated?|likely|should) (?:it )?(?:to )?be (?:fixed|back|over|resolved|restored)',
  ),
]);

/** The promise of the next message is no forecast: it can be kept. */
const PROMISE = /^\s*(?:the )?next update\b/i;

/** What is told of data, in one sentence. */
const DATA = /\b(?:data|information|records?|accounts?|certificates?)\b/i;
const FATE =
  /\b(?:los[st]|loss(?:es)?|losing|missing|safe|intact|complete|deleted|damaged|corrupted|kept)\b/i;

/** Square brackets that are no link: what the draft could not know. */
const GAP = /\[[^\]\n]*\](?!\()/g;

/** So many characters most networks take in a post. */
const POST = 280;

/** Letters that look the same are the same, and what is not seen is not there. */
const readable = (text: string): string => text.normalize('NFKC').replace(/\p{Cf}/gu, '');

const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((each) => each.trim())
    .filter(Boolean);

const matches = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([found]) => found)),
];

/** In the order of the text, each once; what stands within a longer one, such as a word within an ARN, is not told apart. */
function jargon(text: string): Flag[] {
  const all = jargonOf()
    .flatMap(([pattern, instead]) =>
      [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ found, instead, index })),
    )
    .sort((a, b) => a.index - b.index || b.found.length - a.found.length);
  const flags = new Map<string, Flag>();
  let end = 0;
  for (const { found, instead, index } of all) {
    if (index < end) continue;
    end = index + found.length;
    flags.set(found, { rule: 'jargon', found, message: `“${found}” is jargon: ${instead}.` });
  }
  return [...flags.values()];
}

function forecasts(text: string): Flag[] {
  const rest = sentences(text)
    .filter((each) => !PROMISE.test(each))
    .join('\n');
  return forecastsOf().flatMap((pattern) =>
    matches(rest, pattern).map((found) => ({
      rule: 'forecast' as const,
      found,
      message: `“${found}” says when it will be over, which nobody knows: tell when the next update comes.`,
    })),
  );
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Names as typed in: whole in any case of letters, a part of one only as it is written, for Will is a word too. */
function named(text: string, names: readonly string[]): Flag[] {
  const found = new Set<string>();
  for (const name of names.map((each) => readable(each).trim()).filter(Boolean)) {
    const whole = matches(text, phrase(escaped(name).replace(/\s+/g, '\\s+')));
    const parts = name.split(/\s+/).filter((part) => part.length > 1 && /^\p{Lu}/u.test(part));
    const some = parts.flatMap((part) =>
      matches(text, new RegExp(`(?<![\\p{L}\\d_])${escaped(part)}(?![\\p{L}\\d_])`, 'gu')),
    );
    for (const each of whole.length > 0 ? whole : some) found.add(each);
  }
  return [...found].map((each) => ({
    rule: 'name' as const,
    found: each,
    message: `“${each}” is a person’s name: write “we”.`,
  }));
}

/**
 * What is wrong with a message for an audience. Jargon, forecasts and names are looked for in what goes outside; gaps, and a
 * Resolved that tells nothing of data, everywhere.
 * @param names the names of the leads, as typed in
 */
export function lint(text: string, audience: Audience, phase: CommsPhase, names: readonly string[]): Flag[] {
  const plain = readable(text);
  if (plain.trim() === '') return [{ rule: 'empty', found: '', message: 'There is nothing to send.' }];
  const flags: Flag[] = matches(plain, GAP).map((found) => ({
    rule: 'gap',
    found,
    message: `${found} is left to write, or to take out.`,
  }));
  if (isOutside(audience)) flags.push(...jargon(plain), ...forecasts(plain), ...named(plain, names));
  const written = sentences(plain.replace(GAP, ''));
  if (phase === 'resolved' && !written.some((each) => DATA.test(each) && FATE.test(each)))
    flags.push({
      rule: 'data',
      found: '',
      message: 'No sentence says whether data was lost. People ask that first: say so either way.',
    });
  const length = [...plain].length;
  if (audience === 'social' && length > POST)
    flags.push({
      rule: 'long',
      found: '',
      message: `It has ${length} characters; a post takes ${POST}.`,
    });
  return flags;
}
