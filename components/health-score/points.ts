import { healthWeights } from '../../src/domain/judgement/health.ts';
import { count } from '../../src/domain/format/values.ts';
import type { Deduction, Points } from '../../src/domain/judgement/health.ts';

/** Points in words. They are cut, so that no score reads as a limit that it has not reached. */
export const points = (n: number): string => count(Math.trunc(n * 10) / 10);

/** A score in words, as a range where it is not known exactly. */
export const between = ({ least, most }: Points): string =>
  least === most ? points(most) : `${points(least)} to ${points(most)}`;

/** What a part takes off, beside the most that it can. */
export function taken({ part, least, most }: Deduction): string {
  const of = `of ${points(healthWeights[part])}`;
  if (least !== most) return `not known, up to ${points(most)}`;
  // A small share is not none.
  return most > 0 && most < 0.1 ? `<0.1 ${of}` : `${points(most)} ${of}`;
}
