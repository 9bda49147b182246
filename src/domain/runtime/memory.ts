import { grade } from '../judgement/tone.ts';
import type { Tone } from '../judgement/tone.ts';

/** From how many MB of used memory to warn. Source: the catalogue. */
export const memoryLimits = { warn: 100 };

/** The tone of used memory (MB): a warning from its limit on, bad where all that is configured is used. */
export const memoryTone = (
  used: number | undefined,
  configured: number | undefined,
  { warn } = memoryLimits,
): Tone => grade(used, { warn, bad: configured || Infinity });
