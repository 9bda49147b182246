import type { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** What every function here has beside its code: a log group that forgets, and a role that may write there. */
export interface FunctionPartsProps {
  /** Physical name of the function; its log group is `/aws/lambda/<name>`. */
  functionName: string;
  /** How long log lines are kept. */
  logRetention: logs.RetentionDays;
  /** What becomes of the log group when the stack is deleted. */
  removalPolicy: RemovalPolicy;
}

/** The log group and the role of one function. */
export class FunctionParts extends Construct {
  readonly logGroup: logs.LogGroup;
  readonly role: iam.Role;

  constructor(scope: Construct, id: string, props: FunctionPartsProps) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    // Not the managed policy of AWS, which may write to every log group of the account.
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description: `Execution role of ${props.functionName}`,
    });
    this.logGroup.grantWrite(this.role);
  }
}

/** A small Node function of this package that looks after another one. */
export interface HelperFunctionProps extends FunctionPartsProps {
  description: string;
  /** Folder with an `index.mjs` that exports `handler`. */
  codePath: string;
  timeout: lambda.FunctionProps['timeout'];
  environment?: Record<string, string>;
}

/** Makes a function whose code lies in `lib/functions/`; the SDK that it imports is the one of the runtime. */
export function helperFunction(scope: Construct, id: string, props: HelperFunctionProps): lambda.Function {
  const { logGroup, role } = new FunctionParts(scope, `${id}Parts`, props);
  return new lambda.Function(scope, id, {
    functionName: props.functionName,
    description: props.description,
    code: lambda.Code.fromAsset(props.codePath),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    timeout: props.timeout,
    environment: props.environment,
    logGroup,
    role,
  });
}
