import { field } from '../api/field.ts';
import { flag, text } from '../api/kinds.ts';
import type { AliasRef } from '../commands/aws.ts';
import type { Site } from './site-state.ts';

/** Which version the alias points to, and which ran: what parity is judged by beside the release. */
export const aliasReads = {
  target: field('status.lambda_alias_version', text),
  invoked: field('status.lambda.invoked_version?', text),
  reported: field('status.lambda.version', text),
  backendParity: field('status.lambda_alias_parity?', flag),
} as const;

/** What names the alias in a card's data. */
interface Naming {
  facts: {
    release?: { function?: string; alias?: string } | undefined;
    functionName?: string | undefined;
    region?: string | undefined;
  };
  site: Site;
}

/**
 * The alias that commands are about: as the release tells it, else the function itself, else the configuration. A name
 * that nobody gave is not guessed.
 */
export const aliasRef = ({ facts, site: { config } }: Naming): AliasRef => ({
  function: facts.release?.function || facts.functionName || config.function,
  alias: facts.release?.alias || config.alias,
  region: facts.region || config.region,
});
