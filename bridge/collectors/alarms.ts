import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { CompositeAlarm, Dimension, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { iso, known } from '../collector.ts';
import type { Collector, Context, Target } from '../collector.ts';
import { Failure } from '../failure.ts';

/** The most pages of alarms, 100 on each. */
const MOST_PAGES = 10;

interface Listed {
  metric: MetricAlarm[];
  composite: CompositeAlarm[];
  /** Whether these are all. */
  whole: boolean;
}

/** The alarms of the account whose names begin so. */
async function list({ clients, call }: Context, AlarmNamePrefix?: string): Promise<Listed> {
  const listed: Listed = { metric: [], composite: [], whole: false };
  let NextToken: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await call('cloudwatch:DescribeAlarms', (options) =>
      clients.cloudWatch.send(
        new DescribeAlarmsCommand({
          // Without this CloudWatch keeps composite alarms to itself.
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          MaxRecords: 100,
          NextToken,
          AlarmNamePrefix,
        }),
        options,
      ),
    );
    listed.metric.push(...(answer.MetricAlarms ?? []));
    listed.composite.push(...(answer.CompositeAlarms ?? []));
    NextToken = answer.NextToken;
    if (!NextToken) return { ...listed, whole: true };
  }
  return listed;
}

/** Whether dimensions are of the function: of all of it, or of the alias or a version. */
const isOf = (dimensions: readonly Dimension[] | undefined, target: Target): boolean =>
  (dimensions ?? []).some(
    ({ Name, Value }) =>
      (Name === 'FunctionName' && Value === target.function) ||
      (Name === 'Resource' && Value?.startsWith(`${target.function}:`)),
  );

/** The metrics that an alarm looks at: its own, or those of its expressions. */
const watches = ({ Namespace, Dimensions, Metrics = [] }: MetricAlarm, target: Target): boolean =>
  (Namespace === 'AWS/Lambda' && isOf(Dimensions, target)) ||
  Metrics.some(
    ({ MetricStat }) =>
      MetricStat?.Metric?.Namespace === 'AWS/Lambda' && isOf(MetricStat.Metric.Dimensions, target),
  );

/** What an alarm on an expression is about: the expression whose result it looks at. */
const expression = ({ Metrics = [] }: MetricAlarm): string | undefined =>
  Metrics.find(({ ReturnData }) => ReturnData !== false)?.Expression;

const ofMetric = (alarm: MetricAlarm) =>
  known({
    name: alarm.AlarmName,
    state: alarm.StateValue,
    metric: alarm.MetricName ?? expression(alarm),
    // The contract has no thresholds below zero.
    threshold: alarm.Threshold !== undefined && alarm.Threshold >= 0 ? alarm.Threshold : undefined,
    updated_at: iso(alarm.StateUpdatedTimestamp),
  });

const ofComposite = ({ AlarmName, StateValue, StateUpdatedTimestamp }: CompositeAlarm) =>
  known({ name: AlarmName, state: StateValue, updated_at: iso(StateUpdatedTimestamp) });

/** Whether the rule of a composite alarm names one of these. */
const combines = ({ AlarmRule = '' }: CompositeAlarm, alarms: readonly MetricAlarm[]): boolean =>
  alarms.some(
    ({ AlarmName, AlarmArn }) =>
      (AlarmName !== undefined &&
        new RegExp(`\\(\\s*["']?${escaped(AlarmName)}["']?\\s*\\)`).test(AlarmRule)) ||
      (AlarmArn !== undefined && AlarmRule.includes(AlarmArn)),
  );
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

async function collect(context: Context) {
  const { target, config } = context;
  const prefix = config.alarm_prefix;
  const [all, named] = await Promise.all([list(context), prefix ? list(context, prefix) : undefined]);
  const none: Listed = { metric: [], composite: [], whole: true };
  const { metric, composite, whole } = named ?? none;
  if (!whole)
    throw new Failure('refused', `More than ${MOST_PAGES * 100} alarms begin with ${String(prefix)}.`);
  // Part of them would look as if the rest were quiet.
  if (!all.whole && !named)
    throw new Failure(
      'refused',
      `The account has more than ${MOST_PAGES * 100} alarms: set alarm_prefix in bridge.json.`,
    );
  const own = all.whole ? all.metric.filter((alarm) => watches(alarm, target)) : [];
  const shown = new Map([...own, ...metric].map((alarm) => [alarm.AlarmName, alarm]));
  const combined = new Map(
    [...(all.whole ? all.composite.filter((each) => combines(each, own)) : []), ...composite].map((alarm) => [
      alarm.AlarmName,
      alarm,
    ]),
  );
  return {
    fields: {
      alarms: [...[...shown.values()].map(ofMetric), ...[...combined.values()].map(ofComposite)],
    },
    ...(!all.whole && { note: `Only alarms that begin with ${String(prefix)}: the account has too many.` }),
  };
}

export const alarms = {
  part: 'alarms',
  scope: 'function',
  everyMs: 30_000,
  // With a narrower scope CloudWatch tells nothing of composite alarms.
  permissions: () => [{ action: 'cloudwatch:DescribeAlarms', resources: ['*'] }],
  collect,
} satisfies Collector;
