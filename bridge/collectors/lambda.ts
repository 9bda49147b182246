import {
  GetAliasCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  ListAliasesCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { apart, Failure } from '../failure.ts';
import { byNumber, isPublished } from '../../src/domain/release/versions.ts';

/** The most pages of versions, 50 on each, and of aliases. */
const MOST_PAGES = 20;

/** As Lambda writes a time, `2026-03-21T05:40:00.000+0000`, made one of the contract. */
const utc = (time: string | undefined): string | undefined => time?.replace(/\+00:?00$/, 'Z');

const hashes = ({ CodeSha256, ConfigSha256, LastModified }: FunctionConfiguration) =>
  known({ code_sha256: CodeSha256, config_sha256: ConfigSha256, last_modified: utc(LastModified) });

/** The published versions. AWS names the oldest first, so some of them would be the wrong ones. */
async function versionsOf({ clients, call, target }: Context): Promise<FunctionConfiguration[]> {
  const versions: FunctionConfiguration[] = [];
  let Marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { Versions = [], NextMarker } = await call('lambda:ListVersionsByFunction', (options) =>
      clients.lambda.send(
        new ListVersionsByFunctionCommand({ FunctionName: target.function, MaxItems: 50, Marker }),
        options,
      ),
    );
    versions.push(...Versions.filter(({ Version }) => isPublished(Version)));
    if (!NextMarker) return versions;
    Marker = NextMarker;
  }
  throw new Failure('refused', `Versions are not listed: there are more than ${MOST_PAGES * 50}.`);
}

/** The alias, and why what was asked failed; where there is none, the failure names those that there are. */
async function aliasOf({ clients, call, target }: Context): Promise<{
  alias: AliasConfiguration | undefined;
  why: Failure | undefined;
  unlisted: Failure | undefined;
}> {
  const { function: FunctionName, alias: Name } = target;
  const [{ value: alias, why }, { value: all, why: unlisted }] = await Promise.all([
    apart(
      call('lambda:GetAlias', (options) =>
        clients.lambda.send(new GetAliasCommand({ FunctionName, Name }), options),
      ),
    ),
    apart(
      call('lambda:ListAliases', (options) =>
        clients.lambda.send(new ListAliasesCommand({ FunctionName }), options),
      ),
    ),
  ]);
  if (why?.kind !== 'not-found' || !all) return { alias, why, unlisted };
  const names = (all.Aliases ?? []).flatMap(({ Name: each }) => each ?? []).join(', ');
  const sentence = `${FunctionName} has no alias ${Name}; it has ${names || 'none'}.`;
  return { alias, why: new Failure('not-found', sentence), unlisted };
}

/** The function as its alias and `$LATEST` have it, its versions, and where the alias sends calls. */
async function collect(context: Context) {
  const { clients, call, target } = context;
  const FunctionName = target.function;
  const configuration = (Qualifier: string): Promise<FunctionConfiguration> =>
    call('lambda:GetFunctionConfiguration', (options) =>
      clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }), options),
    );
  const [{ alias, why, unlisted }, live, latest, versions, concurrency] = await Promise.all([
    aliasOf(context),
    apart(configuration(target.alias)),
    apart(configuration('$LATEST')),
    apart(versionsOf(context)),
    apart(
      call('lambda:GetFunctionConcurrency', (options) =>
        clients.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }), options),
      ),
    ),
  ]);
  const {
    Version,
    Runtime,
    MemorySize,
    Timeout,
    LastModified,
    Architectures,
    Environment,
    LoggingConfig,
    FunctionArn,
  } = live.value ?? {};
  // An alias that is not there has no configuration either, which is one cause.
  const noConfig = why?.kind === 'not-found' && live.why?.kind === 'not-found' ? undefined : live.why;
  const failures = [why, unlisted, noConfig, latest.why, versions.why, concurrency.why];
  // Without any of it, one of them is the reason.
  if (latest.why && failures.every((each) => !each || each.kind === 'not-found')) throw latest.why;
  return {
    fields: {
      lambda: known({
        version: Version,
        runtime: Runtime,
        memory_mb: MemorySize,
        timeout_s: Timeout,
        last_modified: utc(LastModified),
        architecture: Architectures?.[0],
        concurrency: concurrency.value?.ReservedConcurrentExecutions,
        // Names only: no value of the environment leaves this line.
        env_names: live.value && Object.keys(Environment?.Variables ?? {}).sort(),
      }),
      ...known({ lambda_alias_version: alias?.FunctionVersion }),
      release: known({
        stable: alias?.FunctionVersion,
        // No weights are no member on AWS.
        routing: alias && (alias.RoutingConfig?.AdditionalVersionWeights ?? {}),
        revision_id: alias?.RevisionId,
        latest: latest.value && hashes(latest.value),
        versions:
          versions.value &&
          byNumber(
            versions.value.map((config) =>
              known({ version: config.Version, ...hashes(config), description: config.Description }),
            ),
          ),
      }),
    },
    failures,
    arn: FunctionArn ?? latest.value?.FunctionArn,
    logGroup: LoggingConfig?.LogGroup ?? `/aws/lambda/${FunctionName}`,
  };
}

export const lambda = {
  part: 'lambda',
  scope: 'function',
  everyMs: 30_000,
  permissions({ partition, region, account, function: name }) {
    const arn = `arn:${partition}:lambda:${region}:${account}:function:${name}`;
    return [
      'lambda:GetAlias',
      'lambda:GetFunctionConfiguration',
      'lambda:GetFunctionConcurrency',
      'lambda:ListAliases',
      'lambda:ListVersionsByFunction',
    ].map((action) => ({ action, resources: [arn, `${arn}:*`] }));
  },
  collect,
} satisfies Collector;
