import { readLimits } from '../domain/judgement/limits.ts';
import type { Limits, Thresholds, WrongLimit } from '../domain/judgement/limits.ts';
import type { Spec } from './spec.ts';

/** The declared limits, by the names that the spec calls them. */
export type LimitsOf<S extends Spec> = {
  [K in keyof S['limits']]: S['limits'][K] extends (interval: number) => infer L ? L : S['limits'][K];
};

/**
 * The limits that a spec declares, as the site's configuration sets them.
 * @param interval polling interval in ms
 */
export function limitsOf<S extends Spec>(
  spec: S,
  thresholds: Thresholds,
  interval: number,
): { limits: LimitsOf<S>; wrong: WrongLimit[] } {
  const wrong: WrongLimit[] = [];
  const limits: Record<string, Limits> = {};
  for (const [name, declared] of Object.entries(spec.limits ?? {})) {
    const defaults = typeof declared === 'function' ? declared(interval) : declared;
    const read = readLimits(thresholds, name, defaults);
    limits[name] = read.limits;
    wrong.push(...read.wrong);
  }
  // Each has the members of its defaults.
  return { limits: limits as LimitsOf<S>, wrong };
}
