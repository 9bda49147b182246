import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DeploymentAlarms } from './deployment-alarms.ts';
import { parameters } from './parameters.ts';
import { VersionedLambda } from './versioned-lambda.ts';

/** The stacks of one stage. Neither account nor region is named, so that a synth asks nobody. */
export function missionControl(app: App): void {
  const { stage, thresholds, bridge } = parameters(app.node);
  const stack = new Stack(app, `mission-control-bridge-${stage}`, {
    description: `Mission Control: the bridge to AWS (${stage})`,
  });
  const service = new VersionedLambda(stack, 'Bridge', {
    functionName: `mission-control-bridge-${stage}`,
    description: 'A Beak made of what AWS says of a function and its alias',
    codePath: bridge,
    buildCommand: 'npm run bundle-bridge',
    handler: 'handler.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    removalPolicy: stage === 'prod' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  new DeploymentAlarms(stack, 'Alarms', {
    alias: service.alias,
    version: service.version,
    alarmNamePrefix: `mission-control-bridge-${stage}`,
    ...thresholds,
  });
}
