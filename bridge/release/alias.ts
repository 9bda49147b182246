import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import { aimOf, readAlias, writeAlias } from '../alias.ts';
import { Failure, failureOf } from '../failure.ts';
import type { Clients } from '../clients.ts';
import type { Target } from '../collector.ts';
import type { Aws, AliasNow } from '../../cli/release/aws.ts';
import type { Call } from './call.ts';

/** So long the alias is waited for after an interruption, in ms. */
const LAST_LOOK_MS = 5_000;

function aliasOf(alias: AliasConfiguration): AliasNow {
  const { FunctionVersion, RevisionId } = alias;
  if (FunctionVersion === undefined || RevisionId === undefined)
    throw new Failure('refused', 'lambda:GetAlias: the answer has no version or no revision.');
  return { ...aimOf(alias), revision: RevisionId };
}

/** Reads and changes the alias. */
export function aliasCalls(clients: Clients, target: Target, call: Call): Pick<Aws, 'alias' | 'setAlias'> {
  return {
    // Not given up by Ctrl-C, which is when it has to be known.
    alias: () =>
      readAlias(clients, target, { abortSignal: AbortSignal.timeout(LAST_LOOK_MS) })
        .catch((error: unknown) => {
          throw failureOf(error, 'lambda:GetAlias', false);
        })
        .then(aliasOf),
    setAlias: (aim, revision) =>
      call('lambda:UpdateAlias', (options) => writeAlias(clients, target, aim, revision, options)).then(
        aliasOf,
      ),
  };
}
