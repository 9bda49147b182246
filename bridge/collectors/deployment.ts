import {
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  GetDeploymentConfigCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentInfo, DeploymentStatus, LambdaTarget } from '@aws-sdk/client-codedeploy';
import { known, iso } from '../collector.ts';
import type { Collector, Context, Found } from '../collector.ts';
import { apart, Failure } from '../failure.ts';
import { isTarget } from './app-spec.ts';
import { stepsOf } from './steps.ts';
import type { Step } from './steps.ts';

/** BatchGetDeployments takes no more. */
const BATCH = 25;
/** While the group is not known, the targets of so many deployments are asked for before it is. */
const AHEAD = 5;
/** A deployment of an unknown group is looked for so far back, in ms. */
const LOOK_BACK_MS = 90 * 24 * 3_600_000;
const ACTIVE: DeploymentStatus[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];

/** A CodeDeploy group by its two names, or all of the account's. */
interface Group {
  applicationName?: string;
  deploymentGroupName?: string;
}

/** `release.deployment` of the contract. */
interface Deployment {
  id?: string;
  config?: string;
  status?: string;
  started_at?: string;
  shift_started_at?: string;
  finished_at?: string;
  from_version?: string;
  to_version?: string;
  weight?: number;
  steps?: Step[];
  alarms?: string[];
  error?: { code?: string; message?: string };
}
type Result = Found<{ release: { deployment: Deployment | null } }>;

const ask = ({ clients, call }: Context) => ({
  list: (
    group: Group,
    more: { includeOnlyStatuses?: DeploymentStatus[]; createTimeRange?: { start: Date } },
  ) =>
    call('codedeploy:ListDeployments', (options) =>
      clients.codeDeploy.send(new ListDeploymentsCommand({ ...group, ...more }), options),
    ),
  deployments: async (deploymentIds: string[]): Promise<DeploymentInfo[]> => {
    const { deploymentsInfo = [] } = await call('codedeploy:BatchGetDeployments', (options) =>
      clients.codeDeploy.send(new BatchGetDeploymentsCommand({ deploymentIds }), options),
    );
    return deploymentsInfo;
  },
  targetIds: async (deploymentId: string): Promise<string[]> => {
    const { targetIds = [] } = await call('codedeploy:ListDeploymentTargets', (options) =>
      clients.codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId }), options),
    );
    return targetIds;
  },
  target: async (deploymentId: string, targetIds: string[]): Promise<LambdaTarget | undefined> => {
    const { deploymentTargets = [] } = await call('codedeploy:BatchGetDeploymentTargets', (options) =>
      clients.codeDeploy.send(new BatchGetDeploymentTargetsCommand({ deploymentId, targetIds }), options),
    );
    return deploymentTargets[0]?.lambdaTarget;
  },
  alarms: async (applicationName: string, name: string): Promise<string[] | undefined> => {
    const { deploymentGroupsInfo = [] } = await call('codedeploy:BatchGetDeploymentGroups', (options) =>
      clients.codeDeploy.send(
        new BatchGetDeploymentGroupsCommand({ applicationName, deploymentGroupNames: [name] }),
        options,
      ),
    );
    const { alarmConfiguration } = deploymentGroupsInfo[0] ?? {};
    if (!deploymentGroupsInfo[0]) return undefined;
    return alarmConfiguration?.enabled
      ? (alarmConfiguration.alarms ?? []).flatMap(({ name: each }) => each ?? [])
      : [];
  },
  routing: async (deploymentConfigName: string) => {
    const { deploymentConfigInfo } = await call('codedeploy:GetDeploymentConfig', (options) =>
      clients.codeDeploy.send(new GetDeploymentConfigCommand({ deploymentConfigName }), options),
    );
    return deploymentConfigInfo?.trafficRoutingConfig;
  },
});

/** The group that is known to deploy the alias: from the configuration, or from an earlier collection. */
function groupOf({ config, memory }: Context): Group {
  const { application, group } = config.deployment_group ?? {};
  if (application && group) return { applicationName: application, deploymentGroupName: group };
  // Nobody else writes it.
  return (memory.get('group') as Group | undefined) ?? {};
}

/** The deployments that may be the alias's, newest first, and whether there may be others. */
async function candidates(context: Context): Promise<{
  infos: DeploymentInfo[];
  targetIds: Map<string, Promise<string[]>>;
  more: boolean;
}> {
  const { now, memory } = context;
  const group = groupOf(context);
  const anyGroup = group.applicationName === undefined;
  const { list, deployments, targetIds: idsOf } = ask(context);
  const recent = anyGroup ? { createTimeRange: { start: new Date(now - LOOK_BACK_MS) } } : {};
  // AWS promises no order, so what is running is asked for by itself.
  const [active, all] = await Promise.all([
    list(group, { includeOnlyStatuses: ACTIVE, ...recent }),
    list(group, recent),
  ]).catch((error: unknown) => {
    memory.delete('group');
    throw error;
  });
  const ids = [...new Set([...(active.deployments ?? []), ...(all.deployments ?? [])])];
  const asked = ids.slice(0, BATCH);
  const targetIds = new Map(asked.slice(0, anyGroup ? AHEAD : 1).map((id) => [id, idsOf(id)]));
  // Who waits for them hears of a failure; here it is not one.
  for (const each of targetIds.values()) each.catch(() => undefined);
  const infos = asked.length > 0 ? await deployments(asked) : [];
  const time = ({ createTime }: DeploymentInfo): number => createTime?.getTime() ?? 0;
  return {
    infos: infos
      .filter(({ computePlatform }) => computePlatform === 'Lambda')
      .sort((a, b) => Number(isActive(b)) - Number(isActive(a)) || time(b) - time(a)),
    targetIds,
    more: ids.length > BATCH || all.nextToken !== undefined,
  };
}

