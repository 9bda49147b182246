import { iso, known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { readSeries } from './metrics.ts';
import type { Sample } from './metrics.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const METRICS = ['Invocations', 'Errors', 'Throttles'] as const;

/** Calls of the alias in so many periods, the last of which is not over yet; oldest first. */
async function periods(context: Context, periodMs: number, count: number) {
  const { now, target } = context;
  const start = Math.floor(now / periodMs) * periodMs - (count - 1) * periodMs;
  const series = METRICS.map((metric) => ({
    metric,
    stat: 'Sum',
    period: periodMs / 1000,
    dimensions: { FunctionName: target.function, Resource: `${target.function}:${target.alias}` },
  }));
  const [invocations, errors, throttles] = await readSeries(context, series, start, start + count * periodMs);
  // No data point of calls is no call; none of errors among calls is one that has not arrived yet.
  const at = (samples: Sample[] | undefined, from: number): number | undefined =>
    samples?.find((sample) => sample.at === from)?.value;
  return Array.from({ length: count }, (_, index) => {
    const from = start + index * periodMs;
    const calls = invocations && (at(invocations, from) ?? 0);
    return known({
      from: iso(from),
      count: calls,
      errors: at(errors, from) ?? (calls === 0 ? 0 : undefined),
      throttles: throttles && (at(throttles, from) ?? 0),
    });
  });
}

async function collect(context: Context) {
  const [hours, days] = await Promise.all([periods(context, HOUR, 24), periods(context, DAY, 7)]);
  return { fields: { invocations: { hours, days } } };
}

export const invocations = {
  part: 'invocations',
  scope: 'function',
  everyMs: 300_000,
  permissions: () => [{ action: 'cloudwatch:GetMetricData', resources: ['*'] }],
  collect,
} satisfies Collector;
