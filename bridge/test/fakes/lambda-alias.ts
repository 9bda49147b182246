import type { UpdateAliasRequest } from '@aws-sdk/client-lambda';
import type { Account, AliasState, Config, FunctionState } from './account.ts';
import { Refusal } from './wire.ts';

const invalid = (message: string): Refusal => new Refusal(400, 'InvalidParameterValueException', message);

/** The words of a constraint that a map of weights breaks. */
const constraint = (weights: Record<string, number>, what: string): Refusal =>
  new Refusal(
    400,
    'ValidationException',
    `1 validation error detected: Value '{${Object.entries(weights)
      .map(([version, weight]) => `${version}=${Number.isInteger(weight) ? weight.toFixed(1) : weight}`)
      .join(', ')}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: ${what}`,
  );

const WEIGHT =
  'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]';
const KEY =
  'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]';

function refuseShape(weights: Record<string, number>): void {
  if (Object.values(weights).some((weight) => !(weight >= 0 && weight <= 1)))
    throw constraint(weights, WEIGHT);
  if (Object.keys(weights).some((version) => !/^[0-9]+$/.test(version))) throw constraint(weights, KEY);
}

/**
 * UpdateAlias, refused in the words that were recorded from AWS. A RoutingConfig that is left out keeps the weights;
 * an empty one, or one of an empty map, clears them.
 */
export function setAlias(account: Account, state: FunctionState, input: UpdateAliasRequest): AliasState {
  const { Name = '', FunctionVersion, Description, RoutingConfig, RevisionId } = input;
  const given = RoutingConfig && (RoutingConfig.AdditionalVersionWeights ?? {});
  if (given) refuseShape(given);
  const alias = state.aliases.get(Name);
  if (!alias)
    throw new Refusal(
      404,
      'ResourceNotFoundException',
      `Alias not found: ${account.arn('lambda', `function:${state.name}:${Name}`)}`,
    );
  if (RevisionId !== undefined && RevisionId !== alias.revision)
    throw new Refusal(
      412,
      'PreconditionFailedException',
      'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    );
  const version = FunctionVersion ?? alias.version;
  const weights = given ?? alias.weights ?? {};
  const additional = Object.keys(weights);
  if (additional.length > 1)
    throw invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  const configs = [version, ...additional].map((each): Config => {
    const config = each === '$LATEST' ? state.latest : state.versions.get(Number(each));
    if (config) return config;
    throw new Refusal(
      404,
      'ResourceNotFoundException',
      `Function not found: ${account.arn('lambda', `function:${state.name}:${each}`)}`,
    );
  });
  if (version === '$LATEST' && additional.length > 0)
    throw invalid('$LATEST is not supported for an alias pointing to more than 1 version');
  if (additional.includes(version))
    throw invalid(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  if (new Set(configs.map(({ Role }) => Role)).size > 1)
    throw invalid('Specified versions must be associated with the same execution role');

  const set: AliasState = {
    version,
    description: Description ?? alias.description,
    revision: account.revision(),
    ...(additional.length > 0 && { weights }),
    ...(alias.settles !== undefined && { settles: alias.settles }),
    // With provisioned concurrency the version before keeps all calls for a while.
    ...(version !== alias.version && {
      settling: { weights: { [alias.version]: 1 }, left: alias.settles ?? 0 },
    }),
  };
  state.aliases.set(Name, set);
  return set;
}
