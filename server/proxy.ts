import type { IncomingMessage, ServerResponse } from 'node:http';
import { LARGEST_ANSWER, TooLarge, piecesOf } from '../src/api/request.ts';
import { routes } from '../src/api/routes.ts';
import type { Route } from '../src/api/fields.ts';
import { bodyOf, BodyTooLong, sayJson } from './reply.ts';

const asked = ['authorization', 'content-type', 'if-none-match', 'accept'];
const answered = ['content-type', 'cache-control', 'etag', 'date', 'age', 'retry-after'];

/** So long a backend may take to answer, in ms. */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Puts a real Beak behind the four routes.
 * @param api its base, with or without a path, such as `https://api.example.com`
 * @param ended gives up what is under way when the server ends
 * @returns a handler that passes a request on; what cannot be reached is answered with 502 and the reason, and so is what is larger than any answer
 */
export function forwardTo(
  api: string,
  ended: AbortSignal,
): (req: IncomingMessage, res: ServerResponse, route: Route) => Promise<void> {
  const base = api.replace(/\/+$/, '');
  return async (req, res, route) => {
    const { method, path } = routes[route];
    const headers = asked.flatMap((name): [string, string][] => {
      const value = req.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    try {
      const body = method === 'POST' ? await bodyOf(req) : null;
      const signal = AbortSignal.any([ended, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
      const answer = await fetch(base + path, { method, headers, body, redirect: 'manual', signal });
      const pieces: Uint8Array[] = [];
      for await (const piece of piecesOf(answer)) pieces.push(piece);
      for (const name of answered) {
        const value = answer.headers.get(name);
        if (value !== null) res.setHeader(name, value);
      }
      res.writeHead(answer.status);
      res.end(req.method === 'HEAD' ? undefined : Buffer.concat(pieces));
    } catch (error) {
      if (error instanceof BodyTooLong) throw error;
      if (error instanceof TooLarge) {
        const message = `${base} answered over ${LARGEST_ANSWER / 1e6} MB; a card reads no more.`;
        return sayJson(res, 502, { message });
      }
      const reason =
        error instanceof Error ? (error.cause instanceof Error ? error.cause : error).message : 'unknown';
      sayJson(res, 502, { message: `${base} could not be reached: ${reason}` });
    }
  };
}
