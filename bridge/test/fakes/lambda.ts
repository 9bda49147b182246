import type * as L from '@aws-sdk/client-lambda';
import type { Account, AliasState, Config, FunctionState } from './account.ts';
import { setAlias } from './lambda-alias.ts';
import { operation, Refusal } from './wire.ts';
import type { RestRoute, Service } from './wire.ts';

const VERSIONS_PER_PAGE = 50;

const BASE = '/2015-03-31/functions/(?<FunctionName>[^/]+)';
const at = (method: string, rest: string, name: string, more: Partial<RestRoute> = {}): RestRoute => ({
  method,
  path: new RegExp(`^${rest.startsWith('/20') ? rest : BASE + rest}$`),
  operation: name,
  ...more,
});
const MARKED = { query: { Marker: 'Marker', MaxItems: 'MaxItems' } };
const QUALIFIED = { query: { Qualifier: 'Qualifier' } };

const routes: RestRoute[] = [
  at('GET', '/aliases/(?<Name>[^/]+)', 'GetAlias'),
  at('PUT', '/aliases/(?<Name>[^/]+)', 'UpdateAlias'),
  at('GET', '/aliases', 'ListAliases', {
    query: { ...MARKED.query, FunctionVersion: 'FunctionVersion' },
  }),
  at('GET', '/versions', 'ListVersionsByFunction', MARKED),
  at('POST', '/versions', 'PublishVersion'),
  at('GET', '/configuration', 'GetFunctionConfiguration', QUALIFIED),
  at('GET', '', 'GetFunction', QUALIFIED),
  at('PUT', '/code', 'UpdateFunctionCode'),
  at('POST', '/invocations', 'Invoke', {
    ...QUALIFIED,
    headers: { InvocationType: 'x-amz-invocation-type', LogType: 'x-amz-log-type' },
    payload: 'Payload',
  }),
  at('GET', '/2019-09-30/functions/(?<FunctionName>[^/]+)/concurrency', 'GetFunctionConcurrency'),
];

