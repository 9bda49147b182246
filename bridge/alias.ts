import { GetAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-lambda';
import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import type { Clients } from './clients.ts';
import type { Bounded, Target } from './collector.ts';
import { sameAim } from '../src/domain/release/aim.ts';
import type { Aim } from '../src/domain/release/aim.ts';

/** Reads the alias. */
export const readAlias = (
  { lambda }: Clients,
  { function: FunctionName, alias: Name }: Target,
  options: Partial<Bounded> = {},
): Promise<AliasConfiguration> => lambda.send(new GetAliasCommand({ FunctionName, Name }), options);

/**
 * Sets the alias, if it is still at the revision that the decision was taken by. Weights are always sent: left out they
 * would be kept.
 */
export const writeAlias = (
  { lambda }: Clients,
  { function: FunctionName, alias: Name }: Target,
  { version, weights }: Aim,
  RevisionId: string | undefined,
  options: Partial<Bounded> = {},
): Promise<AliasConfiguration> =>
  lambda.send(
    new UpdateAliasCommand({
      FunctionName,
      Name,
      FunctionVersion: version,
      RoutingConfig: { AdditionalVersionWeights: weights },
      RevisionId,
    }),
    options,
  );

/** What an alias is set to, as far as it was told. */
export const aimOf = ({ FunctionVersion, RoutingConfig }: AliasConfiguration): Aim => ({
  version: FunctionVersion ?? '',
  weights: RoutingConfig?.AdditionalVersionWeights ?? {},
});

/** Whether an alias is set so. */
export const isSet = (alias: AliasConfiguration, aim: Aim): boolean => sameAim(aimOf(alias), aim);
