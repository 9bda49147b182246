import { functionName } from './function-name.ts';
import { aws, getAlias, published, updateAlias } from './aws.ts';
import { isPlain } from './quote.ts';
import type { AliasRef, Command } from './aws.ts';

/** A span of time, in ms since 1970-01-01 UTC. */
export interface Span {
  from: number;
  to: number;
}

/** CloudWatch keeps recent figures by the minute, and charts them so, in ms. */
const MINUTE = 60_000;

/** A weight as AWS takes it for a shift, more than none and less than all, to 0.01 %; else `undefined`. */
function weightOf(share: number | undefined): number | undefined {
  const weight = Number(share?.toFixed(4));
  return weight > 0 && weight < 1 ? weight : undefined;
}

/** An absolute time in UTC, as every date command and the AWS CLI read it; `undefined` for no time at all. */
const utc = (at: number): string | undefined =>
  Math.abs(at) < 8.64e15 ? new Date(at).toISOString().replace(/\.\d+/, '') : undefined;

/** The same line with other words on what it does. */
const saying = (reported: Command | undefined, does: string): Command | undefined =>
  reported && { ...reported, does };

/**
 * Sends a share of the alias's traffic to a published version; the version that it points to keeps the rest.
 * `weight` lies between 0 and 1, neither included. Where `stable` tells what the alias points to, there is no
 * command that would shift to that very version, which AWS refuses.
 */
export function shift(
  { function: fn, alias, region }: AliasRef,
  version: string | undefined,
  weight: number | undefined,
  revision: string | undefined,
  stable?: string,
): Command | undefined {
  const to = published(version);
  const share = weightOf(weight);
  if (!to || !share || to === stable) return;
  return aws(
    ['lambda', 'update-alias'],
    {
      'function-name': fn,
      'name': alias,
      'routing-config': JSON.stringify({ AdditionalVersionWeights: { [to]: share } }),
      'revision-id': revision,
    },
    region,
    `Sends ${Number((share * 100).toFixed(2))}% of the calls of alias ${alias}, picked by chance, to version ${to}; the rest stay where they are. Refused if the alias has changed since it was read.`,
  );
}

/** Gives all traffic of the alias to a published version and clears the weights, in one call. */
export const promote = updateAlias;

/**
 * Gives all traffic back to the version that served before, and clears the weights, in one call. During a canary
 * that is the version that the alias points to; else the deploy log tells it, never the order of a listing.
 */
export const rollBack = (
  ref: AliasRef,
  stable: string | undefined,
  revision: string | undefined,
): Command | undefined =>
  saying(
    updateAlias(ref, stable, revision),
    `Gives all new calls of alias ${ref.alias} back to version ${stable} and clears the weights; calls that are running finish where they are. Refused if the alias has changed since it was read.`,
  );

/** Looks at the alias after it was changed. */
export const verify = (ref: AliasRef): Command | undefined =>
  saying(
    getAlias(ref),
    `Shows whether alias ${ref.alias} is where it should be, and changes nothing. With provisioned concurrency AWS shows weights of its own for some minutes after a change: look again until they are gone.`,
  );

/** Ends a running deployment by its id, and has CodeDeploy take the alias back. */
export const stopDeployment = (id: string | undefined, region: string | undefined): Command | undefined =>
  aws(
    ['deploy', 'stop-deployment', '--auto-rollback-enabled'],
    { 'deployment-id': id },
    region,
    `Stops deployment ${id} and has CodeDeploy point the alias back at the version it had before. One that CloudFormation started is stopped there, by cancelling the stack's update.`,
  );

/** Shows a deployment. */
export const showDeployment = (id: string | undefined, region: string | undefined): Command | undefined =>
  aws(
    ['deploy', 'get-deployment'],
    { 'deployment-id': id },
    region,
    `Shows the status, the error and the rollback settings of deployment ${id}, and changes nothing.`,
  );

/** Names the deployments that are not over, of the whole region: each could be the one, so none is picked. */
export const listDeployments = (region: string | undefined): Command | undefined =>
  aws(
    ['deploy', 'list-deployments'],
    { 'include-only-statuses': JSON.stringify(['Created', 'Queued', 'InProgress', 'Baking', 'Ready']) },
    region,
    'Lists the ids of all deployments in the region that are not over, and changes nothing.',
  );

/**
 * What the calls that reached one version through the alias came to: calls, errors, throttles and p99 by the
 * minute. All three dimensions are needed: the function's bare name alone counts all versions together, and a
 * version as the resource only the calls that name it.
 */
