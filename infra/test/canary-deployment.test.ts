import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match } from 'aws-cdk-lib/assertions';
import { CanaryDeployment } from '../lib/canary-deployment.ts';
import type { CanaryDeploymentProps } from '../lib/canary-deployment.ts';
import { DeploymentAlarms } from '../lib/deployment-alarms.ts';
import { InvocationHook } from '../lib/invocation-hook.ts';
import { STRATEGIES, strategyFrom } from '../lib/strategy.ts';
import { needs, only, resources, versioned } from './stage.ts';

const NAMES = { applicationName: 'beak-prod', deploymentGroupName: 'beak-prod-live' };

function deployed(props: Partial<CanaryDeploymentProps> = {}, { hooks = false } = {}) {
  const { stack, service, template } = versioned();
  const alarms = new DeploymentAlarms(stack, 'Alarms', {
    alias: service.alias,
    version: service.version,
    alarmNamePrefix: 'beak-prod',
  });
  const hook = (when: 'before' | 'after') =>
    new InvocationHook(stack, when, { function: service.function, functionName: 'beak-api', when, ...NAMES })
      .function;
  new CanaryDeployment(stack, 'Canary', {
    ...NAMES,
    alias: service.alias,
    strategy: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
    alarms: alarms.rollback,
    ...(hooks && { preTrafficHook: hook('before'), postTrafficHook: hook('after') }),
    ...props,
  });
  return template();
}

const groupOf = (template: ReturnType<typeof deployed>) =>
  only(template, 'AWS::CodeDeploy::DeploymentGroup').Properties;

