import { MIXED, baseFault, corsFault, isMixed, isSignIn, preflightFault, webPage } from '../api/diagnosis.ts';
import { deadline, textOf } from '../api/request.ts';
import { routes } from '../api/routes.ts';
import type { Attempt } from '../api/client.ts';
import type { Route } from '../api/fields.ts';
import type { SharedSession } from './hub-contract.ts';
import type { Polled } from './polled.ts';
import type { Failing } from './state.ts';

/** A request that failed. */
export interface Failed {
  base: string;
  route: Route;
  attempt: Attempt;
  /** Whether it was sent with a token. */
  token: boolean;
  /** Whether the route has answered before. */
  answered: boolean;
}

/** What a server says to one that asks for something that it does not have, or not in this way. */
const NO_ROUTE = new Set([404, 405, 501]);
/** What a gateway says where nothing behind it answers. */
const GATEWAY = new Set([502, 504]);

const NO_BEAK =
  'This page’s own server was asked, and it has no Beak API: set api-base to the address of the API.';
const EXPIRED = 'It answered before: the session has expired. Sign in again, then Refresh.';

/** Adds to a failure, if it is still the last when that is known, what to do about it. */
export async function advise(
  source: Polled,
  failing: Failing,
  attempt: Attempt,
  { giver }: SharedSession,
): Promise<void> {
  const { base, route, state } = source;
  const token = giver !== undefined;
  const advice = await diagnose({ base, route, attempt, token, answered: state.last !== undefined });
  if (source.state.failing === failing) source.set({ failing: { ...failing, advice } });
}

/**
 * Which address was asked, and what is probably wrong and what to do about it, as far as a page can find out. It is
 * loaded when a request has failed. Where the browser hides why, it asks again in ways that tell: three times at most,
 * reading only, and without a token.
 */
export async function diagnose(failed: Failed): Promise<string> {
  const { method, path } = routes[failed.route];
  const asked = failed.attempt.failure?.kind === 'no-token' ? 'Not asked' : 'Asked';
  const why = await cause(failed);
  return `${asked}: ${method} ${failed.base}${path}.${why ? ` ${why}` : ''}`;
}

async function cause(failed: Failed): Promise<string | undefined> {
  const { base, attempt, answered } = failed;
  const { kind, detail, status = 0 } = attempt.failure ?? {};
  const wrongBase = baseFault(base, self.origin);
  if (kind === 'not-json') return ofBody(failed, wrongBase);
  if (detail === 'redirected')
    return answered ? EXPIRED : (wrongBase ?? 'Set api-base to the API itself, not to what redirects to it.');
  if (kind === 'network') return wrongBase ?? ofNetwork(failed);
  if (detail === 'bad-token') return 'It holds characters that no header may.';
  if (kind !== 'http') return undefined;
  if (isSignIn(status)) return ofSignIn(failed);
  if (NO_ROUTE.has(status))
    return wrongBase ?? (base === self.origin ? NO_BEAK : 'No such route there: check the path of api-base.');
  return GATEWAY.has(status) ? 'A gateway answers, and the API behind it does not.' : undefined;
}

/** Of an answer that is no JSON. */
function ofBody({ base, attempt, answered }: Failed, wrongBase: string | undefined): string | undefined {
  const page = webPage(attempt.page ?? '', null);
  if (!page) return attempt.page === '' ? 'The answer was empty.' : wrongBase;
  const next = page.signIn
    ? answered
      ? 'The session has expired: sign in again, then Refresh.'
      : 'Sign in there, then Refresh.'
    : (wrongBase ??
      (base === self.origin ? NO_BEAK : 'A proxy or gateway has answered: check VPN, proxy and api-base.'));
  return `It was ${page.what}. ${next}`;
}

function ofSignIn({ attempt, answered, token }: Failed): string {
  if (attempt.failure?.status === 403) return 'Who is signed in has no access: ask for it.';
  if (answered) return EXPIRED;
  return token
    ? 'The token of this page was refused: sign in again.'
    : 'This page gives no token: a script has to set `token` and `origins` on mc-provider.';
}

/** An answer to a request that is sent only to see how it ends. */
interface Probe {
  redirects: boolean;
  /** Whether its body came whole. */
  whole: boolean;
}

async function probe(url: string, init: RequestInit): Promise<Probe | undefined> {
  const { signal, inTime, clear } = deadline();
  try {
    const response = await fetch(url, { cache: 'no-store', credentials: 'omit', signal, ...init });
    const whole = await inTime(textOf(response)).then(
      () => true,
      () => false,
    );
    return { redirects: response.type === 'opaqueredirect', whole };
  } catch {
    return undefined;
  } finally {
    clear();
  }
}

/** Of a request that the browser does not say the end of. */
async function ofNetwork({ base, route, token, answered }: Failed): Promise<string> {
  const { origin } = new URL(base);
  const own = self.origin;
  if (location.protocol === 'https:' && isMixed(base)) return MIXED;
  const { method, path } = routes[route];
  const url = base + path;
  const body = method === 'POST' ? { body: '{}' } : {};
  let refused = false;
  // The browser tells the page of each request that its policy forbids.
  const note = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) => {
    refused ||= effectiveDirective === 'connect-src' && blockedURI.startsWith(origin);
  };
  document.addEventListener('securitypolicyviolation', note);
  const opaque = await probe(url, { method, ...body, mode: 'no-cors' });
  // Without a token, and with a body of plain text, it needs no preflight.
  const simple = await probe(url, { method, ...body, redirect: 'manual' });
  // The page hears of it a moment after the request has failed.
  if (!opaque && !simple) await new Promise((resolve) => setTimeout(resolve));
  document.removeEventListener('securitypolicyviolation', note);
  if (refused) return `This page’s Content-Security-Policy forbids it: add ${origin} to connect-src.`;
  if (simple?.redirects)
    return opaque
      ? `It redirects to where this page may not read. ${answered ? EXPIRED : 'Sign in there, or set api-base to the API itself.'}`
      : 'It redirects in a circle, or to where nothing answers: set api-base to the API itself.';
  if (simple) {
    if (!simple.whole) return 'The answer breaks off or cannot be decoded: check what stands before the API.';
    const headers = [...(token ? ['authorization'] : []), ...(method === 'POST' ? ['content-type'] : [])];
    const asSent = method === 'POST' && { ...body, headers: { 'content-type': 'application/json' } };
    const again = token || (asSent && !(await probe(url, { method, ...asSent })));
    return again && origin !== own
      ? `The server answers, but refuses the preflight: ${preflightFault(headers)}, or OPTIONS is not answered.`
      : 'It answers now: the connection was lost for a moment.';
  }
  if (opaque && origin !== own)
    return `The server answers, but a page of ${own} may not read it (CORS): ${corsFault(own)}${answered ? '. It answered before, so the session may have expired: sign in again.' : ', or a sign-in page answers.'}`;
  return opaque || (await probe(origin, { mode: 'no-cors' }))
    ? 'The server answers, but not here: it redirects in a circle or breaks off the connection.'
    : `Nothing answers at ${origin}: check the address, the VPN and whether the API runs.`;
}
