import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { isObject } from '../../src/api/kinds.ts';
import { iso, known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { Failure } from '../failure.ts';
import { lambda } from './lambda.ts';
import { tailOf } from './log-tail.ts';

const SPAN_MS = 3_600_000;
/** Both ways in which Lambda reports the end of a call: as text, and as JSON. */
const PATTERN = '?"REPORT RequestId" ?"platform.report"';

/** What one call reported. */
export interface Report {
  billedMs: number;
  memoryMb: number;
  initMs?: number;
}

const figure = (name: string, unit: string, text: string): number | undefined => {
  const found = new RegExp(`\\b${name}: ([\\d.]+) ${unit}\\b`).exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** The report that a line of the function's log is. */
export function reportOf({ message = '' }: FilteredLogEvent): Report | undefined {
  const [billed, memory, init] = message.trimStart().startsWith('{') ? inJson(message) : inText(message);
  if (billed === undefined || memory === undefined) return undefined;
  return { billedMs: billed, memoryMb: memory, ...(init !== undefined && { initMs: init }) };
}

const inText = (message: string): (number | undefined)[] =>
  message.startsWith('REPORT RequestId')
    ? [
        figure('Billed Duration', 'ms', message),
        figure('Max Memory Used', 'MB', message),
        figure('Init Duration', 'ms', message),
      ]
    : [];

function inJson(message: string): (number | undefined)[] {
  let raw: unknown;
  try {
    raw = JSON.parse(message);
  } catch {
    return [];
  }
  if (!isObject(raw) || raw['type'] !== 'platform.report' || !isObject(raw['record'])) return [];
  const { metrics } = raw['record'];
  if (!isObject(metrics)) return [];
  const { billedDurationMs, maxMemoryUsedMB, initDurationMs } = metrics;
  return [billedDurationMs, maxMemoryUsedMB, initDurationMs].map((value) =>
    typeof value === 'number' ? value : undefined,
  );
}

/** The value below which a share of the sorted values lies: nearest rank. */
const rank = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];

async function collect(context: Context) {
  const { logGroup } = await context.of(lambda);
  const { entries, from } = await tailOf(context, {
    group: logGroup,
    pattern: PATTERN,
    spanMs: SPAN_MS,
    read: reportOf,
  });
  const [newest] = entries;
  if (!newest) throw new Failure('not-found', `No REPORT line in ${logGroup} in the last hour.`);
  const sorted = (of: (report: Report) => number | undefined): number[] =>
    entries.flatMap(({ value }) => of(value) ?? []).sort((a, b) => a - b);
  const [init, memory, billed] = [
    sorted(({ initMs }) => initMs),
    sorted(({ memoryMb }) => memoryMb),
    sorted(({ billedMs }) => billedMs),
  ];
  return {
    fields: {
      lambda: { memory_used_mb: newest.value.memoryMb },
      reports: {
        from: iso(from),
        to: iso(context.now),
        sampled: entries.length,
        init: known({
          count: init.length,
          p50_ms: rank(init, 0.5),
          p95_ms: rank(init, 0.95),
          max_ms: init.at(-1),
        }),
        memory: known({ max_mb: memory.at(-1), p95_mb: rank(memory, 0.95) }),
        billed_ms: { mean: billed.reduce((sum, ms) => sum + ms, 0) / billed.length },
      },
    },
  };
}

export const reports = {
  part: 'reports',
  scope: 'function',
  everyMs: 60_000,
  permissions: ({ partition, region, account, function: name }) => [
    {
      action: 'logs:FilterLogEvents',
      resources: [`arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${name}:*`],
    },
  ],
  collect,
} satisfies Collector;
