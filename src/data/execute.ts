import { REQUEST_TIMEOUT_MS } from '../api/failure.ts';
import { isObject } from '../api/kinds.ts';
import { isLoopback } from '../api/loopback.ts';
import { mask } from '../api/mask.ts';
import { deadline, textOf } from '../api/request.ts';
import { NoToken, authorization, tokenIn } from '../api/token.ts';
import { releaseRead } from './release-reads.ts';
import type { TokenGiver } from '../api/token.ts';
import type { Change } from '../api/change.ts';
import type { Release } from './release-reads.ts';

/** What became of a change. `unknown`: it may have been made, and only the alias itself can tell. */
export type Made = 'yes' | 'no' | 'unknown';

/** How an attempt to change the alias ended. */
export interface Outcome {
  made: Made;
  why:
    | 'done'
    | 'stale'
    | 'forbidden'
    | 'bad'
    | 'http'
    | 'timeout'
    | 'lost'
    | 'unreadable'
    | 'no-token'
    | 'framed'
    | 'insecure';
  /** What happened, for the operator. */
  label: string;
  /** The alias as the answer told it, where the change was made. */
  release?: Release;
}

/** What an attempt is made with. */
export interface ExecuteRequest {
  /** The address of the route, as the page has set it. */
  url: string;
  change: Change;
  /** Gives the bearer token; asked anew for each attempt, and kept nowhere. */
  token?: TokenGiver | undefined;
  /** Whether this change was sent before and nobody knows what became of it. */
  again?: boolean;
}

const NOTHING = 'Nothing was changed.';
const MAYBE = 'Whether the alias was changed is not known yet.';

/** Statuses that a gateway or an overloaded server gives too: what stands behind it may have done its work. */
const isUnsure = (status: number): boolean => status < 400 || status === 408 || status >= 500;

/** Why no change may be run from here at all; `undefined` where one may. */
export function refusalOf(url: string): Outcome | undefined {
  const no = (why: 'framed' | 'insecure', label: string): Outcome => ({
    made: 'no',
    why,
    label: `${label} ${NOTHING}`,
  });
  if (window.top !== window)
    return no('framed', 'This page stands in a frame, and a frame could be made to click for you.');
  const to = URL.parse(url, location.href);
  if (!to || !(to.protocol === 'https:' || (to.protocol === 'http:' && isLoopback(to.hostname))))
    return no('insecure', 'The address for changes is not an https one.');
  return undefined;
}

