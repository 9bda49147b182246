import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { errorRate, lambdaMetric, p99Duration } from './lambda-metrics.ts';
import type { Calls } from './lambda-metrics.ts';

/** When a deployment's figures are bad. The defaults are those of the guide. */
export interface DeploymentThresholds {
  /** Failed calls, in per cent of all, above which the errors are too many. Default 1. */
  errorRatePercent?: number;
  /** p99 of the duration, in ms, above which calls are too slow; a cold start's init time is not in it. Default 5000. */
  p99DurationMs?: number;
  /** Throttled calls a minute above which somebody should look. Default 10. */
  throttlesPerMinute?: number;
  /** Minutes in a row that have to be bad. Default 2. */
  evaluationPeriods?: number;
  /**
   * Calls that a minute needs for its error rate and p99 to be judged; with fewer, one slow or failed call would be
   * a bad minute. Default 20.
   */
  minCallsPerMinute?: number;
}

/** Properties of {@link DeploymentAlarms}. */
export interface DeploymentAlarmsProps extends DeploymentThresholds {
  /** The alias that callers use. */
  alias: lambda.Alias;
  /** The version that a deployment shifts to. */
  version: lambda.IVersion;
  /** What the names of the alarms begin with, such as `beak-prod`. */
  alarmNamePrefix: string;
  /**
   * What a minute without any call counts as. Default `MISSING`: after a while the alarm says `INSUFFICIENT_DATA`,
   * which is shown as no data and stops no deployment. `BREACHING` for a function whose silence is a failure.
   */
  missingData?: cloudwatch.TreatMissingData;
  /**
   * Whether throttles take a deployment back as well. Default false: concurrency is shared by all versions, and often
   * by the whole account, so throttles are seldom the new version's fault.
   */
  rollBackOnThrottles?: boolean;
}

const LIMITS: Record<keyof DeploymentThresholds, { least: number; most: number; whole?: true }> = {
  errorRatePercent: { least: 0, most: 100 },
  p99DurationMs: { least: 1, most: 900_000 },
  throttlesPerMinute: { least: 0, most: Number.MAX_SAFE_INTEGER },
  evaluationPeriods: { least: 1, most: 1440, whole: true },
  minCallsPerMinute: { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true },
};

/** The defaults of the guide, and a floor of calls, which it lacks. */
export const DEFAULT_THRESHOLDS: Readonly<Required<DeploymentThresholds>> = {
  errorRatePercent: 1,
  p99DurationMs: 5000,
  throttlesPerMinute: 10,
  evaluationPeriods: 2,
  minCallsPerMinute: 20,
};

/** The thresholds as given, with defaults for the rest. @throws {Error} naming the first that cannot be */
export function thresholds(given: DeploymentThresholds): Required<DeploymentThresholds> {
  const result = { ...DEFAULT_THRESHOLDS };
  for (const name of Object.keys(LIMITS) as (keyof DeploymentThresholds)[]) {
    const value = given[name];
    if (value === undefined) continue;
    const { least, most, whole } = LIMITS[name];
    if (!Number.isFinite(value) || value < least || value > most || (whole && !Number.isInteger(value)))
      throw new Error(
        `${name} is ${value}; it must be a ${whole ? 'whole ' : ''}number from ${least} to ${most}.`,
      );
    result[name] = value;
  }
  return result;
}

/**
 * Alarms on errors, duration and throttles: of the alias, which is what callers see, and of the new version behind it,
 * since 5 % errors of a canary with a tenth of the traffic are 0.5 % of the alias.
 */
export class DeploymentAlarms extends Construct {
  /** Those that take a deployment back. */
  readonly rollback: readonly cloudwatch.Alarm[];
  /** All of them. */
  readonly all: readonly cloudwatch.Alarm[];

  constructor(scope: Construct, id: string, props: DeploymentAlarmsProps) {
    super(scope, id);
    const limits = thresholds(props);
    const alias: Calls = {
      functionName: props.version.lambda.functionName,
      aliasName: props.alias.aliasName,
    };
    const version: Calls = { ...alias, version: props.version.version };

    const alarm = (
      id: string,
      suffix: string,
      metric: cloudwatch.IMetric,
      threshold: number,
      what: string,
    ): cloudwatch.Alarm =>
      new cloudwatch.Alarm(this, id, {
        alarmName: `${props.alarmNamePrefix}-${suffix}`,
        alarmDescription: `${what} for ${limits.evaluationPeriods} min`,
        metric,
        threshold,
        evaluationPeriods: limits.evaluationPeriods,
        comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: props.missingData ?? cloudwatch.TreatMissingData.MISSING,
      });

    const { errorRatePercent, p99DurationMs, throttlesPerMinute, minCallsPerMinute: floor } = limits;
    const sides = [
      { calls: alias, id: 'Alias', suffix: 'alias', of: 'all calls of the alias' },
      { calls: version, id: 'Version', suffix: 'version', of: 'the calls of the new version' },
    ];
    const judged = sides.flatMap(({ calls, id, suffix, of }) => [
      alarm(
        `${id}Errors`,
        `${suffix}-errors`,
        errorRate(calls, floor, 'Error rate (%)'),
        errorRatePercent,
        `Error rate > ${errorRatePercent} % of ${of}`,
      ),
      alarm(
        `${id}Duration`,
        `${suffix}-p99`,
        p99Duration(calls, floor, 'p99 duration (ms)'),
        p99DurationMs,
        `p99 duration > ${p99DurationMs} ms of ${of}`,
      ),
    ]);
    const throttles = sides.map(({ calls, id, suffix, of }) =>
      alarm(
        `${id}Throttles`,
        `${suffix}-throttles`,
        lambdaMetric(calls, 'Throttles', 'Sum'),
        throttlesPerMinute,
        `Throttles > ${throttlesPerMinute}/min of ${of}`,
      ),
    );
    this.rollback = props.rollBackOnThrottles ? [...judged, ...throttles] : judged;
    this.all = [...judged, ...throttles];
    // The alarms look at the new version before a call reaches it.
    props.alias.node.addDependency(this);
  }
}