const isActive = ({ status }: DeploymentInfo): boolean => status !== undefined && ACTIVE.includes(status);

/** The share of the calls: CodeDeploy tells whole percents, so a part of one can only be a share already. */
const shareOf = (weight: number | undefined): number | undefined =>
  weight === undefined || (weight > 0 && weight < 1) ? weight : weight / 100;

/** The alias's deployment that is running, or else its last; `undefined` where none is found. */
async function find(context: Context) {
  const { target: wanted } = context;
  const { infos, targetIds, more } = await candidates(context);
  const api = ask(context);
  // One whose revision cannot be read may be it; its target tells.
  const possible = infos.filter(({ revision }) => isTarget(revision, wanted) !== false).slice(0, AHEAD);
  for (const info of possible) {
    const { deploymentId = '' } = info;
    const ids = targetIds.get(deploymentId) ?? api.targetIds(deploymentId);
    const target = apart(ids.then((each) => api.target(deploymentId, each)));
    // Not waited for where the revision already says that it is the alias's.
    if (isTarget(info.revision, wanted) === true) return { info, target };
    const { functionName, functionAlias } = (await target).value?.lambdaFunctionInfo ?? {};
    if (functionName === wanted.function && functionAlias === wanted.alias) return { info, target };
  }
  if (more)
    throw new Failure(
      'refused',
      `Not among the newest ${BATCH} deployments: set deployment_group in bridge.json.`,
    );
  return undefined;
}

async function collect(context: Context): Promise<Result> {
  const found = await find(context);
  if (!found) return { fields: { release: { deployment: null } } };
  const { memory } = context;
  const { info, target: asked } = found;
  const { applicationName = '', deploymentGroupName = '', deploymentConfigName = '' } = info;
  memory.set('group', { applicationName, deploymentGroupName });
  const api = ask(context);
  const key = `routing ${deploymentConfigName}`;
  // A configuration cannot be changed, so it is asked for once.
  const routing = memory.get(key) as ReturnType<typeof api.routing> | undefined;
  const [target, alarms, plan] = await Promise.all([
    asked,
    apart(api.alarms(applicationName, deploymentGroupName)),
    apart(routing ?? api.routing(deploymentConfigName)),
  ]);
  if (plan.value) memory.set(key, Promise.resolve(plan.value));
  const { lambdaFunctionInfo, lifecycleEvents = [] } = target.value ?? {};
  const shift = lifecycleEvents.find(({ lifecycleEventName }) => lifecycleEventName === 'AllowTraffic');
  const { errorInformation: error } = info;
  return {
    fields: {
      release: {
        deployment: known({
          id: info.deploymentId,
          config: info.deploymentConfigName,
          status: info.status,
          started_at: iso(info.createTime),
          shift_started_at: iso(shift?.startTime),
          finished_at: iso(info.completeTime),
          from_version: lambdaFunctionInfo?.currentVersion,
          to_version: lambdaFunctionInfo?.targetVersion,
          weight: shareOf(lambdaFunctionInfo?.targetVersionWeight),
          steps: stepsOf(plan.value),
          alarms: alarms.value,
          error: error && known({ code: error.code, message: error.message }),
        }),
      },
    },
    failures: [target.why, alarms.why, plan.why],
  };
}

export const deployment = {
  part: 'deployment',
  scope: 'function',
  everyMs: 30_000,
  permissions({ partition, region, account }, { deployment_group }) {
    const arn = (kind: string, name: string): string =>
      `arn:${partition}:codedeploy:${region}:${account}:${kind}:${name}`;
    const { application, group } = deployment_group ?? {};
    const groups = [arn('deploymentgroup', application && group ? `${application}/${group}` : '*')];
    return [
      ...[
        'codedeploy:ListDeployments',
        'codedeploy:BatchGetDeployments',
        'codedeploy:ListDeploymentTargets',
        'codedeploy:BatchGetDeploymentTargets',
        'codedeploy:BatchGetDeploymentGroups',
      ].map((action) => ({ action, resources: groups })),
      { action: 'codedeploy:GetDeploymentConfig', resources: [arn('deploymentconfig', '*')] },
    ];
  },
  collect,
} satisfies Collector;