export function checkMetrics(
  { function: fn, alias, region }: AliasRef,
  version: string | undefined,
  { from, to }: Span,
): Command | undefined {
  // Within JSON they would be spelled otherwise.
  if (!isPlain(`${fn}${alias}`)) return;
  if (!fn || !alias || !published(version) || !(from < to)) return;
  // Figures are kept under the name alone, whatever the function is called by.
  const { name, region: inArn } = functionName(fn);
  if (name.includes(':') || (inArn && region && inArn !== region)) return;
  const start = utc(Math.floor(from / MINUTE) * MINUTE);
  const end = utc(Math.ceil(to / MINUTE) * MINUTE);
  const metric = (Id: string, MetricName: string, Stat = 'Sum') => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [
          { Name: 'FunctionName', Value: name },
          { Name: 'Resource', Value: `${name}:${alias}` },
          { Name: 'ExecutedVersion', Value: version },
        ],
      },
      Period: MINUTE / 1000,
      Stat,
    },
  });
  const queries = [
    metric('calls', 'Invocations'),
    metric('errors', 'Errors'),
    metric('throttles', 'Throttles'),
    metric('p99', 'Duration', 'p99'),
    {
      Id: 'percent',
      Expression: '100 * RUNNING_SUM(errors) / RUNNING_SUM(calls)',
      Label: 'failed so far, %',
    },
  ];
  return aws(
    ['cloudwatch', 'get-metric-data'],
    { 'metric-data-queries': JSON.stringify(queries), 'start-time': start, 'end-time': end },
    region || inArn,
    `Shows calls, errors, throttles and p99 (ms) of version ${version} behind alias ${alias} by the minute, newest first, from ${start} to ${end}, and changes nothing. An empty list means no calls were seen, not that all went well.`,
  );
}

/** Makes the alias, where there is none yet. */
export const createAlias = (
  { function: fn, alias, region }: AliasRef,
  version: string | undefined,
): Command | undefined =>
  aws(
    ['lambda', 'create-alias'],
    { 'function-name': fn, 'name': alias, 'function-version': published(version) },
    region,
    `Makes alias ${alias} of ${fn}, pointing at version ${version}; refused if it exists.`,
  );

/** Uploads a package, by its path, to `$LATEST`. */
export const updateCode = (
  { function: fn, region }: AliasRef,
  zip: string | undefined,
): Command | undefined =>
  zip
    ? aws(
        ['lambda', 'update-function-code', '--zip-file', `fileb://${zip}`],
        { 'function-name': fn },
        region,
        `Uploads ${zip} to $LATEST of ${fn}; no alias that points to a published version notices.`,
      )
    : undefined;

/** Waits until an update of code or configuration has gone through. */
export const waitUpdated = ({ function: fn, region }: AliasRef): Command | undefined =>
  aws(
    ['lambda', 'wait', 'function-updated-v2'],
    { 'function-name': fn },
    region,
    `Waits until the last update of ${fn} is through, at most 5 minutes: publishing before that is refused.`,
  );

/** Publishes `$LATEST`. */
export const publish = ({ function: fn, region }: AliasRef, description?: string): Command | undefined =>
  aws(
    ['lambda', 'publish-version'],
    { 'function-name': fn, ...(description && { description }) },
    region,
    `Publishes $LATEST of ${fn} as a version and shows its number; where nothing has changed since the last one, it shows that one again.`,
  );

/** Waits until a published version can be called. */
export const waitPublished = (
  { function: fn, region }: AliasRef,
  version: string | undefined,
): Command | undefined =>
  aws(
    ['lambda', 'wait', 'published-version-active'],
    { 'function-name': fn, 'qualifier': published(version) },
    region,
    `Waits until version ${version} of ${fn} can be called.`,
  );

/** Calls one version by its number, past the alias. */
export const smokeTest = (
  { function: fn, region }: AliasRef,
  version: string | undefined,
): Command | undefined =>
  aws(
    // A file, for /dev/stdout cannot be opened everywhere. A version that is none makes no command.
    ['lambda', 'invoke', `answer-${version}.json`],
    { 'function-name': fn, 'qualifier': published(version) },
    region,
    `Calls version ${version} of ${fn} once with no event, and what it does is real; its answer goes to the file answer-${version}.json. FunctionError in what is shown means that it failed, though the command itself succeeds. The call does not count in the alias's figures.`,
  );

/** Deletes one published version. */
export const deleteVersion = (
  { function: fn, region }: AliasRef,
  version: string | undefined,
): Command | undefined =>
  aws(
    ['lambda', 'delete-function'],
    // The version first: cut off before it, the line would delete the whole function.
    { 'qualifier': published(version), 'function-name': fn },
    region,
    `Deletes version ${version} of ${fn} for good, and nothing else of it; refused while an alias points to it.`,
  );
