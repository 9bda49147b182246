import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The headers of every answer of a backend: whatever it is, it is not sniffed, and runs nothing in this origin. */
export const dataHeaders: Record<string, string> = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
};

/** A host of this machine, as a request names it. */
export const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Whether the asker is a page of this very server, or no page at all: a foreign page says where it comes from or that it
 * is another site, and a name that was bent to the loopback address (DNS rebinding) shows in `Host`.
 */
export function isOurs({ headers }: IncomingMessage): boolean {
  const { host = '', origin, 'sec-fetch-site': site = 'none' } = headers;
  return (
    LOOPBACK_HOST.test(host) &&
    (origin === undefined || origin === `http://${host}`) &&
    (site === 'same-origin' || site === 'none')
  );
}

/** Answers with a plain sentence. */
export function say(res: ServerResponse, status: number, sentence: string): void {
  res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(`${sentence}\n`);
}

/** Answers with JSON. */
export function sayJson(res: ServerResponse, status: number, value: unknown): void {
  res.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(value));
}

/** The entity tag of some content: equal content, equal tag. */
export const tagOf = (content: string | Buffer): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;

/** Whether the asker has the content with this tag already (RFC 9110, 13.1.2: weak comparison). */
export function knows(req: IncomingMessage, tag: string): boolean {
  const bare = (one: string): string => one.trim().replace(/^W\//, '');
  const known = (req.headers['if-none-match'] ?? '').split(',').map(bare);
  return known.includes('*') || known.includes(bare(tag));
}

/** The longest body of a request that is read, in bytes. */
const LONGEST_BODY = 64 * 1024;

/** A request whose body is too long; the server answers it with 413. */
export class BodyTooLong extends Error {
  constructor() {
    super(`The body is longer than ${LONGEST_BODY} bytes.`);
  }
}

/** The whole body of a request as text. @throws {BodyTooLong} */
export async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req) {
    // Without an encoding set, a request gives buffers; its type does not say so.
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > LONGEST_BODY) throw new BodyTooLong();
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The JSON of a request's body; `undefined` when it is none. @throws {BodyTooLong} */
export async function jsonOf(req: IncomingMessage): Promise<unknown> {
  const body = await bodyOf(req);
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
