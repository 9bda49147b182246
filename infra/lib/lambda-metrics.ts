import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/** Whose calls are counted: all of an alias, or those that one version answered behind it. */
export interface Calls {
  /** The bare name. With a version in it there is never a data point. */
  functionName: string;
  aliasName: string;
  /** The executed version. Absent: all that the alias routes to, which dilutes a canary by its weight. */
  version?: string;
}

/** One minute, the finest that Lambda publishes. */
export const PERIOD = Duration.minutes(1);

/**
 * A metric of AWS/Lambda.
 * @param statistic such as `Sum` or `p99`
 */
export const lambdaMetric = (
  { functionName, aliasName, version }: Calls,
  metricName: 'Invocations' | 'Errors' | 'Duration' | 'Throttles' | 'ConcurrentExecutions',
  statistic: string,
  label?: string,
): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/Lambda',
    metricName,
    statistic,
    label,
    period: PERIOD,
    dimensionsMap: {
      FunctionName: functionName,
      Resource: `${functionName}:${aliasName}`,
      ...(version !== undefined && { ExecutedVersion: version }),
    },
  });

/**
 * The share of calls that failed, in per cent of each minute.
 * @param minCalls in a minute with fewer calls the rate counts as 0, since one failed call would be a high one; a
 *   minute without calls has no rate
 */
export const errorRate = (calls: Calls, minCalls: number, label: string): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({
    // What an alarm watches is read off the beginning of its expression.
    expression: `errors / calls * 100 * (calls >= ${minCalls})`,
    usingMetrics: {
      errors: lambdaMetric(calls, 'Errors', 'Sum'),
      calls: lambdaMetric(calls, 'Invocations', 'Sum'),
    },
    label,
    period: PERIOD,
  });

/** The p99 of the duration of each minute, in ms, with the same floor of calls as {@link errorRate}. */
export const p99Duration = (calls: Calls, minCalls: number, label: string): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({
    expression: `duration * (calls >= ${minCalls})`,
    usingMetrics: {
      duration: lambdaMetric(calls, 'Duration', 'p99'),
      calls: lambdaMetric(calls, 'Invocations', 'Sum'),
    },
    label,
    period: PERIOD,
  });
