import { join } from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { helperFunction } from './function-parts.ts';

/** Properties of {@link InvocationHook}. */
export interface InvocationHookProps {
  /** The function that is deployed. */
  function: lambda.IFunction;
  /** Its physical name, as text. */
  functionName: string;
  /** `before` any traffic is shifted, or `after` all is. */
  when: 'before' | 'after';
  /** The names of the CodeDeploy application and group, as text. */
  applicationName: string;
  deploymentGroupName: string;
  /** What the function is invoked with. Default `{}`. */
  payload?: object;
  /** The `statusCode` that its answer must have, for a function behind HTTP. Default: none is asked for. */
  statusCode?: number;
  /** How often it is invoked; every call must succeed. Default 3. */
  calls?: number;
  /** What becomes of the log group when the stack is deleted. Default: it stays. */
  removalPolicy?: RemovalPolicy;
}

/**
 * A hook of CodeDeploy that invokes the new version by its number and fails the deployment when a call does. An invocation that ends
 * with an error of the function is a success to who only looks at its exit code or status: the hook reads
 * `FunctionError`, and `ExecutedVersion`.
 */
export class InvocationHook extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: InvocationHookProps) {
    super(scope, id);
    const { functionName, applicationName, deploymentGroupName, statusCode } = props;
    this.function = helperFunction(this, 'Function', {
      // CodeDeploy roles that were made elsewhere may invoke hooks by this beginning only.
      functionName: `CodeDeployHook_${functionName}-${props.when}`,
      description: `Invokes ${functionName} ${props.when} traffic is shifted to its new version`,
      codePath: join(import.meta.dirname, 'functions/invoke-version'),
      timeout: Duration.minutes(5),
      logRetention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      environment: {
        PAYLOAD: JSON.stringify(props.payload ?? {}),
        CALLS: String(props.calls ?? 3),
        ...(statusCode !== undefined && { STATUS_CODE: String(statusCode) }),
      },
    });
    this.function.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [`${props.function.functionArn}:*`],
      }),
    );
    this.function.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['codedeploy:ListDeploymentTargets', 'codedeploy:BatchGetDeploymentTargets'],
        // By name: a reference would be a circle, for the group needs its hooks.
        resources: [
          Stack.of(this).formatArn({
            service: 'codedeploy',
            resource: `deploymentgroup:${applicationName}`,
            resourceName: deploymentGroupName,
          }),
        ],
      }),
    );
  }
}
