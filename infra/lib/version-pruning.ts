import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import type { RemovalPolicy } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { helperFunction } from './function-parts.ts';

/** What to prune, and how much of it stays. */
export interface VersionPruningProps {
  /** The function whose versions are pruned. */
  function: lambda.IFunction;
  /** Its physical name, as text. */
  functionName: string;
  /** How many published versions stay, the newest; those that an alias uses stay in any case. */
  keepVersions: number;
  /** What becomes of the log group when the stack is deleted. */
  removalPolicy: RemovalPolicy;
}

/**
 * Deletes old published versions once a day. CloudFormation retains every version, since deleting the one that served
 * before would take the way back; each counts towards the 75 GB of code that an account may store in a region.
 */
export class VersionPruning extends Construct {
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: VersionPruningProps) {
    super(scope, id);
    const arn = props.function.functionArn;
    this.function = helperFunction(this, 'Function', {
      functionName: `${props.functionName}-prune`,
      description: `Deletes old versions of ${props.functionName} that no alias uses`,
      codePath: join(import.meta.dirname, 'functions/prune-versions'),
      timeout: Duration.minutes(2),
      logRetention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: props.removalPolicy,
      environment: { FUNCTION_NAME: props.functionName, KEEP_VERSIONS: String(props.keepVersions) },
    });
    this.function.addToRolePolicy(
      new iam.PolicyStatement({
        actions: ['lambda:ListAliases', 'lambda:ListVersionsByFunction'],
        resources: [arn],
      }),
    );
    this.function.addToRolePolicy(
      // With a qualifier only: without one DeleteFunction would delete all of the function.
      new iam.PolicyStatement({ actions: ['lambda:DeleteFunction'], resources: [`${arn}:*`] }),
    );
    new events.Rule(this, 'Daily', {
      description: `Prunes the versions of ${props.functionName}`,
      schedule: events.Schedule.rate(Duration.days(1)),
      targets: [new targets.LambdaFunction(this.function)],
    });
  }
}
