import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  BatchGetDeploymentTargetsCommand,
  GetDeploymentCommand,
  GetDeploymentConfigCommand,
  ListDeploymentsCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import {
  GetAliasCommand,
  ListEventSourceMappingsCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { endClients, makeClients } from '../clients.ts';
import { FakeAws } from './fakes/aws.ts';
import { NOW, useStage } from './stage.ts';

const MINUTE = 60_000;
const prod = { FunctionName: 'beak-api', Name: 'prod' };

test('metrics are found by all of their dimensions only; composite alarms only where asked for', async (t) => {
  const { aws, clients } = await useStage(t);
  const at = NOW - 3 * MINUTE;
  aws.account.metrics.call({ function: 'beak-api', alias: 'prod', version: '2', at, calls: 90, errors: 3 });
  aws.account.metrics.call({ function: 'beak-api', alias: 'prod', version: '3', at, calls: 10, errors: 1 });
  const sum = async (dimensions: Record<string, string>, name = 'Errors', stat = 'Sum') => {
    const { MetricDataResults } = await clients.cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(NOW - 10 * MINUTE),
        EndTime: new Date(NOW),
        MetricDataQueries: [
          {
            Id: 'a',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/Lambda',
                MetricName: name,
                Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
              },
              Period: 60,
              Stat: stat,
            },
          },
        ],
      }),
    );
    return MetricDataResults?.[0]?.Values;
  };
  const alias = { FunctionName: 'beak-api', Resource: 'beak-api:prod' };
  assert.deepEqual(await sum({ ...alias, ExecutedVersion: '3' }), [1]);
  assert.deepEqual(await sum(alias), [4]);
  assert.deepEqual(await sum({ FunctionName: 'beak-api:3' }), [], 'no such dimension has data');
  assert.deepEqual(await sum({ ...alias, ExecutedVersion: '2' }, 'Duration', 'p99'), [100]);

  aws.account.addAlarm({ AlarmName: 'beak-errors', MetricName: 'Errors', Threshold: 5 });
  aws.account.composites.push({ AlarmName: 'beak-any', StateValue: 'OK' });
  const plain = await clients.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'beak' }));
  assert.equal(plain.MetricAlarms?.length, 1);
  assert.equal(plain.CompositeAlarms?.length ?? 0, 0);
  aws.switches.pageSize = 1;
  const first = await clients.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  const { NextToken } = first;
  const second = await clients.cloudWatch.send(
    new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], NextToken }),
  );
  assert.deepEqual(
    second.CompositeAlarms?.map(({ AlarmName }) => AlarmName),
    ['beak-any'],
  );
  assert.equal(second.NextToken, undefined);
});

test('a deployment is found, its target told, and stopped once', async (t) => {
  const { aws, clients } = await useStage(t);
  aws.account.deploy({ function: 'beak-api', alias: 'prod', from: '2', to: '3', weight: 0.1 });
  const { deployments = [] } = await clients.codeDeploy.send(new ListDeploymentsCommand({}));
  const [deploymentId] = deployments;
  assert.ok(deploymentId);
  await assert.rejects(
    clients.codeDeploy.send(new ListDeploymentsCommand({ applicationName: 'beak' })),
    /^DeploymentGroupNameRequiredException/,
  );
  const { deploymentTargets } = await clients.codeDeploy.send(
    new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds: ['beak-api:prod'] }),
  );
  assert.deepEqual(deploymentTargets?.[0]?.lambdaTarget?.lambdaFunctionInfo, {
    functionName: 'beak-api',
    functionAlias: 'prod',
    currentVersion: '2',
    targetVersion: '3',
    targetVersionWeight: 10,
  });
  const { deploymentConfigInfo } = await clients.codeDeploy.send(
    new GetDeploymentConfigCommand({
      deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    }),
  );
  assert.deepEqual(deploymentConfigInfo?.trafficRoutingConfig?.timeBasedCanary, {
    canaryPercentage: 10,
    canaryInterval: 5,
  });
  await clients.codeDeploy.send(new StopDeploymentCommand({ deploymentId }));
  const { deploymentInfo } = await clients.codeDeploy.send(new GetDeploymentCommand({ deploymentId }));
  assert.equal(deploymentInfo?.status, 'Stopped');
  assert.equal(deploymentInfo?.errorInformation?.code, 'MANUAL_STOP');
  await assert.rejects(
    clients.codeDeploy.send(new StopDeploymentCommand({ deploymentId })),
    /^DeploymentAlreadyCompletedException/,
  );
});

test('a call is denied, throttled or loses members where a switch says so', async (t) => {
  const { aws, clients } = await useStage(t);
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand());
  assert.equal(Account, '123456789012');
  aws.switches.denied.add('sts:GetCallerIdentity').add('lambda:GetAlias');
  await assert.rejects(
    clients.sts.send(new GetCallerIdentityCommand()),
    /AccessDenied: User: arn:.* is not authorized to perform: sts:GetCallerIdentity/,
  );
  await assert.rejects(
    clients.lambda.send(new GetAliasCommand(prod)),
    /perform: lambda:GetAlias on resource/,
  );
  aws.switches.denied.clear();
  aws.switches.throttled.set('lambda:GetAlias', 1);
  await clients.lambda.send(new GetAliasCommand(prod));
  assert.equal(aws.count('lambda:GetAlias'), 3, 'denied once, throttled once, then answered');
  aws.switches.missing.set('lambda:GetAlias', ['RevisionId']);
  const { RevisionId } = await clients.lambda.send(new GetAliasCommand(prod));
  assert.equal(RevisionId, undefined);
});

test('what the fake does not know is a fault', async () => {
  const aws = await new FakeAws().listen();
  Object.assign(process.env, aws.env);
  const clients = makeClients();
  aws.account.addFunction('beak-api');
  await assert.rejects(clients.lambda.send(new ListEventSourceMappingsCommand({})));
  await assert.rejects(
    clients.lambda.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'beak-api', ImageUri: 'example/image:1' }),
    ),
  );
  endClients(clients);
  await aws.close();
  assert.match(aws.faults[0] ?? '', /GET \/2015-03-31\/event-source-mappings.* is not known/);
  assert.match(aws.faults[1] ?? '', /lambda:UpdateFunctionCode does not know ImageUri/);
});
