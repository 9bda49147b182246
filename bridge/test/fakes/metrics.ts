/** Dimensions of a metric; CloudWatch finds it by all of them together and by no part of them. */
export type Dimensions = Record<string, string>;

interface Sample {
  at: number;
  value: number;
}

/** Calls of a function's alias in one minute. */
export interface Calls {
  function: string;
  alias: string;
  version: string;
  /** ms UTC. */
  at: number;
  calls: number;
  errors?: number;
  throttles?: number;
  /** Duration of each call in ms; default 100 for all. */
  durations?: number[];
}

const keyOf = (namespace: string, name: string, dimensions: Dimensions): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** What CloudWatch has been sent. */
export class Metrics {
  readonly #series = new Map<string, Sample[]>();

  put(namespace: string, name: string, dimensions: Dimensions, at: number, value: number): void {
    const key = keyOf(namespace, name, dimensions);
    const samples = this.#series.get(key) ?? [];
    samples.push({ at, value });
    this.#series.set(key, samples);
  }

  /** Puts calls of an alias under the sets of dimensions under which Lambda does. */
  call({ function: name, alias, version, at, calls, errors = 0, throttles = 0, durations }: Calls): void {
    const resource = { FunctionName: name, Resource: `${name}:${alias}` };
    for (const dimensions of [{ FunctionName: name }, resource, { ...resource, ExecutedVersion: version }]) {
      const put = (metric: string, value: number): void =>
        this.put('AWS/Lambda', metric, dimensions, at, value);
      if (calls > 0) put('Invocations', calls);
      // An error metric is there, at 0, for each call that worked; no call leaves nothing.
      if (calls > 0) put('Errors', errors);
      put('Throttles', throttles);
      for (const ms of durations ?? Array.from({ length: Math.min(calls, 50) }, () => 100))
        put('Duration', ms);
    }
  }

  /**
   * The values of each period by the statistic that is asked for, oldest first. Periods begin at `start`, not at whole
   * hours, and `end` is outside, as boto/boto3#3457 has it of the real service.
   */
  read(
    namespace: string,
    name: string,
    dimensions: Dimensions,
    { start, end, period, stat }: { start: number; end: number; period: number; stat: string },
  ): Sample[] {
    const periods = new Map<number, number[]>();
    for (const { at, value } of this.#series.get(keyOf(namespace, name, dimensions)) ?? []) {
      const from = start + Math.floor((at - start) / period) * period;
      if (at >= start && at < end) periods.set(from, [...(periods.get(from) ?? []), value]);
    }
    return [...periods]
      .sort(([a], [b]) => a - b)
      .map(([at, values]) => ({ at, value: statistic(stat, values) }));
  }
}

function statistic(stat: string, values: number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const percentile = /^p(\d+(?:\.\d+)?)$/.exec(stat)?.[1];
  if (percentile !== undefined) {
    const sorted = values.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((Number(percentile) / 100) * sorted.length) - 1)] ?? 0;
  }
  switch (stat) {
    case 'Sum':
      return sum;
    case 'Average':
      return sum / values.length;
    case 'Maximum':
      return Math.max(...values);
    case 'Minimum':
      return Math.min(...values);
    case 'SampleCount':
      return values.length;
    default:
      throw new Error(`CloudWatch has no statistic ${stat}.`);
  }
}
