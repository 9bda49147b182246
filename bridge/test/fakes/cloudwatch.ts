import type * as C from '@aws-sdk/client-cloudwatch';
import type { Account } from './account.ts';
import { operation, Refusal } from './wire.ts';
import type { Service, Wire } from './wire.ts';

const MOST_QUERIES = 500;
const MOST_POINTS = 100_800;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const invalid = (message: string): Refusal => new Refusal(400, 'ValidationError', message);

/** CloudWatch: metrics without metric math, and alarms. */
export function cloudWatch(account: Account, pageSize: () => number): Service {
  /** A period that is asked for must be kept that finely for as far back as is asked. */
  const refusePeriod = (period: number, start: number): void => {
    const age = account.now() - start;
    const least = age > 63 * DAY ? 3600 : age > 15 * DAY ? 300 : age > DAY / 8 ? 60 : 1;
    if (!Number.isInteger(period) || (period % 60 !== 0 && ![1, 5, 10, 20, 30].includes(period)))
      throw invalid(
        `The parameter MetricDataQueries.member.1.MetricStat.Period must be 1, 5, 10, 20, 30 or a multiple of 60.`,
      );
    if (period < least || period % least !== 0)
      throw invalid(`The period ${period} is not kept for data from ${new Date(start).toISOString()}.`);
  };

  const read = (query: Wire<C.MetricDataQuery>, start: number, end: number, descending: boolean) => {
    const { Id = '', MetricStat, Label, ReturnData } = query;
    const { Metric, Period = 0, Stat = '', Unit } = MetricStat ?? {};
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id))
      throw invalid(`The value ${Id} for parameter Id is not a valid id.`);
    if (!Metric || ReturnData === false || Unit !== undefined)
      throw new Error('The fake of GetMetricData reads MetricStat queries whose data is returned.');
    refusePeriod(Period, start);
    const dimensions = Object.fromEntries(
      (Metric.Dimensions ?? []).map(({ Name, Value }) => [String(Name), String(Value)]),
    );
    const samples = account.metrics.read(String(Metric.Namespace), String(Metric.MetricName), dimensions, {
      // Of a start, whole minutes count.
      start: Math.floor(start / MINUTE) * MINUTE,
      end,
      period: Period * 1000,
      stat: Stat,
    });
    if (descending) samples.reverse();
    return { Id, Label: Label ?? String(Metric.MetricName), samples };
  };

  return {
    signedAs: 'monitoring',
    prefix: 'cloudwatch',
    protocol: 'json',
    version: 'GraniteServiceVersion20100801',
    operations: {
      GetMetricData: operation<C.GetMetricDataInput, C.GetMetricDataOutput>(
        ['MetricDataQueries', 'StartTime', 'EndTime', 'NextToken', 'ScanBy', 'MaxDatapoints'],
        ({ MetricDataQueries = [], StartTime = 0, EndTime = 0, NextToken, ScanBy, MaxDatapoints }) => {
          if (MetricDataQueries.length > MOST_QUERIES)
            throw invalid(
              `The collection MetricDataQueries must not have a size greater than ${MOST_QUERIES}.`,
            );
          if (new Set(MetricDataQueries.map(({ Id }) => Id)).size < MetricDataQueries.length)
            throw invalid('The values for parameter id in MetricDataQueries are not unique.');
          if (!(StartTime < EndTime))
            throw invalid('The parameter StartTime must be less than the parameter EndTime.');
          const results = MetricDataQueries.map((query) =>
            read(query, StartTime * 1000, EndTime * 1000, ScanBy !== 'TimestampAscending'),
          );
          // A page holds so many points of each series; a series with more is told as partial until its last page.
          const size = Math.min(MaxDatapoints ?? MOST_POINTS, pageSize());
          const from = Number(NextToken ?? 0);
          const more = results.some(({ samples }) => samples.length > from + size);
          return {
            MetricDataResults: results.map(({ Id, Label, samples }) => {
              const shown = samples.slice(from, from + size);
              return {
                Id,
                Label,
                Timestamps: shown.map(({ at }) => at / 1000),
                Values: shown.map(({ value }) => value),
                StatusCode: samples.length > from + size ? 'PartialData' : 'Complete',
              };
            }),
            ...(more && { NextToken: String(from + size) }),
          };
        },
      ),
      DescribeAlarms: operation<C.DescribeAlarmsInput, C.DescribeAlarmsOutput>(
        ['AlarmNames', 'AlarmNamePrefix', 'AlarmTypes', 'StateValue', 'MaxRecords', 'NextToken'],
        ({ AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue, MaxRecords, NextToken }) => {
          if (AlarmNames && AlarmNamePrefix !== undefined)
            throw invalid('AlarmNamePrefix and AlarmNames cannot both be specified.');
          if (MaxRecords !== undefined && !(MaxRecords >= 1 && MaxRecords <= 100))
            throw invalid('MaxRecords must be from 1 to 100.');
          const fits = ({
            AlarmName = '',
            StateValue: state,
          }: Wire<C.MetricAlarm | C.CompositeAlarm>): boolean =>
            (!AlarmNames || AlarmNames.includes(AlarmName)) &&
            AlarmName.startsWith(AlarmNamePrefix ?? '') &&
            (StateValue === undefined || StateValue === state);
          // Composite alarms are left out unless they are asked for.
          const composites = AlarmTypes?.includes('CompositeAlarm') ? account.composites.filter(fits) : [];
          const metric = !AlarmTypes || AlarmTypes.includes('MetricAlarm') ? account.alarms.filter(fits) : [];
          const from = Number(NextToken ?? 0);
          const to = from + Math.min(MaxRecords ?? 50, pageSize());
          return {
            MetricAlarms: metric.slice(from, to),
            CompositeAlarms: composites.slice(
              Math.max(0, from - metric.length),
              Math.max(0, to - metric.length),
            ),
            ...(to < metric.length + composites.length && { NextToken: String(to) }),
          };
        },
      ),
    },
  };
}
