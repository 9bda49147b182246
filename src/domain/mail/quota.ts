import { grade } from '../judgement/tone.ts';
import type { Tone } from '../judgement/tone.ts';

/** Shares of the daily SES quota from which its use is a warning, and bad. */
export const quotaLimits = { warn: 0.7, bad: 0.9 };

/** How much of the daily quota is used; `undefined` where either figure is not offered or the quota is none. */
export function quotaUse(
  sent: number | undefined,
  quota: number | undefined,
  limits = quotaLimits,
): { used: number | undefined; tone: Tone } {
  const used = sent !== undefined && quota ? sent / quota : undefined;
  return { used, tone: grade(used, limits) };
}
