import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bridgeOn, useBridge } from '../stage.ts';

const on = (Value: string) => [{ Name: 'FunctionName', Value }];

test('alarms of this function are told, on metrics, on expressions and composite ones', async (t) => {
  const { aws, status } = await useBridge(t);
  const { account } = aws;
  account.addAlarm({ AlarmName: 'errors', MetricName: 'Errors', Threshold: 5, Dimensions: on('beak-api') });
  account.addAlarm({ AlarmName: 'other', MetricName: 'Errors', Dimensions: on('other') });
  account.addAlarm({
    AlarmName: 'canary',
    StateValue: 'ALARM',
    Threshold: 1,
    Metrics: [
      { Id: 'rate', Expression: 'IF(inv > 0, 100 * err / inv, 0)' },
      {
        Id: 'err',
        ReturnData: false,
        MetricStat: {
          Metric: {
            Namespace: 'AWS/Lambda',
            MetricName: 'Errors',
            Dimensions: [...on('beak-api'), { Name: 'Resource', Value: 'beak-api:prod' }],
          },
          Period: 60,
          Stat: 'Sum',
        },
      },
    ],
  });
  account.composites.push(
    { AlarmName: 'any', StateValue: 'OK', AlarmRule: 'ALARM("errors") OR ALARM("other")' },
    { AlarmName: 'none-of-ours', StateValue: 'OK', AlarmRule: 'ALARM("other")' },
  );
  aws.switches.pageSize = 2;
  const { alarms = [] } = await status();
  assert.deepEqual(
    alarms.map(({ name, state, metric, threshold }) => [name, state, metric, threshold]),
    [
      ['errors', 'OK', 'Errors', 5],
      ['canary', 'ALARM', 'IF(inv > 0, 100 * err / inv, 0)', 1],
      ['any', 'OK', undefined, undefined],
    ],
  );
});

test('a prefix adds those whose names begin so, each once', async (t) => {
  const { aws, status } = await useBridge(t, { config: { alarm_prefix: 'beak-' } });
  aws.account.addAlarm({ AlarmName: 'beak-errors', MetricName: 'Errors', Dimensions: on('beak-api') });
  aws.account.addAlarm({ AlarmName: 'beak-5xx', Namespace: 'AWS/ApiGateway', MetricName: '5XXError' });
  aws.account.addAlarm({ AlarmName: 'duration', MetricName: 'Duration', Dimensions: on('beak-api') });
  const { alarms = [] } = await status();
  assert.deepEqual(alarms.map(({ name }) => name).sort(), ['beak-5xx', 'beak-errors', 'duration']);
});

test('part of too many alarms is not told, for the rest would seem quiet', async (t) => {
  const bridged = await useBridge(t);
  const { aws } = bridged;
  aws.account.addAlarm({ AlarmName: 'beak-errors', MetricName: 'Errors', Dimensions: on('beak-api') });
  for (let other = 0; other < 30; other += 1)
    aws.account.addAlarm({ AlarmName: `other-${other}`, MetricName: 'Errors' });
  aws.switches.pageSize = 1;
  assert.equal((await bridged.status()).alarms, undefined);
  assert.match((await bridged.reason('alarms')) ?? '', /set alarm_prefix in bridge\.json/);
  assert.equal(aws.count('cloudwatch:DescribeAlarms'), 10);
  const named = bridgeOn(bridged, { config: { alarm_prefix: 'beak-' } });
  const { alarms, collected } = await named.status();
  assert.deepEqual(
    alarms?.map(({ name }) => name),
    ['beak-errors'],
  );
  assert.equal(collected?.['alarms']?.ok, true);
  assert.match(collected['alarms'].reason ?? '', /^Only alarms that begin with beak-/);
});
