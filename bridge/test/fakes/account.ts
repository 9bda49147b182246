import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { DescribeUserPoolResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { InvalidationSummary } from '@aws-sdk/client-cloudfront';
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { ExecutionListItem } from '@aws-sdk/client-sfn';
import type { GetAccountResponse } from '@aws-sdk/client-sesv2';
import type { DeploymentGroupInfo, DeploymentInfo, LambdaTarget } from '@aws-sdk/client-codedeploy';
import { Metrics } from './metrics.ts';
import type { Wire } from './wire.ts';

export type Config = Wire<FunctionConfiguration>;

/** What an alias is set to; no weights is no member, as AWS has it. */
export interface AliasState {
  version: string;
  weights?: Record<string, number>;
  description: string;
  revision: string;
  /** After each change of version, so many answers show the weights that AWS sets itself for provisioned concurrency. */
  settles?: number;
  settling?: { weights: Record<string, number>; left: number };
}

/** One function, all its versions and aliases. */
export interface FunctionState {
  name: string;
  latest: Config;
  /** Published versions by number. */
  versions: Map<number, Config>;
  aliases: Map<string, AliasState>;
  /** Reserved concurrency, where some is. */
  concurrency?: number;
  /** What a call of a version answers; default: `{"ok":true}`. */
  invoke: (version: string) => { payload: string; error?: 'Unhandled' | 'Handled' };
  /** So many answers still say that an update is in progress. */
  updating: number;
}

/** A deployment of CodeDeploy, with its one target. */
export interface DeploymentState {
  info: Wire<DeploymentInfo> & { deploymentId: string };
  target: Wire<LambdaTarget>;
}

/** An item of a table, as DynamoDB writes its values. */
export type Item = Record<string, { S?: string; N?: string }>;

/** A line in a log group. */
export interface LogLine {
  /** ms UTC. */
  at: number;
  message: string;
  stream?: string;
}

/** A deployment as a test wants it. */
export interface Deploy {
  function: string;
  alias: string;
  from: string;
  to: string;
  /** Share of the calls that the new version has by now. */
  weight: number;
  config?: string;
  /** Names of the alarms that stop it. */
  alarms?: string[];
}

/** What CodeDeploy is told to do, as CloudFormation writes it. */
const appSpec = (name: string, alias: string, from: string, to: string): string =>
  JSON.stringify({
    version: 0.0,
    Resources: [
      {
        [name]: {
          Type: 'AWS::Lambda::Function',
          Properties: { Name: name, Alias: alias, CurrentVersion: from, TargetVersion: to },
        },
      },
    ],
  });

/** An AWS account in one Region, in memory. Nothing moves in it by itself. */
export class Account {
  readonly id = '123456789012';
  readonly region = 'eu-west-1';
  readonly functions = new Map<string, FunctionState>();
  readonly metrics = new Metrics();
  readonly alarms: Wire<MetricAlarm>[] = [];
  readonly composites: Wire<CompositeAlarm>[] = [];
  readonly groups: (Wire<DeploymentGroupInfo> & { applicationName: string; deploymentGroupName: string })[] =
    [];
  /** Oldest first. */
  readonly deployments: DeploymentState[] = [];
  ses: Wire<GetAccountResponse> = {
    ProductionAccessEnabled: true,
    SendingEnabled: true,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 120 },
  };
  readonly sns: { sandbox: boolean; attributes: Record<string, string> } = {
    sandbox: false,
    attributes: { MonthlySpendLimit: '50' },
  };
  readonly tables = new Map<string, Wire<TableDescription>>();
  /** Items by table, then by the text of their one key. */
  readonly items = new Map<string, Map<string, Item>>();
  /** Executions by the ARN of their state machine, newest first. */
  readonly executions = new Map<string, Wire<ExecutionListItem>[]>();
  readonly pools = new Map<string, Wire<DescribeUserPoolResponse['UserPool']>>();
  /** Invalidations by distribution, newest first, with the paths of each. */
  readonly invalidations = new Map<string, (Wire<InvalidationSummary> & { Id: string; paths: string[] })[]>();
  /** Lines by log group, in any order. */
  readonly logs = new Map<string, LogLine[]>();
  #revisions = 0;

  /** @param now the clock, ms UTC */
  constructor(readonly now: () => number = Date.now) {}

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${this.id}:${resource}`;
  }

  /** A revision id that was not there before. */
  revision(): string {
    this.#revisions += 1;
    return `00000000-0000-4000-a000-${String(this.#revisions).padStart(12, '0')}`;
  }

  /** Adds a function with so many published versions, the last of which is as `$LATEST` is. */
  addFunction(name: string, published = 1): FunctionState {
    const state: FunctionState = {
      name,
      latest: this.#config(name),
      versions: new Map(),
      aliases: new Map(),
      invoke: () => ({ payload: '{"ok":true}' }),
      updating: 0,
    };
    this.functions.set(name, state);
    for (let number = 1; number <= published; number += 1) {
      this.upload(state, `code of version ${number}`);
      this.publish(state, `Build ${number}`);
    }
    return state;
  }

  /** New code for `$LATEST`. */
  upload(state: FunctionState, code: string): void {
    state.latest = {
      ...state.latest,
      CodeSha256: Buffer.from(code).toString('base64'),
      LastModified: this.#lambdaTime(),
      RevisionId: this.revision(),
    };
  }

  /** Publishes `$LATEST`; the last version where nothing has changed since. */
  publish(state: FunctionState, description = ''): Config {
    const numbers = [...state.versions.keys()];
    const last = state.versions.get(Math.max(0, ...numbers));
    const { CodeSha256, ConfigSha256, FunctionName } = state.latest;
    if (last && last.CodeSha256 === CodeSha256 && last.ConfigSha256 === ConfigSha256) return last;
    const number = Math.max(0, ...numbers) + 1;
    const version = {
      ...state.latest,
      Version: String(number),
      FunctionArn: this.arn('lambda', `function:${String(FunctionName)}:${number}`),
      Description: description,
      RevisionId: this.revision(),
    };
    state.versions.set(number, version);
    return version;
  }

  addAlias(
    state: FunctionState,
    name: string,
    version: string,
    weights?: Record<string, number>,
  ): AliasState {
    const alias = { version, description: '', revision: this.revision(), ...(weights && { weights }) };
    state.aliases.set(name, alias);
    return alias;
  }

  addAlarm(alarm: Wire<MetricAlarm> & { AlarmName: string }): void {
    this.alarms.push({
      AlarmArn: this.arn('cloudwatch', `alarm:${alarm.AlarmName}`),
      Namespace: 'AWS/Lambda',
      StateValue: 'OK',
      StateUpdatedTimestamp: this.now() / 1000,
      ...alarm,
    });
  }

  /** Adds a deployment that is in progress, and the group that it belongs to. */
  deploy({
    function: name,
    alias,
    from,
    to,
    weight,
    config = 'CodeDeployDefault.LambdaCanary10Percent5Minutes',
    alarms = [],
  }: Deploy): DeploymentState {
    const deploymentId = `d-${String(this.deployments.length + 1).padStart(9, '0')}`;
    const [applicationName, deploymentGroupName] = [name, `${name}-${alias}`];
    const alarmConfiguration = { enabled: alarms.length > 0, alarms: alarms.map((each) => ({ name: each })) };
    const group = {
      applicationName,
      deploymentGroupName,
      computePlatform: 'Lambda' as const,
      alarmConfiguration,
    };
    if (!this.groups.some((each) => each.deploymentGroupName === deploymentGroupName))
      this.groups.push(group);
    const at = this.now() / 1000;
    const state: DeploymentState = {
      info: {
        deploymentId,
        applicationName,
        deploymentGroupName,
        deploymentConfigName: config,
        computePlatform: 'Lambda',
        status: 'InProgress',
        createTime: at,
        startTime: at,
        revision: { revisionType: 'String', string: { content: appSpec(name, alias, from, to) } },
      },
      target: {
        deploymentId,
        targetId: `${name}:${alias}`,
        status: 'InProgress',
        lastUpdatedAt: at,
        lifecycleEvents: [
          { lifecycleEventName: 'BeforeAllowTraffic', status: 'Succeeded', startTime: at, endTime: at },
          { lifecycleEventName: 'AllowTraffic', status: 'InProgress', startTime: at },
        ],
        lambdaFunctionInfo: {
          functionName: name,
          functionAlias: alias,
          currentVersion: from,
          targetVersion: to,
          // A percentage here, unlike the weights of an alias.
          targetVersionWeight: weight * 100,
        },
      },
    };
    this.deployments.push(state);
    return state;
  }

  #config(name: string): Config {
    return {
      FunctionName: name,
      FunctionArn: this.arn('lambda', `function:${name}`),
      Runtime: 'nodejs22.x',
      Role: `arn:aws:iam::${this.id}:role/${name}`,
      Handler: 'index.handler',
      CodeSize: 1024,
      Description: '',
      Timeout: 10,
      MemorySize: 256,
      LastModified: this.#lambdaTime(),
      CodeSha256: 'none',
      ConfigSha256: `config of ${name}`,
      Version: '$LATEST',
      RevisionId: this.revision(),
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      Architectures: ['arm64'],
      Environment: { Variables: { TABLE: 'secret-table', TOKEN: 'secret-token' } },
    };
  }

  /** As Lambda writes a time: `2026-03-21T05:40:00.000+0000`. */
  #lambdaTime(): string {
    return new Date(this.now()).toISOString().replace('Z', '+0000');
  }
}
