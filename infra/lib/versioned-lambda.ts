import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { built } from './built.ts';
import { FunctionParts } from './function-parts.ts';
import { VersionPruning } from './version-pruning.ts';

/** Properties of {@link VersionedLambda}. */
export interface VersionedLambdaProps {
  /** Physical name of the function. Alarms, log group and commands are named after it. */
  functionName: string;
  description?: string;
  /** Folder or zip of the built code; a missing or an empty one is an error at synth. */
  codePath: string;
  /** The command that builds it, for that error. Default `npm run build`. */
  buildCommand?: string;
  /** Such as `handler.handler`; `bootstrap` for a custom runtime. */
  handler: string;
  runtime: lambda.Runtime;
  /** What the code was built for. Default arm64; a binary for another one ends with `exec format error`. */
  architecture?: lambda.Architecture;
  /** Default 256. */
  memorySizeMb?: number;
  /** Default 30 s. */
  timeout?: Duration;
  environment?: Record<string, string>;
  /** Calls at the same time that are set aside for this function, and are its limit. Default: none set aside. */
  reservedConcurrentExecutions?: number;
  /** The alias that callers use, instead of a version. Default `live`. */
  aliasName?: string;
  /** How many published versions stay, the newest, beside those that an alias uses; at least 2. Default 10. */
  keepVersions?: number;
  /** How long log lines are kept. Default three months. */
  logRetention?: logs.RetentionDays;
  /** What becomes of the log groups when the stack is deleted. Default: they stay. */
  removalPolicy?: RemovalPolicy;
}

/**
 * A function that publishes a version whenever its code or configuration changes, and an alias for its callers.
 *
 * Versions stay when CloudFormation replaces them, so that the alias can be taken back; a daily job prunes them. A
 * version has no description: CloudFormation replaces the version when that changes, and publishing unchanged code
 * again fails.
 */
export class VersionedLambda extends Construct {
  readonly function: lambda.Function;
  /** The version of the code and configuration of this synth. */
  readonly version: lambda.Version;
  readonly alias: lambda.Alias;
  readonly logGroup: logs.LogGroup;

  constructor(scope: Construct, id: string, props: VersionedLambdaProps) {
    super(scope, id);
    const { functionName, keepVersions = 10, removalPolicy = RemovalPolicy.RETAIN } = props;
    if (!Number.isInteger(keepVersions) || keepVersions < 2)
      throw new Error(
        `keepVersions is ${keepVersions}; it must be a whole number from 2: the version that serves, and the one before it.`,
      );
    const code = built(props.codePath, props.buildCommand ?? 'npm run build');
    const { logGroup, role } = new FunctionParts(this, 'Parts', {
      functionName,
      logRetention: props.logRetention ?? logs.RetentionDays.THREE_MONTHS,
      removalPolicy,
    });
    this.logGroup = logGroup;
    this.function = new lambda.Function(this, 'Function', {
      functionName,
      description: props.description,
      code: lambda.Code.fromAsset(code),
      handler: props.handler,
      runtime: props.runtime,
      architecture: props.architecture ?? lambda.Architecture.ARM_64,
      memorySize: props.memorySizeMb ?? 256,
      timeout: props.timeout ?? Duration.seconds(30),
      environment: props.environment,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      tracing: lambda.Tracing.ACTIVE,
      logGroup,
      role,
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    this.version = this.function.currentVersion;
    this.alias = new lambda.Alias(this, 'Alias', {
      aliasName: props.aliasName ?? 'live',
      version: this.version,
    });
    new VersionPruning(this, 'Pruning', {
      function: this.function,
      functionName,
      keepVersions,
      removalPolicy,
    });
  }
}
