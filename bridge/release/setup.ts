import {
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentsCommand,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
  ListDeploymentsCommand,
} from '@aws-sdk/client-codedeploy';
import type { DeploymentGroupInfo, DeploymentInfo, DeploymentStatus } from '@aws-sdk/client-codedeploy';
import { isTarget } from '../collectors/app-spec.ts';
import { Failure, notGiven } from '../failure.ts';
import type { Clients } from '../clients.ts';
import type { Target } from '../collector.ts';
import type { Config } from '../config.ts';
import type { SetupRead } from '../../cli/release/aws.ts';
import type { DeploymentGroup } from '../../src/domain/release/setup.ts';
import type { Call } from './call.ts';

/** The most applications of an account that are looked through, and deployments of a group. */
const MOST_APPLICATIONS = 50;
const MOST_DEPLOYMENTS = 10;

const nameOf = ({ applicationName, deploymentGroupName }: DeploymentGroupInfo): string =>
  `${applicationName ?? ''}/${deploymentGroupName ?? ''}`;

/** A group as the checks know it: what is switched off counts for nothing. */
function groupOf(info: DeploymentGroupInfo): DeploymentGroup {
  const { alarmConfiguration, autoRollbackConfiguration, deploymentConfigName } = info;
  const alarms = alarmConfiguration?.enabled === true ? (alarmConfiguration.alarms ?? []) : [];
  return {
    name: nameOf(info),
    config: deploymentConfigName,
    alarms: alarms.flatMap(({ name }) => name ?? []),
    rollsBackAt: autoRollbackConfiguration?.enabled === true ? (autoRollbackConfiguration.events ?? []) : [],
  };
}

/** Every page of a list, as far as one is looked through. */
async function all<T>(
  page: (nextToken: string | undefined) => Promise<{ items: T[] | undefined; next: string | undefined }>,
): Promise<T[]> {
  const found: T[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await page(token);
    found.push(...items);
    token = next;
  } while (token !== undefined && found.length < MOST_APPLICATIONS);
  return found;
}

/** What the account tells of the pipeline: its groups, the one of the alias, and whether that was ever stopped by hand. */
export async function readSetup(
  { codeDeploy }: Clients,
  target: Target,
  { deployment_group: configured }: Config,
  call: Call,
): Promise<SetupRead> {
  const groupsOf = async (applicationName: string): Promise<DeploymentGroupInfo[]> => {
    const deploymentGroupNames = await all(async (nextToken) => {
      const { deploymentGroups, nextToken: next } = await call('codedeploy:ListDeploymentGroups', (options) =>
        codeDeploy.send(new ListDeploymentGroupsCommand({ applicationName, nextToken }), options),
      );
      return { items: deploymentGroups, next };
    });
    if (deploymentGroupNames.length === 0) return [];
    const { deploymentGroupsInfo = [] } = await call('codedeploy:BatchGetDeploymentGroups', (options) =>
      codeDeploy.send(
        new BatchGetDeploymentGroupsCommand({ applicationName, deploymentGroupNames }),
        options,
      ),
    );
    return deploymentGroupsInfo.filter(({ computePlatform }) => computePlatform === 'Lambda');
  };
  const deploymentsOf = async (
    { applicationName, deploymentGroupName }: DeploymentGroupInfo,
    includeOnlyStatuses?: DeploymentStatus[],
  ): Promise<DeploymentInfo[]> => {
    const { deployments = [] } = await call('codedeploy:ListDeployments', (options) =>
      codeDeploy.send(
        new ListDeploymentsCommand({
          applicationName,
          deploymentGroupName,
          ...(includeOnlyStatuses && { includeOnlyStatuses }),
        }),
        options,
      ),
    );
    if (deployments.length === 0) return [];
    const { deploymentsInfo = [] } = await call('codedeploy:BatchGetDeployments', (options) =>
      codeDeploy.send(
        new BatchGetDeploymentsCommand({ deploymentIds: deployments.slice(0, MOST_DEPLOYMENTS) }),
        options,
      ),
    );
    return deploymentsInfo;
  };
  /** Whether a group deploys the alias; `undefined` where its deployments do not tell. */
  const shifts = async (info: DeploymentGroupInfo): Promise<boolean | undefined> => {
    if (configured) return nameOf(info) === `${configured.application ?? ''}/${configured.group ?? ''}`;
    const said = (await deploymentsOf(info)).map(({ revision }) => isTarget(revision, target));
    return said.includes(true) ? true : said.includes(false) ? false : undefined;
  };

  try {
    const names = await all(async (nextToken) => {
      const { applications, nextToken: next } = await call('codedeploy:ListApplications', (options) =>
        codeDeploy.send(new ListApplicationsCommand({ nextToken }), options),
      );
      return { items: applications, next };
    });
    const infos: DeploymentGroupInfo[] = [];
    // One after the other: CodeDeploy allows few calls a second.
    for (const name of names) infos.push(...(await groupsOf(name)));
    let own: DeploymentGroupInfo | undefined;
    const untold: string[] = [];
    for (const info of infos) {
      const does = await shifts(info);
      if (does === undefined) untold.push(nameOf(info));
      else if (does) own = info;
      if (own) break;
    }
    if (!own && untold.length > 0)
      return {
        facts: {},
        refused: [],
        failed: [],
        notes: [
          `Which deployment group shifts the alias is not known: ${untold.join(', ')} may. Set deployment_group in bridge.json.`,
        ],
      };
    const stopped = own && (await deploymentsOf(own, ['Stopped'])).find(byHand);
    return {
      facts: {
        group: own ? groupOf(own) : null,
        others: infos.filter((info) => info !== own).map(groupOf),
        stopped: stopped?.deploymentId,
      },
      refused: [],
      failed: [],
      notes: [],
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const said = notGiven([error]);
    const isSaid = said.refused.length + said.failed.length > 0;
    return { facts: {}, ...said, notes: isSaid ? [] : [error.message] };
  }
}

const byHand = ({ errorInformation }: DeploymentInfo): boolean => errorInformation?.code === 'MANUAL_STOP';