/** A new id for one change. */
export function requestId(): string {
  // `randomUUID` is missing on pages of plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether an alias is as a change wants it. */
export function isAsWanted({ action, version, weight }: Change, { stable, routing = {} }: Release): boolean {
  // AWS keeps a weight as it was sent; the wire may write its last digits otherwise.
  if (action === 'shift') return Math.abs((routing[version] ?? 0) - (weight ?? NaN)) < 1e-6;
  return stable === version && Object.keys(routing).length === 0;
}

/**
 * Sends a change once and tells how that ended. Never rejects, and never takes for made what was not seen made, nor
 * for not made what may have been: of a lost answer it says that nobody knows.
 */
export async function execute({ url, change, token, again = false }: ExecuteRequest): Promise<Outcome> {
  const refused = refusalOf(url);
  if (refused) return refused;
  const to = new URL(url, location.href);
  /** An end after which this sending has surely changed nothing; what an earlier one did stays open. */
  const not = (why: Outcome['why'], label: string): Outcome =>
    again
      ? {
          made: 'unknown',
          why,
          label: `${label} This sending changed nothing; the earlier one may have. ${MAYBE}`,
        }
      : { made: 'no', why, label: `${label} ${NOTHING}` };
  const unsure = (why: Outcome['why'], label: string): Outcome => ({
    made: 'unknown',
    why,
    label: `${label} ${MAYBE}`,
  });
  const { signal, inTime, clear } = deadline();
  try {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (token) {
      try {
        Object.assign(headers, authorization(tokenIn(await inTime(token(to.origin))).token));
      } catch (reason) {
        const isBad = reason instanceof NoToken && reason.isBad;
        return not(
          'no-token',
          isBad
            ? 'This page gave a sign-in token with characters that no header may hold, so nothing was sent.'
            : 'This page gave no sign-in token, so nothing was sent.',
        );
      }
    }
    const { action, version, weight, revision_id, operator, request_id } = change;
    const sent = {
      action,
      version,
      ...(action === 'shift' && { weight }),
      revision_id,
      operator,
      request_id,
    };
    const response = await fetch(to, {
      method: 'POST',
      headers,
      body: JSON.stringify(sent),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal,
    });
    const body = await inTime(textOf(response));
    return response.ok ? done(change, body, unsure) : answered(response.status, messageIn(body), not, unsure);
  } catch {
    return signal.aborted
      ? unsure('timeout', `No answer came within ${REQUEST_TIMEOUT_MS / 1000} s.`)
      : unsure('lost', 'The request or its answer was lost on the way.');
  } finally {
    clear();
  }
}

type End = (why: Outcome['why'], label: string) => Outcome;

/** An answer that says well. */
function done(change: Change, body: string, unsure: End): Outcome {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return unsure('unreadable', 'The answer was not JSON, so perhaps it is not the API that answered.');
  }
  const release = isObject(json) ? releaseRead.from({ release: mask(json) }) : undefined;
  if (!release || !isAsWanted(change, release))
    return unsure('unreadable', 'The answer says well, but the alias in it is not as it was to be.');
  return { made: 'yes', why: 'done', label: 'The alias was changed.', release };
}

/** An answer that refuses, or fails. */
function answered(status: number, message: string, not: End, unsure: End): Outcome {
  const quoted = message && ` It says: “${message}”`;
  if (isUnsure(status)) return unsure('http', `The API answered with HTTP status ${status}.${quoted}`);
  switch (status) {
    case 401:
    case 403:
      return not('forbidden', `You may not change this alias (${status}).${quoted}`);
    case 404:
      return not(
        'http',
        'There is no such route: changes are switched off there, or the address is wrong (404).',
      );
    case 412:
      return not('stale', `The alias has changed since this card read it (412).${quoted}`);
    case 422:
      return not('bad', `The API refused the change (422).${quoted}`);
    default:
      return not('http', `The API refused the change with HTTP status ${status}.${quoted}`);
  }
}

/** Longest message of an answer that is shown, in characters. */
const LONGEST = 400;

function messageIn(body: string): string {
  try {
    const json = mask(JSON.parse(body));
    const message = isObject(json) ? json['message'] : undefined;
    return typeof message === 'string' ? message.slice(0, LONGEST) : '';
  } catch {
    // A page of some gateway, or nothing: the status alone tells.
    return '';
  }
}

/**
 * What the alias, read again after an attempt, says of a change that may have been made.
 * @param now the alias as the status route tells it after the attempt; `undefined` where it could not be read
 */
export function settle(outcome: Outcome, change: Change, now: Release | undefined): Outcome {
  if (outcome.made !== 'unknown' || !now) return outcome;
  const message = outcome.label.replace(` ${MAYBE}`, '');
  if (isAsWanted(change, now) && now.revision_id !== change.revision_id)
    return {
      ...outcome,
      made: 'yes',
      label: `${message} The alias was read again, and is as this change was to make it.`,
    };
  if (now.revision_id === change.revision_id)
    return {
      ...outcome,
      label: `${message} The alias was read again, and has not changed so far; the change may still arrive. Ask again with the same request id: it is not made twice.`,
    };
  return {
    ...outcome,
    label: `${message} The alias was read again: it has changed, but not to what this change was to make. Somebody else may have changed it. Look before you go on.`,
  };
}
