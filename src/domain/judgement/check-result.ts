import type { Tone } from './tone.ts';

/** One thing that was looked at: what it is, how it stands, and in which words. */
export interface CheckResult {
  name: string;
  tone: Tone;
  label: string;
  /** Evidence, a limit or the next step, in small print. */
  note?: string | undefined;
}

/** What a flag says, in a tone and words for either answer; one that was not told is said to be not offered. */
export function checkResult(
  name: string,
  value: boolean | undefined,
  yes: readonly [Tone, string],
  no: readonly [Tone, string],
): CheckResult {
  const [tone, label] = value === undefined ? (['unknown', 'not offered'] as const) : value ? yes : no;
  return { name, tone, label };
}
