import { field } from '../api/field.ts';
import { text } from '../api/kinds.ts';
import { release } from '../api/nodes.ts';
import type { Answer } from '../api/fields.ts';

/** What the backend tells of the release: alias, versions, deployment and traffic. */
export type Release = NonNullable<Answer<'status'>['release']>;

/** The whole `release` part of the status answer, read once per answer for all cards that show a part of it. */
export const releaseRead = field('status.release?', release);

/** What every card that hands out commands adds to its `reads`. */
export const releaseReads = {
  release: releaseRead,
  functionName: field('status.lambda.function', text),
  region: field('status.lambda.region?', text),
} as const;
