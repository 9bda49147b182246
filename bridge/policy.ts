import type { Permission, Place } from './collector.ts';
import { collectors } from './collectors.ts';
import type { Config } from './config.ts';

/** A policy document of IAM. */
export interface Policy {
  Version: '2012-10-17';
  Statement: { Sid: string; Effect: 'Allow'; Action: string[]; Resource: string[] }[];
}

/**
 * What the release tool changes, with the permissions of who runs it and not with those of the bridge. Together with the
 * statement `Change` of the policy these are all writes of this package.
 */
export const TOOL_WRITES = [
  'lambda:UpdateFunctionCode',
  'lambda:PublishVersion',
  'lambda:UpdateAlias',
  'lambda:InvokeFunction',
  'codedeploy:StopDeployment',
];

/** What the route for changes needs: the alias, and a record of each request, in a table or in a file of this machine. */
export function changePermissions(
  { partition, region, account, ...place }: Place,
  config: Config,
): Permission[] {
  const name = `arn:${partition}:lambda:${region}:${account}:function:${place.function}`;
  const { table } = config.release ?? {};
  const tables = [`arn:${partition}:dynamodb:${region}:${account}:table/${String(table)}`];
  return [
    { action: 'lambda:UpdateAlias', resources: [name, `${name}:${place.alias}`] },
    ...(table === undefined
      ? []
      : ['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:DeleteItem'].map((action) => ({
          action,
          resources: tables,
        }))),
  ];
}

/** Statements that allow this and nothing more: actions on the same resources are one. */
function statements(sid: string, permissions: readonly Permission[]): Policy['Statement'] {
  const actions = new Map<string, { resources: Set<string> }>();
  for (const { action, resources } of permissions) {
    const known = actions.get(action) ?? { resources: new Set() };
    for (const resource of resources) known.resources.add(resource);
    actions.set(action, known);
  }
  const grouped = new Map<string, string[]>();
  for (const [action, { resources }] of actions) {
    const key = [...resources].sort().join(' ');
    grouped.set(key, [...(grouped.get(key) ?? []), action]);
  }
  return [...grouped].map(([key, names], index) => ({
    Sid: index === 0 ? sid : `${sid}${index + 1}`,
    Effect: 'Allow',
    Action: names.sort(),
    Resource: key.split(' '),
  }));
}

/**
 * The least that the bridge needs for the parts that are in use.
 * @param changes whether the route for changes is on
 */
export function policyOf(places: readonly Place[], config: Config, changes: boolean): Policy {
  const used = collectors.filter(({ lacks }) => lacks?.(config) === undefined);
  const read = places.flatMap((place) => used.flatMap((collector) => collector.permissions(place, config)));
  const change = changes ? places.flatMap((place) => changePermissions(place, config)) : [];
  return { Version: '2012-10-17', Statement: [...statements('Read', read), ...statements('Change', change)] };
}