/** Lambda, as far as releases need it. */
export function lambda(account: Account, pageSize: () => number): Service {
  const find = (name = ''): FunctionState => {
    const state = account.functions.get(name);
    if (state) return state;
    throw notFound(`Function not found: ${account.arn('lambda', `function:${name}`)}`);
  };
  const aliasOf = (state: FunctionState, name = ''): AliasState => {
    const alias = state.aliases.get(name);
    if (alias) return alias;
    throw notFound(`Cannot find alias arn: ${account.arn('lambda', `function:${state.name}:${name}`)}`);
  };
  const seen = ({ settling, weights }: AliasState): AliasState['weights'] =>
    settling && settling.left > 0 && (settling.left -= 1) >= 0 ? settling.weights : weights;
  const shown = (state: FunctionState, name: string, alias: AliasState, weights: AliasState['weights']) => {
    return {
      AliasArn: account.arn('lambda', `function:${state.name}:${name}`),
      Name: name,
      FunctionVersion: alias.version,
      Description: alias.description,
      ...(weights && { RoutingConfig: { AdditionalVersionWeights: weights } }),
      RevisionId: alias.revision,
    };
  };
  /** What a qualifier means: a version, or the version that an alias points to. */
  const qualified = (name = '', qualifier = '$LATEST'): { state: FunctionState; config: Config } => {
    const state = find(name);
    const version = state.aliases.get(qualifier)?.version ?? qualifier;
    const config = version === '$LATEST' ? state.latest : state.versions.get(Number(version));
    if (config) return { state, config };
    throw notFound(`Function not found: ${account.arn('lambda', `function:${name}:${qualifier}`)}`);
  };
  const settled = (state: FunctionState, config: Config): Config =>
    state.updating > 0 && (state.updating -= 1) >= 0 ? { ...config, LastUpdateStatus: 'InProgress' } : config;
  const refuseWhileUpdating = (state: FunctionState): void => {
    if (state.updating > 0)
      throw new Refusal(
        409,
        'ResourceConflictException',
        `The operation cannot be performed at this time. An update is in progress for resource: ${account.arn('lambda', `function:${state.name}`)}`,
      );
  };

  return {
    signedAs: 'lambda',
    prefix: 'lambda',
    actions: { Invoke: 'lambda:InvokeFunction' },
    protocol: 'rest-json',
    routes,
    operations: {
      GetAlias: operation<L.GetAliasRequest, L.AliasConfiguration>(
        ['FunctionName', 'Name'],
        ({ FunctionName, Name = '' }) => {
          const state = find(FunctionName);
          const alias = aliasOf(state, Name);
          return shown(state, Name, alias, seen(alias));
        },
      ),
      ListAliases: operation<L.ListAliasesRequest, L.ListAliasesResponse>(
        ['FunctionName', 'Marker', 'MaxItems', 'FunctionVersion'],
        ({ FunctionName, Marker, MaxItems, FunctionVersion }) => {
          const state = find(FunctionName);
          const all = [...state.aliases]
            .filter(([, alias]) => FunctionVersion === undefined || alias.version === FunctionVersion)
            .map(([name, alias]) => shown(state, name, alias, seen(alias)));
          const { items, next } = page(all, Marker, Math.min(Number(MaxItems ?? 50), pageSize()));
          return { Aliases: items, ...next };
        },
      ),
      ListVersionsByFunction: operation<L.ListVersionsByFunctionRequest, L.ListVersionsByFunctionResponse>(
        ['FunctionName', 'Marker', 'MaxItems'],
        ({ FunctionName, Marker, MaxItems }) => {
          const state = find(FunctionName);
          // The items of the list carry neither of the two.
          const all = [state.latest, ...state.versions.values()].map(
            ({ State: _state, LastUpdateStatus: _status, ...config }) => config,
          );
          const size = Math.min(Number(MaxItems ?? VERSIONS_PER_PAGE), VERSIONS_PER_PAGE, pageSize());
          const { items, next } = page(all, Marker, size);
          return { Versions: items, ...next };
        },
      ),
      GetFunctionConfiguration: operation<L.GetFunctionConfigurationRequest, L.FunctionConfiguration>(
        ['FunctionName', 'Qualifier'],
        ({ FunctionName, Qualifier }) => {
          const { state, config } = qualified(FunctionName, Qualifier);
          return settled(state, config);
        },
      ),
      GetFunction: operation<L.GetFunctionRequest, L.GetFunctionResponse>(
        ['FunctionName', 'Qualifier'],
        ({ FunctionName, Qualifier }) => {
          const { state, config } = qualified(FunctionName, Qualifier);
          const { concurrency } = state;
          return {
            Configuration: settled(state, config),
            ...(concurrency !== undefined && {
              Concurrency: { ReservedConcurrentExecutions: concurrency },
            }),
          };
        },
      ),
      GetFunctionConcurrency: operation<L.GetFunctionConcurrencyRequest, L.GetFunctionConcurrencyResponse>(
        ['FunctionName'],
        ({ FunctionName }) => {
          const { concurrency } = find(FunctionName);
          return concurrency === undefined ? {} : { ReservedConcurrentExecutions: concurrency };
        },
      ),
      UpdateAlias: operation<L.UpdateAliasRequest, L.AliasConfiguration>(
        ['FunctionName', 'Name', 'FunctionVersion', 'Description', 'RoutingConfig', 'RevisionId'],
        (input) => {
          const state = find(input.FunctionName);
          const alias = setAlias(account, state, input);
          return shown(state, input.Name ?? '', alias, alias.weights);
        },
      ),
      UpdateFunctionCode: operation<L.UpdateFunctionCodeRequest, L.FunctionConfiguration>(
        ['FunctionName', 'ZipFile', 'S3Bucket', 'S3Key', 'RevisionId', 'DryRun', 'Architectures'],
        ({ FunctionName, ZipFile, S3Bucket, S3Key, RevisionId, DryRun, Architectures }) => {
          const state = find(FunctionName);
          refuseWhileUpdating(state);
          refuseStale(RevisionId, state.latest.RevisionId);
          if (ZipFile === undefined && (S3Bucket === undefined || S3Key === undefined))
            throw new Refusal(
              400,
              'InvalidParameterValueException',
              'Please provide a source for function code.',
            );
          if (!DryRun) {
            account.upload(state, ZipFile ?? `${S3Bucket}/${S3Key}`);
            if (Architectures) state.latest.Architectures = Architectures;
            state.updating = 2;
          }
          return { ...state.latest, LastUpdateStatus: 'InProgress' };
        },
      ),
      PublishVersion: operation<L.PublishVersionRequest, L.FunctionConfiguration>(
        ['FunctionName', 'CodeSha256', 'Description', 'RevisionId'],
        ({ FunctionName, CodeSha256, Description, RevisionId }) => {
          const state = find(FunctionName);
          refuseWhileUpdating(state);
          refuseStale(RevisionId, state.latest.RevisionId);
          if (CodeSha256 !== undefined && CodeSha256 !== state.latest.CodeSha256)
            throw new Refusal(
              400,
              'InvalidParameterValueException',
              `CodeSHA256 (${CodeSha256}) is different from current CodeSHA256 in $LATEST (${String(state.latest.CodeSha256)}). Please try again with the CodeSHA256 in $LATEST.`,
            );
          return account.publish(state, Description);
        },
      ),
      Invoke: operation<L.InvocationRequest, L.InvocationResponse>(
        ['FunctionName', 'Qualifier', 'InvocationType', 'LogType', 'Payload'],
        ({ FunctionName, Qualifier }) => {
          const { state, config } = qualified(FunctionName, Qualifier);
          const { payload, error } = state.invoke(String(config.Version));
          return {
            StatusCode: 200,
            Payload: payload,
            ExecutedVersion: String(config.Version),
            ...(error && { FunctionError: error }),
          };
        },
      ),
    },
  };
}

const notFound = (message: string): Refusal => new Refusal(404, 'ResourceNotFoundException', message);

function refuseStale(given: string | undefined, right: string | undefined): void {
  if (given !== undefined && given !== right)
    throw new Refusal(
      412,
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    );
}

/** One page of a list. A marker is the place where the next page begins. */
function page<T>(
  all: T[],
  marker: string | undefined,
  size: number,
): { items: T[]; next: { NextMarker?: string } } {
  const from = Number(marker ?? 0);
  const to = from + size;
  return { items: all.slice(from, to), next: to < all.length ? { NextMarker: String(to) } : {} };
}
