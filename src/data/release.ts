import { field } from '../api/field.ts';
import { amount, count, list, map, orNull, share, text, time } from '../api/kinds.ts';
import type { Answer } from '../api/fields.ts';
import type { AliasRef } from '../commands/aws.ts';
import type { Site } from './site.ts';

/** What the backend tells of the release: alias, versions, deployment and traffic. */
export type Release = NonNullable<Answer<'status'>['release']>;

/** The whole `release` part of the status answer, read once per answer for all cards that show a part of it. */
export const releaseRead = field('status.release?', {
  function: text,
  alias: text,
  stable: text,
  routing: map(share),
  revision_id: text,
  latest: { code_sha256: text, config_sha256: text, last_modified: time },
  versions: list({
    version: text,
    code_sha256: text,
    config_sha256: text,
    last_modified: time,
    description: text,
  }),
  deployment: orNull({
    id: text,
    config: text,
    status: text,
    started_at: time,
    shift_started_at: time,
    finished_at: time,
    from_version: text,
    to_version: text,
    weight: share,
    steps: list({ at_s: amount, weight: share }),
    alarms: list(text),
    error: { code: text, message: text },
  }),
  traffic: {
    from: time,
    to: time,
    by_version: map({
      invocations: count,
      errors: count,
      throttles: count,
      p50_ms: amount,
      p90_ms: amount,
      p99_ms: amount,
    }),
  },
});

/** What every card that hands out commands adds to its `reads`. */
export const releaseReads = {
  release: releaseRead,
  functionName: field('status.lambda.function', text),
  region: field('status.lambda.region?', text),
} as const;

/** The alias that the contract names, for backends and configurations that do not tell theirs. */
const ALIAS = 'prod';

/** The alias that commands are about: as the release tells it, else the function itself, else the configuration. */
export const aliasRef = (
  facts: { release?: Release | undefined; functionName?: string | undefined; region?: string | undefined },
  { config }: Site,
): AliasRef => ({
  function: facts.release?.function ?? facts.functionName ?? config.function,
  alias: facts.release?.alias ?? config.alias ?? ALIAS,
  region: facts.region ?? config.region,
});
