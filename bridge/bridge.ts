import { createHash } from 'node:crypto';
import { say } from './ask.ts';
import type { Ask, Reply } from './ask.ts';
import type { Guard } from './guard.ts';
import { accountSlots, Collection } from './collection.ts';
import type { Shared } from './collection.ts';
import type { Target } from './collector.ts';
import type { Changes } from './change.ts';
import { isObject } from '../src/api/kinds.ts';
import { routes } from '../src/api/routes.ts';
import type { Polled, Route } from '../src/api/fields.ts';

/** The longest body that is read, in bytes. */
export const LONGEST_BODY = 64 * 1024;

/** What a bridge is made of. */
export interface BridgeOptions extends Shared {
  /** The functions that it serves; the first stands at the root, too. */
  targets: readonly Target[];
  /** Lets in who may read, and tells who that is; without one everybody may. */
  guard?: Guard | undefined;
  /** Makes changes of an alias; without it there is no such route. */
  changes?: Changes | undefined;
}

const RELEASE = '/beak/release';
/** The configuration of a site that has none of its own: where the function is. */
const SITE = '/mission-control.json';
const EXPOSED = {
  'Access-Control-Expose-Headers': 'Date, Age, ETag, Retry-After',
  'Access-Control-Allow-Headers': 'authorization, content-type',
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Max-Age': '7200',
};
/** Whatever an answer is, it is not sniffed, and runs nothing in this origin. */
const GUARDED = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
};

const tagOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** Whether the asker has what goes by this tag (RFC 9110, 13.1.2: weak comparison). */
function knows(ask: Ask, tag: string): boolean {
  const known = (ask.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(tag);
}

/** A Beak made of what AWS answers, for one function or several. */
export class Bridge {
  readonly collections: ReadonlyMap<string, Collection>;
  readonly #first: Collection;
  /** The tag of each body that is being served, so that it is made once. */
  readonly #tags = new Map<string, { body: string; tag: string }>();

  constructor(readonly options: BridgeOptions) {
    const account = accountSlots(options);
    const all = options.targets.map((target) => new Collection(target, options, account));
    const [first] = all;
    if (!first) throw new Error('A bridge needs a function.');
    this.#first = first;
    this.collections = new Map(all.map((collection) => [collection.target.function, collection]));
  }

  /** Answers any request. Never rejects for what was asked. */
  async answer(ask: Ask): Promise<Reply> {
    const reply = await this.#route(ask);
    return { ...reply, headers: { ...GUARDED, ...this.#cors(ask), ...reply.headers } };
  }

  async #route(ask: Ask): Promise<Reply> {
    const { method, path, body } = ask;
    if (path === '/fn') return (await this.#refuse(ask, ['GET', 'HEAD'])) ?? this.#list();
    const [collection, inner] = this.#find(path);
    if (collection && inner === SITE)
      return (await this.#refuse(ask, ['GET', 'HEAD'])) ?? say(200, await collection.place());
    const route = collection && routeAt(inner);
    const isChange = collection !== undefined && inner === RELEASE && this.options.changes !== undefined;
    if (!collection || (route === undefined && !isChange)) return say(404, { message: 'Not Found' });
    if (route === undefined) return (await this.#refuse(ask, ['POST'])) ?? this.#change(ask, collection);
    const refused = await this.#refuse(ask, routes[route].method === 'GET' ? ['GET', 'HEAD'] : ['POST']);
    if (refused) return refused;
    if (route === 'beak') return say(200, { ok: true });
    if (route === 'audit' && !isJsonObject(body))
      return say(400, { message: 'The body must be a JSON object, such as {}.' });
    return this.#send(ask, path, await collection.answer(route), route, method);
  }

  /** Why a request is not answered; `undefined` where it is. */
  async #refuse(ask: Ask, methods: string[]): Promise<Reply | undefined> {
    if (ask.method === 'OPTIONS')
      return { status: 204, headers: { Allow: [...methods, 'OPTIONS'].join(', ') }, body: '' };
    if (!methods.includes(ask.method))
      return say(405, { message: 'Method Not Allowed' }, { Allow: [...methods, 'OPTIONS'].join(', ') });
    if (Buffer.byteLength(ask.body) > LONGEST_BODY)
      return say(413, { message: `The body is longer than ${LONGEST_BODY} bytes.` });
    const caller = await this.options.guard?.read(ask);
    return caller && 'refused' in caller ? caller.refused : undefined;
  }

  #change(ask: Ask, collection: Collection): Promise<Reply> | Reply {
    const { origin } = ask.headers;
    // A page of somebody else's is not let in by the token that a browser may add by itself.
    if (origin !== undefined && !this.#isAllowed(origin) && !isSameOrigin(origin, ask))
      return say(403, { message: 'This origin may not change the alias: add it to cors in bridge.json.' });
    return this.options.changes?.make(ask, collection) ?? say(404, { message: 'Not Found' });
  }

  /** The function that a path is about, and the rest of it. */
  #find(path: string): [Collection | undefined, string] {
    const [, name, inner] = /^\/fn\/([^/]+)(\/.*)$/.exec(path) ?? [];
    if (name === undefined || inner === undefined) return [this.#first, path];
    return [this.collections.get(decoded(name)), inner];
  }

  #list(): Reply {
    const list = [...this.collections.values()].map(({ target: { function: name, alias, region } }) => ({
      name,
      alias,
      region,
      href: `/fn/${encodeURIComponent(name)}`,
    }));
    const { status, headers, body } = say(200, list);
    return { status, headers: { ...headers, 'Cache-Control': this.#keep() }, body };
  }

  #send(ask: Ask, path: string, body: string, route: Polled, method: string): Reply {
    const type = { 'Content-Type': 'application/json' };
    if (route === 'audit') return { status: 200, headers: { ...type, 'Cache-Control': 'no-store' }, body };
    const known = this.#tags.get(path);
    const tag = known?.body === body ? known.tag : tagOf(body);
    if (known?.body !== body) this.#tags.set(path, { body, tag });
    const headers = { ...type, 'ETag': tag, 'Cache-Control': this.#keep() };
    if (knows(ask, tag)) return { status: 304, headers, body: '' };
    return { status: 200, headers, body: method === 'HEAD' ? '' : body };
  }

  /** What all may see, a cache in between may keep for as long as the alias is not read anew. */
  #keep(): string {
    return this.options.config.public ? 'public, max-age=0, s-maxage=30' : 'private, no-cache';
  }

  #isAllowed(origin: string): boolean {
    return this.options.config.cors?.includes(origin) ?? false;
  }

  #cors({ headers: { origin } }: Ask): Record<string, string> {
    const { config } = this.options;
    if (config.cors === undefined && config.public) return { 'Access-Control-Allow-Origin': '*', ...EXPOSED };
    const vary = { Vary: 'Origin' };
    if (origin === undefined || !this.#isAllowed(origin)) return vary;
    return { ...vary, 'Access-Control-Allow-Origin': origin, ...EXPOSED };
  }
}

/** Whether a request comes from a page that was served under the same name. */
function isSameOrigin(origin: string, { headers: { host } }: Ask): boolean {
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
}

const routeAt = (path: string): Route | undefined =>
  // `Object.keys` forgets the names of the keys.
  (Object.keys(routes) as Route[]).find((route) => routes[route].path === path);

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}

function isJsonObject(body: string): boolean {
  try {
    return isObject(JSON.parse(body));
  } catch {
    return false;
  }
}
