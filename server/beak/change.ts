import { isObject } from '../../src/api/kinds.ts';
import type { Change } from '../../src/api/change.ts';
import type { Aimed } from './deployment.ts';
import type { Release } from './release.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:beak-api';

const isText = (raw: unknown, longest: number): raw is string =>
  typeof raw === 'string' && raw.trim() !== '' && raw.length <= longest;

/** Reads what was sent; a sentence where it is no change. */
export function readChange(sent: unknown): Change | string {
  if (!isObject(sent)) return 'The body must be a JSON object.';
  const { action, version, weight, revision_id, operator, request_id } = sent;
  if (action !== 'shift' && action !== 'promote' && action !== 'rollback')
    return 'action must be shift, promote or rollback.';
  if (typeof version !== 'string' || !/^[1-9]\d{0,9}$/.test(version))
    return 'version must be the number of a published version, as text.';
  if (!isText(revision_id, 100))
    return 'revision_id must be the revision id that the alias had when it was read.';
  if (!isText(operator, 200)) return 'operator must say who makes the change.';
  if (!isText(request_id, 100)) return 'request_id must be an id of this change’s own.';
  const change = { action, version, revision_id, operator, request_id } satisfies Change;
  if (action !== 'shift') return change;
  if (typeof weight !== 'number' || !(weight > 0 && weight < 1))
    return 'weight must be a number above 0 and below 1.';
  return { ...change, weight };
}

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
