import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { routes } from '../src/api/routes.ts';
import type { Route } from '../src/api/fields.ts';
import type { Beak } from './beak/beak.ts';
import type { Delivery } from './beak/scenarios.ts';
import { isObject } from '../src/api/kinds.ts';
import { dataHeaders, isOurs, jsonOf, knows, sayJson, tagOf } from './reply.ts';

/** How often each route was asked since the start, failures included, preflights not. */
export type Counts = Record<Route, number>;

/** What lets pages of other origins read the answers, as `contract.md` has it. */
export const cors: Record<string, string> = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Date, Age, ETag, Retry-After',
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Max-Age': '7200',
};

/** The route that changes the alias. It stands apart from those that are polled. */
const RELEASE = '/beak/release';

/** Finds the route that a path belongs to. */
export const routeAt = (path: string): Route | undefined =>
  // `Object.keys` forgets the names of the keys.
  (Object.keys(routes) as Route[]).find((route) => routes[route].path === path);

/** Whether a request asks a route in the way that it wants to be asked. */
export const isAsked = (req: IncomingMessage, route: Route): boolean =>
  req.method === routes[route].method || (req.method === 'HEAD' && routes[route].method === 'GET');

/**
 * Answers below `/beak`, from the embedded Beak or by `forward`, which is given where a real one stands behind.
 * @param now the true time, ms UTC
 */
export async function answerBeak(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  {
    beak,
    counts,
    now,
    forward,
    releaseToken,
  }: {
    beak: Beak;
    counts: Counts;
    now: number;
    forward?: ((req: IncomingMessage, res: ServerResponse, route: Route) => Promise<void>) | undefined;
    /** Who brings this bearer token may change the alias of the embedded Beak; without one nobody may. */
    releaseToken?: string | undefined;
  },
): Promise<void> {
  for (const [name, value] of Object.entries(forward ? dataHeaders : { ...dataHeaders, ...cors }))
    res.setHeader(name, value);
  if (forward && !isOurs(req))
    return sayJson(res, 403, { message: 'A real API is behind this address: only its own page may ask.' });
  if (path === RELEASE && releaseToken !== undefined && !forward)
    return answerRelease(req, res, { beak, now, releaseToken });
  const route = routeAt(path);
  if (route === undefined) return sayJson(res, 404, { message: 'Not Found' });
  if (req.method === 'OPTIONS') {
    res.writeHead(204);
    return void res.end();
  }
  if (!isAsked(req, route)) {
    res.setHeader('Allow', `${routes[route].method}, OPTIONS`);
    return sayJson(res, 405, { message: 'Method Not Allowed' });
  }
  counts[route] += 1;
  if (forward) return forward(req, res, route);

  res.setHeader('Date', new Date(now + beak.skew * 1000).toUTCString());
  beak.advance(now);
  const delivery = beak.deliver();
  if (delivery.way !== 'plain')
    return fail(res, delivery, route === 'beak' ? '{"ok":true}' : beak.answer(route));
  if (delivery.delayMs !== undefined) await pause(delivery.delayMs);
  if (route === 'audit' && !isObject(await jsonOf(req))) {
    return sayJson(res, 400, { message: 'The body must be a JSON object, such as {}.' });
  }
  sendAnswer(req, res, route, route === 'beak' ? '{"ok":true}' : beak.answer(route));
}

/** Answers a change of the alias, once who asks has shown that they may. */
async function answerRelease(
  req: IncomingMessage,
  res: ServerResponse,
  { beak, now, releaseToken }: { beak: Beak; now: number; releaseToken: string },
): Promise<void> {
  if (req.method === 'OPTIONS') {
    res.writeHead(204);
    return void res.end();
  }
  if (req.method !== 'POST') {
    res.setHeader('Allow', 'POST, OPTIONS');
    return sayJson(res, 405, { message: 'Method Not Allowed' });
  }
  if (!isSame(req.headers.authorization ?? '', `Bearer ${releaseToken}`))
    return sayJson(res, 403, { message: 'You are not authorised to change the alias.' });
  res.setHeader('Date', new Date(now + beak.skew * 1000).toUTCString());
  beak.advance(now);
  const delivery = beak.deliver();
  // What is refused or cut off on the way in never reaches the alias.
  if (delivery.way === 'status' || delivery.way === 'page' || delivery.way === 'destroyed')
    return fail(res, delivery, '');
  const { status, body } = beak.change(await jsonOf(req));
  // Here the change is made, and only its answer is lost.
  if (delivery.way !== 'plain') return fail(res, delivery, body);
  if (delivery.delayMs !== undefined) await pause(delivery.delayMs);
  res.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  res.end(body);
}

/** Compares in a time that tells nothing of how much is right. */
function isSame(given: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(right));
}

function sendAnswer(req: IncomingMessage, res: ServerResponse, route: Route, body: string): void {
  res.setHeader('Cache-Control', route === 'audit' ? 'no-store' : 'no-cache');
  if (route !== 'audit') {
    const tag = tagOf(body);
    res.setHeader('ETag', tag);
    if (knows(req, tag)) {
      res.writeHead(304);
      return void res.end();
    }
  }
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** Fails in the way that a delivery names; an answer that never comes waits until the asker gives up. */
function fail(res: ServerResponse, delivery: Exclude<Delivery, { way: 'plain' }>, body: string): void {
  switch (delivery.way) {
    case 'status':
      if (delivery.retryAfter !== undefined) res.setHeader('Retry-After', delivery.retryAfter);
      return sayJson(res, delivery.status, { message: 'Service Unavailable' });
    case 'page':
      res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      return void res.end('<!doctype html><title>Sign in</title><p>Please sign in to the network.</p>');
    case 'cut':
      res.writeHead(200, { 'Content-Type': 'application/json' });
      return void res.end(body.slice(0, body.length / 2));
    case 'destroyed':
      return void res.destroy();
    case 'never':
  }
}

// Not a reason to keep the process alive: who stops the server need not wait for a slow answer.
const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms).unref());
