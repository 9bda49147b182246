import type * as D from '@aws-sdk/client-codedeploy';
import type { Account, DeploymentState } from './account.ts';
import { operation, Refusal } from './wire.ts';
import type { Service } from './wire.ts';

const refused = (code: string, message: string): Refusal => new Refusal(400, code, message);
/** Statuses after which nothing moves any more. */
const ENDED = new Set(['Succeeded', 'Failed', 'Stopped']);

const MINUTES = /^CodeDeployDefault\.Lambda(Canary|Linear)(\d+)Percent(?:Every)?(\d+)Minutes?$/;

/** CodeDeploy for Lambda. */
export function codeDeploy(account: Account, pageSize: () => number): Service {
  const find = (id = ''): DeploymentState => {
    const found = account.deployments.find(({ info }) => info.deploymentId === id);
    if (found) return found;
    throw refused('DeploymentDoesNotExistException', `The deployment ${id} could not be found`);
  };
  const group = (application = '', name = '') => {
    const found = account.groups.find(
      ({ applicationName, deploymentGroupName }) =>
        applicationName === application && deploymentGroupName === name,
    );
    if (found) return found;
    throw account.groups.some(({ applicationName }) => applicationName === application)
      ? refused('DeploymentGroupDoesNotExistException', `No Deployment Group found for name: ${name}`)
      : refused('ApplicationDoesNotExistException', `No application found for name: ${application}`);
  };
  const paged = <T>(all: T[], token: string | undefined): { items: T[]; next: { nextToken?: string } } => {
    const from = Number(token ?? 0);
    const to = from + Math.min(100, pageSize());
    return { items: all.slice(from, to), next: to < all.length ? { nextToken: String(to) } : {} };
  };

  return {
    signedAs: 'codedeploy',
    prefix: 'codedeploy',
    protocol: 'json',
    version: 'CodeDeploy_20141006',
    operations: {
      ListDeployments: operation<D.ListDeploymentsInput, D.ListDeploymentsOutput>(
        ['applicationName', 'deploymentGroupName', 'includeOnlyStatuses', 'createTimeRange', 'nextToken'],
        ({ applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange, nextToken }) => {
          if ((applicationName === undefined) !== (deploymentGroupName === undefined))
            throw refused(
              applicationName === undefined
                ? 'ApplicationNameRequiredException'
                : 'DeploymentGroupNameRequiredException',
              'Application name and deployment group name must be given together',
            );
          if (applicationName !== undefined) group(applicationName, deploymentGroupName);
          const { start = 0, end = Infinity } = createTimeRange ?? {};
          const ids = account.deployments
            .map(({ info }) => info)
            .filter(
              ({ applicationName: application, deploymentGroupName: name, status, createTime = 0 }) =>
                (applicationName === undefined ||
                  (application === applicationName && name === deploymentGroupName)) &&
                (!includeOnlyStatuses || (status !== undefined && includeOnlyStatuses.includes(status))) &&
                createTime >= start &&
                createTime <= end,
            )
            .map(({ deploymentId }) => deploymentId)
            .reverse();
          const { items, next } = paged(ids, nextToken);
          return { deployments: items, ...next };
        },
      ),
      BatchGetDeployments: operation<D.BatchGetDeploymentsInput, D.BatchGetDeploymentsOutput>(
        ['deploymentIds'],
        ({ deploymentIds = [] }) => {
          if (deploymentIds.length > 25)
            throw refused(
              'BatchLimitExceededException',
              'The maximum number of names or IDs allowed for this request (25) was exceeded.',
            );
          return { deploymentsInfo: deploymentIds.map((id) => find(id).info) };
        },
      ),
      GetDeployment: operation<D.GetDeploymentInput, D.GetDeploymentOutput>(
        ['deploymentId'],
        ({ deploymentId }) => ({ deploymentInfo: find(deploymentId).info }),
      ),
      ListDeploymentTargets: operation<D.ListDeploymentTargetsInput, D.ListDeploymentTargetsOutput>(
        ['deploymentId', 'nextToken'],
        ({ deploymentId }) => ({ targetIds: [find(deploymentId).target.targetId ?? ''] }),
      ),
      BatchGetDeploymentTargets: operation<
        D.BatchGetDeploymentTargetsInput,
        D.BatchGetDeploymentTargetsOutput
      >(['deploymentId', 'targetIds'], ({ deploymentId, targetIds = [] }) => {
        const { target } = find(deploymentId);
        return {
          deploymentTargets: targetIds.map((id) => {
            if (id !== target.targetId)
              throw refused(
                'InvalidDeploymentTargetIdException',
                `The deployment target ID ${id} is not valid.`,
              );
            return { deploymentTargetType: 'LambdaTarget' as const, lambdaTarget: target };
          }),
        };
      }),
      BatchGetDeploymentGroups: operation<D.BatchGetDeploymentGroupsInput, D.BatchGetDeploymentGroupsOutput>(
        ['applicationName', 'deploymentGroupNames'],
        ({ applicationName, deploymentGroupNames = [] }) => ({
          deploymentGroupsInfo: deploymentGroupNames.map((name) => group(applicationName, name)),
        }),
      ),
      GetDeploymentGroup: operation<D.GetDeploymentGroupInput, D.GetDeploymentGroupOutput>(
        ['applicationName', 'deploymentGroupName'],
        ({ applicationName, deploymentGroupName }) => ({
          deploymentGroupInfo: group(applicationName, deploymentGroupName),
        }),
      ),
      ListApplications: operation<D.ListApplicationsInput, D.ListApplicationsOutput>(
        ['nextToken'],
        ({ nextToken }) => {
          const names = [...new Set(account.groups.map(({ applicationName }) => applicationName))];
          const { items, next } = paged(names, nextToken);
          return { applications: items, ...next };
        },
      ),
      ListDeploymentGroups: operation<D.ListDeploymentGroupsInput, D.ListDeploymentGroupsOutput>(
        ['applicationName', 'nextToken'],
        ({ applicationName, nextToken }) => {
          const names = account.groups
            .filter((each) => each.applicationName === applicationName)
            .map(({ deploymentGroupName }) => deploymentGroupName);
          const { items, next } = paged(names, nextToken);
          return { applicationName, deploymentGroups: items, ...next };
        },
      ),
      GetDeploymentConfig: operation<D.GetDeploymentConfigInput, D.GetDeploymentConfigOutput>(
        ['deploymentConfigName'],
        ({ deploymentConfigName = '' }) => ({
          deploymentConfigInfo: {
            deploymentConfigName,
            computePlatform: 'Lambda' as const,
            trafficRoutingConfig: routing(deploymentConfigName),
          },
        }),
      ),
      StopDeployment: operation<D.StopDeploymentInput, D.StopDeploymentOutput>(
        ['deploymentId', 'autoRollbackEnabled'],
        ({ deploymentId }) => {
          const { info } = find(deploymentId);
          if (ENDED.has(info.status ?? ''))
            throw refused(
              'DeploymentAlreadyCompletedException',
              `The deployment ${info.deploymentId} has already completed.`,
            );
          info.status = 'Stopped';
          info.completeTime = account.now() / 1000;
          info.errorInformation = { code: 'MANUAL_STOP', message: 'The deployment was stopped by a user.' };
          return { status: 'Succeeded' as const, statusMessage: 'No more traffic is shifted.' };
        },
      ),
    },
  };
}

/** The steps that a predefined configuration has. */
function routing(name: string): D.TrafficRoutingConfig {
  if (name === 'CodeDeployDefault.LambdaAllAtOnce') return { type: 'AllAtOnce' };
  const [, type, percentage, minutes] = MINUTES.exec(name) ?? [];
  if (type === 'Canary')
    return {
      type: 'TimeBasedCanary',
      timeBasedCanary: { canaryPercentage: Number(percentage), canaryInterval: Number(minutes) },
    };
  if (type === 'Linear')
    return {
      type: 'TimeBasedLinear',
      timeBasedLinear: { linearPercentage: Number(percentage), linearInterval: Number(minutes) },
    };
  throw refused(
    'DeploymentConfigDoesNotExistException',
    `No deployment configuration found for name: ${name}`,
  );
}
