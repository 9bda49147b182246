import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { deploymentConfig } from './strategy.ts';
import type { Strategy } from './strategy.ts';

/** The most alarms that CodeDeploy takes for one group. */
const MOST_ALARMS = 10;

/** Properties of {@link CanaryDeployment}. */
export interface CanaryDeploymentProps {
  /** The alias whose traffic is shifted. */
  alias: lambda.Alias;
  strategy: Strategy;
  /** Physical names, by which a deployment is stopped and watched. */
  applicationName: string;
  deploymentGroupName: string;
  /** Any of them in ALARM takes the deployment back; ten at most. */
  alarms: readonly cloudwatch.IAlarm[];
  /** Invoked before any traffic is shifted. */
  preTrafficHook?: lambda.IFunction;
  /** Invoked when all traffic is shifted. */
  postTrafficHook?: lambda.IFunction;
  /**
   * Deploys although an alarm is in ALARM, as the fix of what the alarm is about has to: the alarms stay attached and
   * are not looked at. Default false.
   */
  ignoreAlarms?: boolean;
}

/**
 * Lets CodeDeploy shift an alias to each new version, and back when the deployment fails, is stopped, or an alarm is
 * active. The deployment that makes the alias shifts nothing: there is no version to come from. Once a deployment has
 * succeeded nothing is taken back by itself any more.
 */
export class CanaryDeployment extends Construct {
  readonly application: codedeploy.LambdaApplication;
  readonly deploymentGroup: codedeploy.LambdaDeploymentGroup;

  constructor(scope: Construct, id: string, props: CanaryDeploymentProps) {
    super(scope, id);
    const { alarms, applicationName, deploymentGroupName } = props;
    if (alarms.length > MOST_ALARMS)
      throw new Error(`${alarms.length} alarms are given; CodeDeploy takes ${MOST_ALARMS} at most.`);
    this.application = new codedeploy.LambdaApplication(this, 'Application', { applicationName });
    this.deploymentGroup = new codedeploy.LambdaDeploymentGroup(this, 'Group', {
      application: this.application,
      deploymentGroupName,
      alias: props.alias,
      deploymentConfig: deploymentConfig(this, 'Strategy', props.strategy),
      alarms: [...alarms],
      preHook: props.preTrafficHook,
      postHook: props.postTrafficHook,
      // Alarms that cannot be read stop the deployment: what is not known is not fine.
      ignorePollAlarmsFailure: false,
      ignoreAlarmConfiguration: props.ignoreAlarms ?? false,
      autoRollback: {
        failedDeployment: true,
        stoppedDeployment: true,
        // Without an alarm there is nothing to listen to, and CodeDeploy refuses the setting.
        deploymentInAlarm: alarms.length > 0,
      },
    });
    for (const hook of [props.preTrafficHook, props.postTrafficHook])
      if (hook) this.deploymentGroup.grantPutLifecycleEventHookExecutionStatus(hook);
  }
}
