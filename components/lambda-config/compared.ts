import { count } from '../../src/domain/format/values.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

/** The settings that a site may expect, with the unit of each. */
const SETTINGS = {
  runtime: ['Runtime', ''],
  memory_mb: ['Memory', ' MB'],
  timeout_s: ['Timeout', ' s'],
  architecture: ['Architecture', ''],
  region: ['Region', ''],
  concurrency: ['Reserved concurrency', ''],
} as const;

type Settings = { [S in keyof typeof SETTINGS]?: string | number | undefined };

/** A setting as it is and as it should be, in words; `undefined` where the one is not offered, or nothing is expected. */
export interface Compared {
  name: string;
  tone: Tone;
  is: string | undefined;
  expected: string | undefined;
}

/** Every setting beside what is expected of it. What nobody expects is not judged. */
export const compared = (is: Settings, expected: Settings = {}): Compared[] =>
  // `Object.keys` forgets the names of the keys.
  (Object.keys(SETTINGS) as (keyof Settings)[]).map((key) => {
    const [name, unit] = SETTINGS[key];
    const label = (value: string | number | undefined): string | undefined =>
      typeof value === 'number' ? count(value) + unit : value === '' ? 'empty' : value;
    const [one, other] = [is[key], expected[key]];
    return {
      name,
      tone: other === undefined ? 'info' : one === undefined ? 'unknown' : one === other ? 'ok' : 'warn',
      is: label(one),
      expected: label(other),
    };
  });
