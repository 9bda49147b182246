import { createServer } from 'node:http';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Beak } from './beak/beak.ts';
import type { ScenarioName } from './beak/scenarios.ts';
import { answerControl } from './control.ts';
import { Files } from './files.ts';
import { forwardTo } from './proxy.ts';
import { BodyTooLong, say, sayJson } from './reply.ts';
import { answerBeak } from './api-routes.ts';
import type { Counts } from './api-routes.ts';
import { answerBridged, isBridged } from './bridged-routes.ts';
import type { Bridged } from './bridged.ts';

/** Files of the simulated site, which no real backend meets. */
const SITE = new Set(['/mission-control.json', '/OPERATOR-NOTES.md', '/GOVERNANCE-LOG.md', '/board.json']);
/** The site's deploy log; with the embedded Beak it tells that stack's promotions. */
const DEPLOY_LOG = '/DEPLOY-LOG.md';

/** How to serve. Everything but the root has a default. */
export interface ServeOptions {
  /** Folder of the built site. */
  root: string;
  /** TCP port on 127.0.0.1; 0 takes any that is free. Default 0. */
  port?: number | undefined;
  /** Default `healthy`. */
  scenario?: ScenarioName | undefined;
  /** What the simulation grows from. Default 42. */
  seed?: number | undefined;
  /** Folder of the simulated site's files, its configuration among them. Default: this server's own. */
  site?: string | undefined;
  /** Base of a real Beak to pass requests on to, instead of the embedded one. */
  api?: string | undefined;
  /** A Beak of real AWS answers, instead of the embedded one. */
  aws?: Bridged | undefined;
  /** Bearer token for `POST /beak/release` of the embedded Beak; without one there is no such route. */
  releaseToken?: string | undefined;
  /** The clock, ms UTC. Default `Date.now`. */
  now?: (() => number) | undefined;
}

/** A server that is up. */
export interface Served {
  /** Its address without a slash at the end, such as `http://127.0.0.1:4173`. */
  url: string;
  /** Ends it, and every connection that is still open. */
  close: () => Promise<void>;
  /** The embedded Beak, to switch scenarios in a test. */
  beak: Beak;
  /** Requests per route since the start. */
  counts: Counts;
}

/**
 * Serves the site, the embedded Beak and its control page on 127.0.0.1.
 * @throws what `listen` throws, such as an error with code `EADDRINUSE`
 */
export async function serve({
  root,
  port = 0,
  scenario = 'healthy',
  seed = 42,
  site = join(import.meta.dirname, 'site'),
  api,
  aws,
  releaseToken,
  now = Date.now,
}: ServeOptions): Promise<Served> {
  const beak = new Beak({ seed, now: now(), scenario });
  const counts: Counts = { beak: 0, metrics: 0, status: 0, audit: 0 };
  const simulated = api === undefined && aws === undefined;
  const files = new Files(root, simulated ? site : root);
  const siteFiles = new Files(site);
  const ending = new AbortController();
  const forward = api === undefined ? undefined : forwardTo(api, ending.signal);

  const answer = (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    // Not through URL: it takes what follows two slashes for a host.
    const path = (req.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
    if (aws && isBridged(path)) return answerBridged(req, res, path, aws);
    if (path === '/beak' || path.startsWith('/beak/')) {
      return answerBeak(req, res, path, { beak, counts, now: now(), forward, releaseToken });
    }
    if (path === '/control' || path.startsWith('/control/')) {
      return answerControl(req, res, path, { beak, counts, now, api: aws ? 'AWS' : api });
    }
    if (simulated && SITE.has(path)) return siteFiles.answer(req, res, path);
    if (simulated && path === DEPLOY_LOG) {
      beak.advance(now());
      res.writeHead(200, { 'Content-Type': 'text/markdown; charset=utf-8', 'Cache-Control': 'no-cache' });
      return Promise.resolve(void res.end(beak.deployLog()));
    }
    return files.answer(req, res, path);
  };

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      if (error instanceof BodyTooLong && !res.headersSent) {
        // What is still on its way is not waited for.
        res.setHeader('Connection', 'close');
        return sayJson(res, 413, { message: error.message });
      }
      console.error(error);
      if (res.headersSent) res.destroy();
      else say(res, 500, 'The server failed at this; its terminal says why.');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  // A server that listens on TCP has an address object; text is for pipes.
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      ending.abort();
      aws?.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${bound}`, close, beak, counts };
}
