import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { DeploymentEvents } from './deployment-events.ts';
import { thresholds } from './deployment-alarms.ts';
import type { DeploymentThresholds } from './deployment-alarms.ts';
import { PERIOD, lambdaMetric } from './lambda-metrics.ts';
import type { Calls } from './lambda-metrics.ts';

/** Properties of {@link CanaryDashboard}. */
export interface CanaryDashboardProps extends DeploymentThresholds {
  dashboardName: string;
  alias: lambda.Alias;
  /** The version that deployments shift to: the canary, while one is under way. */
  version: lambda.IVersion;
  /** The CodeDeploy application, as text, whose deployments are marked. */
  applicationName: string;
  /** Shown by their state. */
  alarms?: readonly cloudwatch.IAlarm[];
  /** Where Mission Control is, such as `https://ops.example.com/`. Default: no link. */
  missionControlUrl?: string;
}

/** One series of a graph that is computed from others. */
const computed = (
  expression: string,
  usingMetrics: Record<string, cloudwatch.IMetric>,
  label: string,
): cloudwatch.MathExpression =>
  new cloudwatch.MathExpression({ expression, usingMetrics, label, period: PERIOD });

/**
 * The figures of an alias with the canary beside the stable version. What the alias routes to that is not the canary is
 * the stable version, for an alias has two at most; percentiles cannot be told apart like that, so those are searched
 * for by executed version.
 */
export class CanaryDashboard extends Construct {
  readonly dashboard: cloudwatch.Dashboard;
  readonly #alias: Calls;
  readonly #canary: Calls;
  readonly #deployments: cloudwatch.IMetric[];

  constructor(scope: Construct, id: string, props: CanaryDashboardProps) {
    super(scope, id);
    this.#alias = { functionName: props.version.lambda.functionName, aliasName: props.alias.aliasName };
    this.#canary = { ...this.#alias, version: props.version.version };
    this.#deployments = new DeploymentEvents(this, 'Deployments', {
      applicationName: props.applicationName,
    }).metrics;
    const { errorRatePercent, p99DurationMs, throttlesPerMinute, minCallsPerMinute } = thresholds(props);

    this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { dashboardName: props.dashboardName });
    const { missionControlUrl } = props;
    if (missionControlUrl !== undefined)
      this.dashboard.addWidgets(
        new cloudwatch.TextWidget({
          markdown: `[Open Mission Control](${missionControlUrl})`,
          width: 24,
          height: 1,
          background: cloudwatch.TextWidgetBackground.TRANSPARENT,
        }),
      );
    if (props.alarms && props.alarms.length > 0)
      this.dashboard.addWidgets(
        new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms: [...props.alarms], width: 24 }),
      );
    this.dashboard.addWidgets(
      this.#graph('Error rate (%)', this.#rates(), [limit(errorRatePercent, 'Limit (%)')]),
      this.#graph('Calls per minute', this.#split('Invocations'), [
        limit(minCallsPerMinute, 'Fewer are not judged'),
      ]),
    );
    this.dashboard.addWidgets(
      ...['p50', 'p90', 'p99'].map((statistic) =>
        this.#graph(
          `Duration ${statistic} by version (ms)`,
          [this.#byVersion('Duration', statistic)],
          statistic === 'p99' ? [limit(p99DurationMs, 'Limit (ms)')] : [],
          8,
        ),
      ),
    );
    this.dashboard.addWidgets(
      this.#graph('Throttles per minute', this.#split('Throttles'), [
        limit(throttlesPerMinute, 'Review above'),
      ]),
      this.#graph('Concurrent executions by version', [this.#byVersion('ConcurrentExecutions', 'Maximum')]),
    );
  }

  /** A graph with the deployments marked on its right axis. */
  #graph(
    title: string,
    left: cloudwatch.IMetric[],
    leftAnnotations: cloudwatch.HorizontalAnnotation[] = [],
    width = 12,
  ): cloudwatch.GraphWidget {
    return new cloudwatch.GraphWidget({
      title,
      left,
      leftAnnotations,
      leftYAxis: { min: 0, showUnits: false },
      right: this.#deployments,
      rightYAxis: { min: 0, showUnits: false, label: 'Deployments' },
      width,
      height: 7,
    });
  }

  /** A sum of the canary, and the same of the stable version. */
  #split(metric: 'Invocations' | 'Throttles'): cloudwatch.IMetric[] {
    const all = lambdaMetric(this.#alias, metric, 'Sum');
    const canary = lambdaMetric(this.#canary, metric, 'Sum', 'Newest version');
    return [canary, computed('all - FILL(newest, 0)', { all, newest: canary }, 'Version before')];
  }

  /** Failed calls as a share of the calls, of the canary and of the stable version. */
  #rates(): cloudwatch.IMetric[] {
    const of = (calls: Calls, prefix: string) => ({
      [`${prefix}Errors`]: lambdaMetric(calls, 'Errors', 'Sum'),
      [`${prefix}Calls`]: lambdaMetric(calls, 'Invocations', 'Sum'),
    });
    return [
      computed('100 * newErrors / newCalls', of(this.#canary, 'new'), 'Newest version'),
      computed(
        // Where the newest version took all calls there is no rate of another.
        '100 * (allErrors - FILL(newestErrors, 0)) / (allCalls - FILL(newestCalls, 0))',
        { ...of(this.#alias, 'all'), ...of(this.#canary, 'newest') },
        'Version before',
      ),
    ];
  }

  /** A metric of every version behind the alias, each a series with its number. */
  #byVersion(metricName: 'Duration' | 'ConcurrentExecutions', statistic: string): cloudwatch.MathExpression {
    const { functionName, aliasName } = this.#alias;
    return computed(
      `SEARCH('{AWS/Lambda,ExecutedVersion,FunctionName,Resource} MetricName="${metricName}" FunctionName="${functionName}" Resource="${functionName}:${aliasName}"', '${statistic}', 60)`,
      {},
      "Version ${PROP('Dim.ExecutedVersion')}",
    );
  }
}

const limit = (value: number, label: string): cloudwatch.HorizontalAnnotation => ({
  value,
  label: `${label}: ${value}`,
  color: cloudwatch.Color.RED,
});
