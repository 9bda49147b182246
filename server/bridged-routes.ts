import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Bridged } from './bridged.ts';
import { bodyOf, isOurs, LOOPBACK_HOST, sayJson } from './reply.ts';

/** Whether a path is one of the bridge's. */
export const isBridged = (path: string): boolean =>
  path === '/mission-control.json' || /^\/(beak|fn)(\/|$)/.test(path);

/** Answers from the bridge, to this server's own page and to those that its configuration lets in. */
export async function answerBridged(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  aws: Bridged,
): Promise<void> {
  const { host = '', origin } = req.headers;
  const isLetIn = origin !== undefined && LOOPBACK_HOST.test(host) && aws.allows(origin);
  if (!isOurs(req) && !isLetIn)
    return sayJson(res, 403, {
      message:
        'An AWS account is behind this address: only its own page, and origins in cors of bridge.json, may ask.',
    });
  const headers = Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const method = req.method ?? 'GET';
  const body = method === 'POST' ? await bodyOf(req) : '';
  const reply = await aws.answer({ method, path, headers, body });
  res.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.status !== 304 &&
      reply.status !== 204 &&
      method !== 'HEAD' && { 'Content-Length': Buffer.byteLength(reply.body) }),
  });
  res.end(method === 'HEAD' ? undefined : reply.body);
}