describe('CanaryDeployment', () => {
  it('takes every strategy that CodeDeploy has, 30 minutes included, by the name that it has there', () => {
    assert.equal(STRATEGIES.length, 9);
    assert.ok(STRATEGIES.includes('CodeDeployDefault.LambdaCanary10Percent30Minutes'));
    for (const strategy of STRATEGIES)
      assert.equal(groupOf(deployed({ strategy }))['DeploymentConfigName'], strategy);
  });

  it('refuses a name that is none of CodeDeploy, such as one of the CDK', () => {
    assert.throws(
      () => deployed({ strategy: 'CANARY_10PERCENT_5MINUTES' }),
      /There is no strategy "CANARY_10PERCENT/,
    );
  });

  it('makes a strategy of your own', () => {
    const template = deployed({ strategy: { kind: 'canary', percent: 5, minutes: 20 } });
    template.hasResourceProperties('AWS::CodeDeploy::DeploymentConfig', {
      ComputePlatform: 'Lambda',
      TrafficRoutingConfig: {
        Type: 'TimeBasedCanary',
        TimeBasedCanary: { CanaryInterval: 20, CanaryPercentage: 5 },
      },
    });
    const linear = deployed({ strategy: { kind: 'linear', percent: 25, minutes: 2 } });
    linear.hasResourceProperties('AWS::CodeDeploy::DeploymentConfig', {
      TrafficRoutingConfig: { TimeBasedLinear: { LinearInterval: 2, LinearPercentage: 25 } },
    });
  });

  it('refuses a strategy of your own that CodeDeploy would', () => {
    const tried = (kind: 'canary' | 'linear', percent: number, minutes: number) => () =>
      deployed({ strategy: { kind, percent, minutes } });
    assert.throws(tried('canary', 100, 5), /shifts 100 % at once; it must be a whole number from 1 to 99/);
    assert.throws(tried('canary', 10, 0), /waits 0 min; it must be a whole number from 1/);
    assert.throws(tried('linear', 1, 60), /takes 5940 min; CodeDeploy allows 2880 at most/);
  });

  it('reads strategies as a command line has them', () => {
    assert.equal(strategyFrom('LambdaAllAtOnce'), 'CodeDeployDefault.LambdaAllAtOnce');
    assert.equal(
      strategyFrom('CodeDeployDefault.LambdaLinear10PercentEvery1Minute'),
      'CodeDeployDefault.LambdaLinear10PercentEvery1Minute',
    );
    assert.deepEqual(strategyFrom('LambdaCanary5Percent20Minutes'), {
      kind: 'canary',
      percent: 5,
      minutes: 20,
    });
    assert.deepEqual(strategyFrom('LambdaLinear20PercentEvery1Minute'), {
      kind: 'linear',
      percent: 20,
      minutes: 1,
    });
    assert.throws(
      () => strategyFrom('canary'),
      /strategy is "canary"; it must be one of: CodeDeployDefault\./,
    );
  });

  it('takes a deployment back when it fails, is stopped, or an alarm is active', () => {
    assert.deepEqual(groupOf(deployed())['AutoRollbackConfiguration'], {
      Enabled: true,
      Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_STOP_ON_ALARM'],
    });
  });

  it('listens to the alarms of errors and duration, and stops where it cannot read them', () => {
    const template = deployed();
    const alarms = resources(template, 'AWS::CloudWatch::Alarm')
      .filter(([, { Properties }]) => !String(Properties['AlarmName']).endsWith('throttles'))
      .map(([id]) => ({ Name: { Ref: id } }));
    assert.deepEqual(groupOf(template)['AlarmConfiguration'], {
      Enabled: true,
      Alarms: alarms,
      IgnorePollAlarmFailure: false,
    });
  });

  it('can deploy the fix while an alarm is in ALARM', () => {
    const { AlarmConfiguration } = groupOf(deployed({ ignoreAlarms: true })) as {
      AlarmConfiguration: { Enabled: boolean };
    };
    assert.equal(AlarmConfiguration.Enabled, false);
  });

  it('refuses more alarms than CodeDeploy takes', () => {
    const { stack, service } = versioned();
    const { rollback } = new DeploymentAlarms(stack, 'Alarms', {
      alias: service.alias,
      version: service.version,
      alarmNamePrefix: 'beak-prod',
    });
    const alarms = [...rollback, ...rollback, ...rollback];
    assert.throws(() => deployed({ alarms }), /12 alarms are given; CodeDeploy takes 10 at most/);
  });

  it('shifts the alias by CodeDeploy, and has its hooks', () => {
    const template = deployed({}, { hooks: true });
    const { UpdatePolicy } = only(template, 'AWS::Lambda::Alias');
    const update = UpdatePolicy?.['CodeDeployLambdaAliasUpdate'] as Record<string, { Ref: string }>;
    assert.match(update['BeforeAllowTrafficHook']?.Ref ?? '', /^before/);
    assert.match(update['AfterAllowTrafficHook']?.Ref ?? '', /^after/);
    assert.ok(update['ApplicationName']?.Ref);
  });

  it('has hooks that may invoke this function, look at this group and report to it', () => {
    const template = deployed({}, { hooks: true });
    template.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: 'CodeDeployHook_beak-api-before',
    });
    const policies = resources(template, 'AWS::IAM::Policy').filter(([id]) => id.startsWith('before'));
    const text = JSON.stringify(policies);
    assert.match(text, /deploymentgroup:beak-prod\/beak-prod-live/);
    assert.match(text, /codedeploy:PutLifecycleEventHookExecutionStatus/);
    assert.match(text, /lambda:InvokeFunction/);
    assert.doesNotMatch(text, /"Resource":"\*"/);
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'lambda:InvokeFunction' })]) },
    });
  });

  it('is all there before the alias moves', () => {
    const template = deployed({}, { hooks: true });
    const [[alias] = ['']] = resources(template, 'AWS::Lambda::Alias');
    const hooks = resources(template, 'AWS::Lambda::Function').map(([id]) => id);
    const before = hooks.filter((id) => /^(before|after)/.test(id));
    assert.equal(before.length, 2);
    for (const id of before) assert.ok(needs(template, alias).has(id));
  });
});
