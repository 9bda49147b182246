import { known, iso } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { apart, Failure } from '../failure.ts';
import { deployment } from './deployment.ts';
import { lambda } from './lambda.ts';
import { readSeries, total } from './metrics.ts';
import type { Sample, Series } from './metrics.ts';

const MINUTE = 60_000;
/** How far back calls are counted where nothing is being shifted, in ms. */
const STILL_MS = 60 * MINUTE;
/** How far back the begin of a shift is looked for, in ms. */
const SHIFT_MS = 24 * 60 * MINUTE;
/** A version without a call for so long was not shifted to all the while, in ms. */
const GAP_MS = 30 * MINUTE;

const COUNTS = ['Invocations', 'Errors', 'Throttles'] as const;
const PERCENTILES = ['p50', 'p90', 'p99'] as const;

/** The whole minute at or after a time, so that no call from before it is counted. */
const minuteFrom = (at: number): number => Math.ceil(at / MINUTE) * MINUTE;
const whole = (at: number): number => Math.floor(at / MINUTE) * MINUTE;

/** What of a version is in the window. */
interface Counted {
  invocations?: number;
  errors?: number;
  throttles?: number;
}

function forgetShifts({ memory }: Pick<Context, 'memory'>): void {
  for (const each of memory.keys()) if (each.startsWith('began ')) memory.delete(each);
}

/**
 * When the present shift began, at the latest: as CodeDeploy says, or else when the bridge first saw it, or else with the
 * minute after the first call of the version that calls are shifted to.
 */
function beganAt(
  { memory, now }: Context,
  shift: string,
  deployed: string | undefined,
  calls: readonly Sample[] | undefined,
): number {
  if (deployed !== undefined) return Date.parse(deployed);
  const key = `began ${shift}`;
  const seen = memory.get(key);
  if (typeof seen === 'number') return seen;
  const times = (calls ?? []).filter(({ value }) => value > 0).map(({ at }) => at);
  const start = times.findLastIndex((at, index) => index === 0 || at - (times[index - 1] ?? 0) > GAP_MS);
  const first = times[start];
  const began = first === undefined ? now : first + MINUTE;
  forgetShifts({ memory });
  memory.set(key, began);
  return began;
}

/** Calls in the window; what CloudWatch did not give is left out, and errors are none where no call was counted. */
function counted(samples: (Sample[] | undefined)[], from: number): Counted {
  const [invocations, errors, throttles] = samples.map((each) => each?.filter(({ at }) => at >= from));
  const calls = total(invocations);
  // Lambda sends an error metric with every call, so one that is missing has not arrived yet.
  const arrived = calls === 0 || (errors?.length ?? 0) > 0;
  return known({
    invocations: calls,
    errors: arrived ? total(errors) : undefined,
    throttles: total(throttles),
  });
}

async function collect(context: Context) {
  const { of, now, target } = context;
  const { release } = (await of(lambda)).fields;
  const { stable, routing } = release;
  if (stable === undefined || !routing) throw new Failure('refused', 'Where the alias points is not known.');
  const versions = [stable, ...Object.keys(routing)];
  const dimensions = { FunctionName: target.function, Resource: `${target.function}:${target.alias}` };
  const series = (version: string, metric: string, stat: string, period: number): Series => ({
    metric,
    stat,
    period,
    dimensions: { ...dimensions, ExecutedVersion: version },
  });

  const [canary] = Object.keys(routing);
  if (canary === undefined) forgetShifts(context);
  const to = whole(now);
  const earliest = to - (canary === undefined ? STILL_MS : SHIFT_MS);
  const asked = versions.flatMap((version) => COUNTS.map((metric) => series(version, metric, 'Sum', 60)));
  const every: Series = { metric: 'Invocations', stat: 'Sum', period: 60, dimensions };
  const [[all, ...minutes], deployed] = await Promise.all([
    readSeries(context, [every, ...asked], earliest, to),
    canary === undefined ? undefined : apart(of(deployment)),
  ]);
  // Then nothing is known of the versions, and 0 calls of each would be made up.
  if ((total(all) ?? 0) > 0 && minutes.every((each) => each?.length === 0))
    throw new Failure('refused', 'CloudWatch has calls of the alias, but none by executed version.');
  const current = deployed?.value?.fields.release.deployment;
  const shifting = current && current.to_version === canary ? current.shift_started_at : undefined;
  const calls = canary === undefined ? [] : minutes[versions.indexOf(canary) * COUNTS.length];
  const began = canary === undefined ? earliest : beganAt(context, `${stable} ${canary}`, shifting, calls);
  const from = Math.max(earliest, minuteFrom(began));
  if (from >= to)
    throw new Failure('refused', 'The shift began a moment ago: there is no whole minute to count yet.');

  const durations = await readSeries(
    context,
    versions.flatMap((version) =>
      PERCENTILES.map((stat) => series(version, 'Duration', stat, (to - from) / 1000)),
    ),
    from,
    to,
  );
  const byVersion = versions.map((version, index) => {
    const percentiles = PERCENTILES.map((stat, place) => {
      const values = durations[index * PERCENTILES.length + place];
      return [`${stat}_ms`, values?.length === 1 ? values[0]?.value : undefined] as const;
    });
    const counts = counted(minutes.slice(index * COUNTS.length, (index + 1) * COUNTS.length), from);
    return [version, { ...counts, ...known(Object.fromEntries(percentiles)) }] as const;
  });
  return {
    fields: {
      release: { traffic: { from: iso(from), to: iso(to), by_version: Object.fromEntries(byVersion) } },
    },
    about: versions.join(' '),
  };
}

export const traffic = {
  part: 'traffic',
  scope: 'function',
  everyMs: 60_000,
  permissions: () => [{ action: 'cloudwatch:GetMetricData', resources: ['*'] }],
  collect,
} satisfies Collector;
