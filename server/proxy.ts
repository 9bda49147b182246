import type { IncomingMessage, ServerResponse } from 'node:http';
import { routes } from '../src/api/routes.ts';
import type { Route } from '../src/api/fields.ts';
import { bodyOf, sayJson } from './reply.ts';

const asked = ['authorization', 'content-type', 'if-none-match', 'accept'];
const answered = ['content-type', 'cache-control', 'etag', 'date', 'age', 'retry-after'];

/**
 * Puts a real Beak behind the four routes.
 * @param api its base, with or without a path, such as `https://api.example.com`
 * @returns a handler that passes a request on; what cannot be reached is answered with 502 and the reason
 */
export function forwardTo(
  api: string,
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
      const signal = AbortSignal.timeout(30_000);
      const answer = await fetch(base + path, { method, headers, body, redirect: 'manual', signal });
      const content = Buffer.from(await answer.arrayBuffer());
      for (const name of answered) {
        const value = answer.headers.get(name);
        if (value !== null) res.setHeader(name, value);
      }
      res.writeHead(answer.status);
      res.end(req.method === 'HEAD' ? undefined : content);
    } catch (error) {
      const reason =
        error instanceof Error ? (error.cause instanceof Error ? error.cause : error).message : 'unknown';
      sayJson(res, 502, { message: `${base} could not be reached: ${reason}` });
    }
  };
}
