import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Context } from '../collector.ts';
import { Failure } from '../failure.ts';

/** The most pages of one answer. */
const MOST_PAGES = 5;

/** A statistic of a metric. */
export interface Series {
  namespace?: string;
  metric: string;
  /** `Sum`, or a percentile such as `p99`. */
  stat: string;
  dimensions: Record<string, string>;
  /** Length of a period in s, a multiple of 60. */
  period: number;
}

/** A value of a series, with the begin of its period in ms UTC. */
export interface Sample {
  at: number;
  value: number;
}

/**
 * Reads series in one request and its pages. A series is `undefined` where CloudWatch did not give all of it; no values
 * are none that were recorded.
 * @param start ms UTC, a whole minute: periods begin there
 * @param end ms UTC, outside
 */
export async function readSeries(
  { clients, call }: Pick<Context, 'clients' | 'call'>,
  series: readonly Series[],
  start: number,
  end: number,
): Promise<(Sample[] | undefined)[]> {
  const queries = series.map(
    ({ namespace = 'AWS/Lambda', metric, stat, dimensions, period }, index): MetricDataQuery => ({
      Id: `q${index}`,
      MetricStat: {
        Metric: {
          Namespace: namespace,
          MetricName: metric,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: period,
        Stat: stat,
      },
    }),
  );
  const pages: MetricDataResult[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await call(
      'cloudwatch:GetMetricData',
      (options) =>
        clients.cloudWatch.send(
          new GetMetricDataCommand({
            MetricDataQueries: queries,
            StartTime: new Date(start),
            EndTime: new Date(end),
            ScanBy: 'TimestampAscending',
            NextToken,
          }),
          options,
        ),
      queries.length,
    );
    pages.push(...(answer.MetricDataResults ?? []));
    NextToken = answer.NextToken;
    if (!NextToken) return queries.map(({ Id }) => samplesOf(pages.filter((each) => each.Id === Id)));
  }
  throw new Failure('refused', `CloudWatch has more than ${MOST_PAGES} pages of data for this.`);
}

/** The samples of one series from all of its pages, of which the last must say that it is complete. */
function samplesOf(pages: MetricDataResult[]): Sample[] | undefined {
  if (pages.at(-1)?.StatusCode !== 'Complete') return undefined;
  return pages
    .flatMap(({ Timestamps = [], Values = [] }) =>
      Timestamps.map((at, index) => ({ at: at.getTime(), value: Values[index] ?? NaN })),
    )
    .sort((a, b) => a.at - b.at);
}

/** The sum of a series; nothing recorded is nothing counted. */
export const total = (samples: readonly Sample[] | undefined): number | undefined =>
  samples?.reduce((sum, { value }) => sum + value, 0);
