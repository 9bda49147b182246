import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isObject } from '../src/api/kinds.ts';
import { LOOPBACK_APIS, headersFor } from './headers.ts';
import { knows, say, tagOf } from './reply.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const compressible = /^text\/|json|svg/;

const encoders: Record<string, (content: Buffer) => Promise<Buffer>> = {
  // Level 9 of 11: within a few per cent of what a release build measures, and quick enough while developing.
  br: (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (content) => promisify(gzip)(content),
};

interface CachedFile {
  modified: number;
  tag: string;
  /** The content, by the encoding it is in; '' is as it lies on disk. */
  bodies: Map<string, Buffer>;
}

/** Serves the files below one folder, and nothing beside it. Contents are kept in memory while they are unchanged. */
export class Files {
  readonly #root: string;
  readonly #kept = new Map<string, CachedFile>();

  /**
   * @param root path of the folder; it need not exist yet
   * @param site path of the folder that holds the site's configuration
   */
  constructor(
    root: string,
    readonly site = root,
  ) {
    this.#root = root;
  }

  /** Answers a request for `path` (as sent, without its query); never rejects for a path that is not there. */
  async answer(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const parents = path.startsWith('/embed/') ? await this.#parents() : [];
    const headers = headersFor(path, { api: LOOPBACK_APIS, parents });
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      res.setHeader('Allow', 'GET, HEAD');
      return say(res, 405, 'Files can only be read here.');
    }
    const found = await this.#find(path);
    if (found === undefined) {
      if (path === '/') return say(res, 503, 'The page has not been built yet. Run: npm run build');
      return say(res, 404, 'There is no such file.');
    }
    if (found.folder) {
      res.writeHead(308, { Location: `${path.replace(/^\/+/, '/')}/` });
      return void res.end();
    }
    await this.#send(req, res, found);
  }

  /** What the site's configuration lists under `embed.parents`, as it is now. */
  async #parents(): Promise<readonly unknown[]> {
    try {
      const config: unknown = JSON.parse(await readFile(join(this.site, 'mission-control.json'), 'utf8'));
      const embed = isObject(config) ? config['embed'] : undefined;
      const parents = isObject(embed) ? embed['parents'] : undefined;
      return Array.isArray(parents) ? parents : [];
    } catch {
      // Without a configuration that can be read, no page may frame it.
      return [];
    }
  }

  async #find(path: string): Promise<{ file: string; folder: boolean; modified: number } | undefined> {
    try {
      const root = await realpath(this.#root);
      const asked = join(root, decodeURIComponent(path), path.endsWith('/') ? 'index.html' : '');
      const file = await realpath(asked);
      if (file !== root && !file.startsWith(root + sep)) return undefined;
      const found = await stat(file);
      return { file, folder: found.isDirectory(), modified: found.mtimeMs };
    } catch {
      // Not there, not readable, not a path at all: it is all one to the asker.
      return undefined;
    }
  }

  async #send(
    req: IncomingMessage,
    res: ServerResponse,
    { file, modified }: { file: string; modified: number },
  ): Promise<void> {
    let kept = this.#kept.get(file);
    if (kept?.modified !== modified) {
      const content = await readFile(file);
      kept = { modified, tag: tagOf(content), bodies: new Map([['', content]]) };
      this.#kept.set(file, kept);
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    const encoding = compressible.test(type) ? encodingFor(req) : '';
    const tag = encoding === '' ? kept.tag : `W/${kept.tag}`;
    res.setHeader('ETag', tag);
    res.setHeader('Vary', 'Accept-Encoding');
    if (knows(req, tag)) {
      res.writeHead(304);
      return void res.end();
    }
    const body = await encoded(kept, encoding);
    if (encoding !== '') res.setHeader('Content-Encoding', encoding);
    res.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length });
    res.end(req.method === 'HEAD' ? undefined : body);
  }
}

/** The best encoding that the asker accepts; '' is none. */
function encodingFor(req: IncomingMessage): string {
  const accepted = String(req.headers['accept-encoding'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(';')[0]);
  return Object.keys(encoders).find((name) => accepted.includes(name)) ?? '';
}

async function encoded(kept: CachedFile, encoding: string): Promise<Buffer> {
  const plain = kept.bodies.get('') ?? Buffer.alloc(0);
  const body = kept.bodies.get(encoding) ?? (await encoders[encoding]?.(plain)) ?? plain;
  kept.bodies.set(encoding, body);
  return body;
}
