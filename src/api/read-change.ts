import { isObject } from './kinds.ts';
import type { Change } from './change.ts';

/** The actions that change the alias. */
export const ACTIONS = ['shift', 'promote', 'rollback'] as const;
/** The number of a published version, as text. */
export const VERSION = /^[1-9]\d{0,9}$/;
/** The longest that a text of a change may be, in characters. */
export const LONGEST = { revision_id: 100, operator: 200, request_id: 100 } as const;

const isText = (raw: unknown, longest: number): raw is string =>
  typeof raw === 'string' && raw.trim() !== '' && raw.length <= longest;

/** Reads what was sent to `POST /beak/release`; a sentence where it is no change. For servers: no page needs it. */
export function readChange(sent: unknown): Change | string {
  if (!isObject(sent)) return 'The body must be a JSON object.';
  const { action, version, weight, revision_id, operator, request_id } = sent;
  const known = ACTIONS.find((each) => each === action);
  if (!known) return 'action must be shift, promote or rollback.';
  if (typeof version !== 'string' || !VERSION.test(version))
    return 'version must be the number of a published version, as text.';
  if (!isText(revision_id, LONGEST.revision_id))
    return 'revision_id must be the revision id that the alias had when it was read.';
  if (!isText(operator, LONGEST.operator)) return 'operator must say who makes the change.';
  if (!isText(request_id, LONGEST.request_id)) return 'request_id must be an id of this change’s own.';
  const change = { action: known, version, revision_id, operator, request_id } satisfies Change;
  if (known !== 'shift') return change;
  if (typeof weight !== 'number' || !(weight > 0 && weight < 1))
    return 'weight must be a number above 0 and below 1.';
  return { ...change, weight };
}
