import { MOST, atLeast, fisher, lowerBound, upperBound } from './binomial.ts';
import { count, ms, percent, plural } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';
import type { Counted } from './binomial.ts';
import type { canaryLimits } from './analyses.ts';
import type { CheckResult } from '../judgement/check-result.ts';

/** What CloudWatch counted of one version; each member `undefined` where it is not offered. */
export type Figures = NonNullable<
  NonNullable<NonNullable<Answer<'status'>['release']>['traffic']>['by_version']
>[string];

/** What can be tested of a version's figures, or in words why nothing can. */
export function counted(figures: Figures | undefined): Counted | string {
  const { invocations: calls, errors } = figures ?? {};
  if (!figures) return 'no call of it was counted';
  if (calls === undefined) return 'its calls are not offered';
  if (errors === undefined) return 'its errors are not offered';
  if (errors > calls) return `${plural(errors, 'error')} of ${plural(calls, 'call')} do not fit together`;
  if (calls > MOST) return `${plural(calls, 'call')} cannot be believed`;
  return calls > 0 ? { errors, calls } : 'it had no call';
}

/** A chance in digits: `0.0013`. */
const chance = (p: number): string => String(Number(p.toPrecision(3)));

/** The same, as a statement: what is next to nothing is not told to the last digit. */
const pIs = (p: number): string => (p < 1e-6 ? 'p is below 0.000001' : `p = ${chance(p)}`);

/** A bound of a rate, with as many digits as it takes to tell it from the limit. */
function beside(bound: number, limit: number): string {
  for (let places = 2; places < 12; places += 1)
    if (Math.sign(Number((bound * 100).toFixed(places)) - limit * 100) === Math.sign(bound - limit))
      return percent(bound, places);
  return percent(bound, 12);
}

const of = ({ errors, calls }: Counted): string => `${count(errors)} of ${count(calls)}`;

/** What one test says: as a line to show, and as a reason for a rollback or against a promotion. */
export interface Test {
  shown: CheckResult;
  against?: string | undefined;
  keeps?: string | undefined;
}

/** The canary's error rate by itself. The upper bound, for a promotion, has the whole alpha: see `judgeCanary`. */
export function rate(
  canary: Counted,
  level: number,
  more: number | undefined,
  { error_rate: limit, alpha }: typeof canaryLimits,
): Test {
  const { errors, calls } = canary;
  const over = atLeast(errors, calls, limit) <= level;
  const [low, high] = [lowerBound(errors, calls, level), upperBound(errors, calls, alpha)];
  return {
    shown: {
      name: 'Error rate by itself (Clopper–Pearson)',
      tone: over ? 'bad' : more === 0 ? 'ok' : 'unknown',
      label: `${beside(low, limit)} to ${beside(high, limit)}`,
      note: `${of(canary)} failed, ${percent(errors / calls, 2)}. Too high where the first bound (${percent(1 - level, 4)} sure) reaches ${percent(limit, 2)}, low enough where the second (${percent(1 - alpha)} sure) is below it.`,
    },
    against: over
      ? `Its error rate is at least ${beside(low, limit)}; the limit is ${percent(limit, 2)}.`
      : undefined,
    keeps:
      more === 0
        ? undefined
        : more === undefined
          ? 'So many calls failed that no number of good ones would make up for it.'
          : `${plural(more, 'more call')} ${more === 1 ? 'is' : 'are'} needed, none of them failing.`,
  };
}

/** The canary against stable. */
export function compared(canary: Counted, stable: Counted | string, level: number, enough: boolean): Test {
  const name = 'Against stable (Fisher, one-sided)';
  if (typeof stable === 'string')
    return {
      shown: { name, tone: 'unknown', label: 'cannot be compared', note: `Of stable, ${stable}.` },
      keeps: `There is nothing to compare it with: of stable, ${stable}.`,
    };
  const p = fisher(canary, stable);
  const worse = p <= level;
  return {
    shown: {
      name,
      // Too few calls show nothing either way.
      tone: worse ? 'bad' : enough ? 'ok' : 'info',
      label: worse ? 'worse than stable' : 'not shown to be worse',
      note: `${pIs(p)}; worse from ${chance(level)} down. ${of(canary)} failed against ${of(stable)}.`,
    },
    against: worse ? 'It fails more often than stable, and by more than chance explains.' : undefined,
  };
}

/** How slow the slowest calls are. */
export function slowness(canary: Figures, stable: Figures | undefined, calls: number, limit: number): Test {
  const name = 'p99 of its durations';
  const [own, other] = [canary.p99_ms, stable?.p99_ms];
  const beyond = other !== undefined && other >= limit;
  if (own === undefined)
    return {
      shown: { name, tone: 'unknown', label: 'not offered', note: `The limit is ${ms(limit)}.` },
      keeps: 'Its p99 is not offered.',
    };
  const few = calls < 100 ? ` Of ${plural(calls, 'call')}, it is the slowest.` : '';
  const against = own >= limit && other !== undefined && !beyond;
  const reported = other === undefined ? 'Stable’s is not offered' : `Stable has ${ms(other)}`;
  return {
    shown: {
      name,
      tone: against ? 'bad' : own >= limit ? 'warn' : few ? 'info' : 'ok',
      label: ms(own),
      note: `${reported}; the limit is ${ms(limit)}.${few}`,
    },
    against: against
      ? `Its p99 of ${ms(own)} reaches the limit of ${ms(limit)}, and stable’s ${ms(other)} does not.`
      : undefined,
    keeps:
      own < limit
        ? undefined
        : `Its p99 of ${ms(own)} reaches the limit of ${ms(limit)}, ${beyond ? 'as stable’s does, so it is not the canary alone' : 'and stable’s is not offered'}.`,
  };
}
