import type { Change } from '../../src/api/change.ts';
import type { Aimed } from './deployment.ts';
import type { Release } from './release.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:beak-api';

/** Why a change is not made. */
interface Refused {
  status: 412 | 422;
  refused: string;
}

/**
 * What a change sets the alias to, or why it is refused: in the words that AWS has for it, as recorded from the real
 * service in LocalStack's validated tests.
 * @param shown the version that the alias points to, as the caller was shown it
 */
export function aimOf(change: Change, release: Release, shown: string | undefined): Aimed | Refused {
  if (change.revision_id !== release.revision)
    return {
      status: 412,
      refused:
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    };
  const version = release.version(Number(change.version))?.number;
  if (version === undefined) return { status: 422, refused: `Function not found: ${ARN}:${change.version}` };
  if (change.weight === undefined) return { stable: version };
  const stable = release.version(Number(shown))?.number ?? release.stable;
  if (version === stable)
    return {
      status: 422,
      refused: `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    };
  return { stable, canary: version, weight: change.weight };
}
