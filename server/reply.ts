import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The headers of the real hosting, on every file. `connect-src` names every loopback port, which the real
 * hosting does not: here a page may read a second Beak on another port, to show two origins side by side.
 */
export const pageHeaders: Record<string, string> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self' http://127.0.0.1:* http://localhost:*",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html 'allow-duplicates'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

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

/** The whole body of a request as text; rejects beyond `limit` bytes. */
export async function bodyOf(req: IncomingMessage, limit = 64 * 1024): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req) {
    // Without an encoding set, a request gives buffers; its type does not say so.
    const bytes = part as Buffer;
    size += bytes.length;
    if (size > limit) throw new RangeError(`The body is longer than ${limit} bytes.`);
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The JSON of a request's body; `undefined` when it is none, or too long. */
export async function jsonOf(req: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await bodyOf(req)) as unknown;
  } catch {
    return undefined;
  }
}
