import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CanaryDashboard } from '../lib/canary-dashboard.ts';
import type { CanaryDashboardProps } from '../lib/canary-dashboard.ts';
import { DeploymentAlarms } from '../lib/deployment-alarms.ts';
import { only, resources, versioned } from './stage.ts';

/** A widget of the dashboard's body. A metric is a list of names and values with its options at the end. */
interface Widget {
  type: string;
  properties: {
    title?: string;
    markdown?: string;
    alarms?: string[];
    metrics?: (string | { expression?: string; label?: string; yAxis?: string; stat?: string })[][];
    annotations?: { horizontal?: { value: number; label: string }[] };
  };
}

function dashboard(props: Partial<CanaryDashboardProps> = {}) {
  const { stack, service, template } = versioned();
  const of = { alias: service.alias, version: service.version };
  const { all } = new DeploymentAlarms(stack, 'Alarms', { ...of, alarmNamePrefix: 'beak-prod' });
  new CanaryDashboard(stack, 'Dashboard', {
    ...of,
    dashboardName: 'beak-prod',
    applicationName: 'beak-prod',
    alarms: all,
    missionControlUrl: 'https://ops.example.com/',
    ...props,
  });
  const made = template();
  const body = only(made, 'AWS::CloudWatch::Dashboard').Properties['DashboardBody'] as {
    'Fn::Join': [string, (string | { 'Ref'?: string; 'Fn::GetAtt'?: string[] })[]];
  };
  // What is filled in at deploy time stands as its kind of resource.
  const text = body['Fn::Join'][1]
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part['Fn::GetAtt']?.[1] === 'Version') return 'VERSION';
      return part.Ref?.startsWith('AWS::') ? part.Ref : part.Ref ? 'FUNCTION' : 'ARN';
    })
    .join('');
  const { widgets } = JSON.parse(text) as { widgets: Widget[] };
  const titled = (title: string): Widget => {
    const found = widgets.find(({ properties }) => properties.title === title);
    assert.ok(
      found,
      `there is no ${title} among ${widgets.map(({ properties }) => properties.title).join(', ')}`,
    );
    return found;
  };
  return { template: made, widgets, titled };
}

/** The options at the end of each metric of a widget. */
const options = ({ properties }: Widget) =>
  (properties.metrics ?? []).flatMap((metric) => {
    const last = metric.at(-1);
    return typeof last === 'object' ? [last] : [];
  });

describe('CanaryDashboard', () => {
  it('shows rates where it says rate, of the newest version and of the one before', () => {
    const series = options(dashboard().titled('Error rate (%)'));
    assert.deepEqual(
      series.flatMap(({ expression, label }) => (expression ? [[label, expression]] : [])),
      [
        ['Newest version', '100 * newErrors / newCalls'],
        ['Version before', '100 * (allErrors - FILL(newestErrors, 0)) / (allCalls - FILL(newestCalls, 0))'],
      ],
    );
  });

  it('tells calls and throttles of the newest version from those of the one before', () => {
    const { titled } = dashboard();
    for (const title of ['Calls per minute', 'Throttles per minute']) {
      const metrics = titled(title).properties.metrics ?? [];
      assert.ok(metrics.some((metric) => metric.includes('ExecutedVersion') && metric.includes('VERSION')));
      assert.ok(options(titled(title)).some(({ expression }) => expression === 'all - FILL(newest, 0)'));
    }
  });

  it('shows p50, p90 and p99 and the concurrency of each version behind the alias', () => {
    const { titled } = dashboard();
    const searched = (title: string) =>
      options(titled(title)).flatMap(({ expression }) =>
        expression?.startsWith('SEARCH') ? [expression] : [],
      );
    for (const statistic of ['p50', 'p90', 'p99'])
      assert.deepEqual(searched(`Duration ${statistic} by version (ms)`), [
        `SEARCH('{AWS/Lambda,ExecutedVersion,FunctionName,Resource} MetricName="Duration" FunctionName="FUNCTION" Resource="FUNCTION:live"', '${statistic}', 60)`,
      ]);
    assert.match(
      searched('Concurrent executions by version')[0] ?? '',
      /MetricName="ConcurrentExecutions".*'Maximum', 60\)$/,
    );
  });

  it('draws the limits of the alarms', () => {
    const { titled } = dashboard({ errorRatePercent: 0.5, p99DurationMs: 800 });
    const lines = (title: string) =>
      titled(title).properties.annotations?.horizontal?.map(({ value }) => value);
    assert.deepEqual(lines('Error rate (%)'), [0.5]);
    assert.deepEqual(lines('Duration p99 by version (ms)'), [800]);
    assert.deepEqual(lines('Throttles per minute'), [10]);
    assert.deepEqual(lines('Calls per minute'), [20]);
  });

  it('marks deployments in every graph, by events, and by no time of a synth', () => {
    const { template, widgets } = dashboard();
    const graphs = widgets.filter(({ properties }) => properties.metrics);
    assert.equal(graphs.length, 7);
    for (const graph of graphs)
      assert.deepEqual(
        options(graph).flatMap(({ yAxis, label }) => (yAxis === 'right' ? [label] : [])),
        ['Deployment started', 'Deployment succeeded', 'Deployment failed', 'Deployment stopped'],
      );
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        'source': ['aws.codedeploy'],
        'detail-type': ['CodeDeploy Deployment State-change Notification'],
        'detail': { application: ['beak-prod'] },
      },
    });
    assert.deepEqual(
      resources(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) => Properties['FilterPattern']),
      ['START', 'SUCCESS', 'FAILURE', 'STOP'].map((state) => `{ $.detail.state = "${state}" }`),
    );
  });

  it('links to Mission Control where it is told where that is', () => {
    const text = ({ widgets }: ReturnType<typeof dashboard>) =>
      widgets.flatMap(({ properties }) => properties.markdown ?? []);
    assert.deepEqual(text(dashboard()), ['[Open Mission Control](https://ops.example.com/)']);
    assert.deepEqual(text(dashboard({ missionControlUrl: undefined })), []);
  });

  it('shows the state of every alarm', () => {
    const alarms = dashboard().widgets.flatMap(({ properties }) => properties.alarms ?? []);
    assert.equal(alarms.length, 6);
  });
});
