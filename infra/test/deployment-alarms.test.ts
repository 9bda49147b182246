import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeploymentAlarms } from '../lib/deployment-alarms.ts';
import type { DeploymentAlarmsProps } from '../lib/deployment-alarms.ts';
import { needs, resources, versioned } from './stage.ts';

interface Query {
  Expression?: string;
  Label?: string;
  ReturnData?: boolean;
  MetricStat?: { Metric: MetricOf; Period: number; Stat: string };
}
interface MetricOf {
  MetricName: string;
  Dimensions: { Name: string; Value: unknown }[];
}
interface AlarmOf extends Partial<MetricOf> {
  AlarmName: string;
  Threshold: number;
  EvaluationPeriods: number;
  TreatMissingData?: string;
  ComparisonOperator: string;
  Metrics?: Query[];
}

function alarmed(props: Partial<DeploymentAlarmsProps> = {}) {
  const { stack, service, template } = versioned();
  const made = new DeploymentAlarms(stack, 'Alarms', {
    alias: service.alias,
    version: service.version,
    alarmNamePrefix: 'beak-prod',
    ...props,
  });
  const synthesized = template();
  const alarms = new Map(
    resources(synthesized, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => {
      const alarm = Properties as unknown as AlarmOf;
      return [alarm.AlarmName, alarm];
    }),
  );
  const named = (name: string): AlarmOf => {
    const alarm = alarms.get(`beak-prod-${name}`);
    assert.ok(alarm, `there is no ${name} among ${[...alarms.keys()].join(', ')}`);
    return alarm;
  };
  return { made, template: synthesized, alarms: [...alarms.values()], named };
}

/** Every metric that an alarm looks at. */
const metricsOf = (alarm: AlarmOf): MetricOf[] =>
  alarm.Metrics
    ? alarm.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])
    : [{ MetricName: alarm.MetricName ?? '', Dimensions: alarm.Dimensions ?? [] }];

const dimensionsOf = (metric: MetricOf): Record<string, unknown> =>
  Object.fromEntries(metric.Dimensions.map(({ Name, Value }) => [Name, Value]));

const result = (alarm: AlarmOf): string | undefined =>
  alarm.Metrics?.find(({ ReturnData }) => ReturnData !== false)?.Expression;

describe('DeploymentAlarms', () => {
  it('watch errors, duration and throttles, of the alias and of the version', () => {
    assert.deepEqual(
      alarmed()
        .alarms.map(({ AlarmName }) => AlarmName)
        .sort(),
      [
        'beak-prod-alias-errors',
        'beak-prod-alias-p99',
        'beak-prod-alias-throttles',
        'beak-prod-version-errors',
        'beak-prod-version-p99',
        'beak-prod-version-throttles',
      ],
    );
  });

  it('have the defaults of the guide: 1 %, 5,000 ms, 10 a minute, 2 periods', () => {
    const { named, alarms } = alarmed();
    assert.equal(named('version-errors').Threshold, 1);
    assert.equal(named('version-p99').Threshold, 5000);
    assert.equal(named('version-throttles').Threshold, 10);
    assert.ok(alarms.every(({ EvaluationPeriods }) => EvaluationPeriods === 2));
    assert.ok(alarms.every(({ ComparisonOperator }) => ComparisonOperator === 'GreaterThanThreshold'));
  });

  it('take other thresholds, and name the one that cannot be', () => {
    const { named } = alarmed({
      errorRatePercent: 0.5,
      p99DurationMs: 800,
      throttlesPerMinute: 0,
      evaluationPeriods: 3,
    });
    assert.equal(named('alias-errors').Threshold, 0.5);
    assert.equal(named('alias-p99').Threshold, 800);
    assert.equal(named('alias-throttles').Threshold, 0);
    assert.equal(named('alias-errors').EvaluationPeriods, 3);
    assert.throws(() => alarmed({ errorRatePercent: 101 }), {
      message: 'errorRatePercent is 101; it must be a number from 0 to 100.',
    });
    assert.throws(
      () => alarmed({ evaluationPeriods: 1.5 }),
      /evaluationPeriods is 1.5; it must be a whole number/,
    );
    assert.throws(() => alarmed({ p99DurationMs: Number('five') }), /p99DurationMs is NaN/);
  });

  it('judge a rate, not a count of errors', () => {
    const { named } = alarmed();
    for (const name of ['alias-errors', 'version-errors']) {
      assert.equal(result(named(name)), 'errors / calls * 100 * (calls >= 20)');
      assert.deepEqual(
        metricsOf(named(name))
          .map(({ MetricName }) => MetricName)
          .sort(),
        ['Errors', 'Invocations'],
      );
    }
  });

  it('judge no minute with fewer calls than the floor', () => {
    const { named } = alarmed({ minCallsPerMinute: 50 });
    assert.equal(result(named('version-errors')), 'errors / calls * 100 * (calls >= 50)');
    assert.equal(result(named('version-p99')), 'duration * (calls >= 50)');
  });

  it('say no data where no call came, instead of passing the canary', () => {
    assert.ok(alarmed().alarms.every(({ TreatMissingData }) => TreatMissingData === 'missing'));
  });

  it('name the function without a version, which would never have data', () => {
    const functionName = (alarm: AlarmOf) =>
      metricsOf(alarm).map((metric) => dimensionsOf(metric)['FunctionName']);
    for (const alarm of alarmed().alarms)
      for (const name of functionName(alarm)) assert.deepEqual(Object.keys(name as object), ['Ref']);
  });

  it('look at the alias by FunctionName and Resource, and at the version by ExecutedVersion as well', () => {
    const { alarms, template } = alarmed();
    const [[version] = ['']] = resources(template, 'AWS::Lambda::Version');
    for (const alarm of alarms)
      for (const metric of metricsOf(alarm)) {
        const { FunctionName, Resource, ExecutedVersion } = dimensionsOf(metric);
        assert.deepEqual(Resource, { 'Fn::Join': ['', [FunctionName, ':live']] });
        const expected = alarm.AlarmName.includes('version')
          ? { 'Fn::GetAtt': [version, 'Version'] }
          : undefined;
        assert.deepEqual(ExecutedVersion, expected);
      }
  });

  it('look at p99 and at sums of one minute', () => {
    const stats =
      alarmed()
        .named('version-p99')
        .Metrics?.flatMap(({ MetricStat }) => MetricStat ?? []) ?? [];
    assert.deepEqual(
      stats.map(({ Stat, Period }) => [Stat, Period]),
      [
        ['p99', 60],
        ['Sum', 60],
      ],
    );
  });

  it('take no deployment back for throttles, which are seldom its fault, unless asked to', () => {
    assert.equal(alarmed().made.rollback.length, 4);
    assert.equal(alarmed({ rollBackOnThrottles: true }).made.rollback.length, 6);
  });

  it('look at the new version before the alias routes to it', () => {
    const { template } = alarmed();
    const [[alias] = ['']] = resources(template, 'AWS::Lambda::Alias');
    const alarms = resources(template, 'AWS::CloudWatch::Alarm').map(([id]) => id);
    assert.deepEqual(
      alarms.filter((id) => !needs(template, alias).has(id)),
      [],
    );
  });
});
