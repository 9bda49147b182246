import { uncheckedWords, toneOfAll } from '../../src/data/findings-of.ts';
import { headlineAt, tallyWords } from '../../src/domain/findings/finding.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import type { Findings } from '../../src/data/findings-of.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

/** What is to be said of the whole stack, at once. */
export interface Summary {
  tone: Tone;
  /** For the chip. */
  label: string;
  /** The worst finding, or that there is none. */
  sentence: string;
  /** The evidence, and how much else there is. */
  more: string | undefined;
  next: string | undefined;
  /** What could not be judged. */
  note: string | undefined;
}

/**
 * Sums up what was found: one sentence for the worst of it, a calm one where there is nothing.
 * @param checks how many causes were to be judged
 * @param failing whether the last request has failed: what was calm may be so no more
 */
export function summary(judged: Findings, checks: number, failing: boolean, now: number): Summary {
  const { findings, unchecked } = judged;
  const [first, ...others] = findings;
  const made = checks - unchecked.length;
  const tone = toneOfAll(judged);
  const calm =
    unchecked.length > 0 ? `${count(made)} of ${plural(checks, 'check')}` : plural(checks, 'check');
  return {
    tone: failing && !first ? 'unknown' : tone,
    label: first ? tallyWords(findings) : failing ? 'Last request failed' : `${calm} OK`,
    sentence: first
      ? `${headlineAt(first, now)}.`
      : failing
        ? 'No problem found before; the last request failed.'
        : `No problem found in ${calm}.`,
    more:
      first && [first.evidence, ...(others.length > 0 ? [`+${count(others.length)} more.`] : [])].join(' '),
    next: first?.next,
    note: uncheckedWords(unchecked) || undefined,
  };
}
