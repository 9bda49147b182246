import assert from 'node:assert/strict';
import type { RequestListener, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { cors } from '../../server/api-routes.ts';
import { browser, hostPage, listen, shows, site, strictCsp, useSite, visit } from './support.ts';
import type { Page } from 'puppeteer-core';

useSite();

const GOOD = '{"agents":{"alive":3,"slow":0,"dead":1,"total_bonded":4}}';

const send =
  (status: number, headers: Record<string, string>, body = '') =>
  (res: ServerResponse): void =>
    void res.writeHead(status, { ...cors, ...headers }).end(body);
const json = send(200, { 'Content-Type': 'application/json' }, GOOD);
const html = (body: string) => send(200, { 'Content-Type': 'text/html' }, body);
const LOGIN = html('<!doctype html><title>Acme Login</title><input type=password>');

/** Shows a card on a page of somebody else, over a backend of a test's own. */
async function shown(
  answer: RequestListener,
  look: (page: Page, at: { backend: string; host: string }) => Promise<void>,
  {
    tag = 'mc-agent-fleet',
    base = (backend: string): string | undefined => backend,
    allows = (backend: string): string => backend,
  } = {},
): Promise<void> {
  const backend = await listen(answer);
  const at = base(backend.url);
  const host = await hostPage(
    `<script type="module" src="${site.url}/cards/${tag}.js"></script>
    <${tag} ${at === undefined ? '' : `api-base="${at}"`}></${tag}>`,
    strictCsp(site.url, allows(backend.url), `'self'`),
  );
  const { page } = await visit(browser);
  try {
    await page.goto(host.url);
    await look(page, { backend: backend.url, host: host.url });
  } finally {
    await page.close();
    await host.close();
    await backend.close();
  }
}

/** What a card says, once it says it. */
const says = async (page: Page, wanted: RegExp, tag = 'mc-agent-fleet'): Promise<void> => {
  const { text } = await shows(page, tag, wanted);
  assert.doesNotMatch(text, /undefined|\bnull\b|\[object/);
};

const STATUS = '/beak/system/status';
const reload = (page: Page): Promise<void> =>
  page.$eval('mc-agent-fleet', (card) => (card as unknown as { reload: () => Promise<void> }).reload());

test('every failure names the address that was asked', () =>
  shown(
    (_, res) => send(500, {})(res),
    async (page, { backend }) => says(page, new RegExp(`500.*Asked: GET ${backend}${STATUS}\\.`)),
  ));

test('a base without a scheme', () =>
  shown(
    (_, res) => json(res),
    (page) => says(page, /looks like a host without its scheme: write https:\/\/api\.example\.com\./),
    { base: () => 'api.example.com' },
  ));

test('a base with a port and without a scheme is no address, and says how one looks', () =>
  shown(
    (_, res) => json(res),
    (page) => says(page, /api-base="localhost:8080" is no http\(s\) address: write one such as https:\/\//),
    { base: () => 'localhost:8080' },
  ));

test('a base that ends in /beak', () =>
  shown(
    (req, res) => (req.url?.startsWith('/beak/beak') ? send(404, {})(res) : json(res)),
    async (page, { backend }) => says(page, new RegExp(`api-base ends in a route.*write ${backend}\\.`)),
    { base: (backend) => `${backend}/beak` },
  ));

test('a missing base: the page’s own server was asked', () =>
  shown(
    (_, res) => json(res),
    async (page, { host }) => says(page, new RegExp(`Asked: GET ${host}${STATUS}.*own server.*set api-base`)),
    { base: () => undefined },
  ));

test('a policy that forbids it', () =>
  shown(
    (_, res) => json(res),
    async (page, { backend }) =>
      says(page, new RegExp(`Content-Security-Policy forbids it: add ${backend} to connect-src`)),
    { allows: () => 'https://elsewhere.example' },
  ));

test('no CORS at all', () =>
  shown(
    (_, res) => void res.end(GOOD),
    async (page, { host }) => says(page, new RegExp(`Access-Control-Allow-Origin does not allow ${host}`)),
  ));

test('a preflight that lacks content-type', () =>
  shown(
    (_, res) => send(200, { 'Access-Control-Allow-Headers': 'authorization' }, '{"entries":[]}')(res),
    (page) => says(page, /preflight: Access-Control-Allow-Headers lacks content-type/, 'mc-audit-activity'),
    { tag: 'mc-audit-activity' },
  ));

test('a sign-in page, and the page of a proxy, both with 200', async () => {
  await shown(
    (_, res) => LOGIN(res),
    (page) => says(page, /It was a sign-in page \(“Acme Login”\)\. Sign in there, then Refresh\./),
  );
  await shown(
    (_, res) => html('<!doctype html><title>Portal</title><p>Welcome')(res),
    (page) => says(page, /It was a web page \(“Portal”\)\. A proxy or gateway has answered/),
  );
});

test('redirects: in a circle, and to a sign-in page elsewhere', async () => {
  await shown(
    (_, res) => send(302, { Location: STATUS })(res),
    (page) => says(page, /redirects in a circle/),
  );
  // One that tells no page so much as that it redirects.
  await shown(
    (req, res) => void (req.url === STATUS ? res.writeHead(302, { Location: STATUS }).end() : res.end()),
    (page) => says(page, /redirects in a circle or breaks off/),
  );
  const login = await listen((_, res) => void res.end('<title>Login</title>'));
  try {
    await shown(
      (_, res) => send(302, { Location: `${login.url}/login` })(res),
      (page) => says(page, /redirects to where this page may not read/),
      { allows: (backend) => `${backend} ${login.url}` },
    );
  } finally {
    await login.close();
  }
});

for (const [how, expired] of [
  ['with 401', send(401, {})],
  ['with a sign-in page', LOGIN],
] as const)
  test(`a session that expires ${how} in the middle of the polls, and what was known stays`, async () => {
    let signedIn = true;
    await shown(
      (_, res) => (signedIn ? json : expired)(res),
      async (page) => {
        await shows(page, 'mc-agent-fleet', { phase: 'live' });
        signedIn = false;
        await reload(page);
        await says(page, /session has expired.*[Ss]ign in again, then Refresh.*Showing data from/);
        signedIn = true;
        await reload(page);
        const { text } = await shows(page, 'mc-agent-fleet', { phase: 'live' });
        assert.doesNotMatch(text, /expired|Asked:/);
      },
    );
  });

test('nobody answers', () =>
  shown(
    (_, res) => json(res),
    (page) => says(page, /Nothing answers at http:\/\/127\.0\.0\.1:9: check the address/),
    { base: () => 'http://127.0.0.1:9', allows: () => 'http://127.0.0.1:9' },
  ));

test('a page on https that is to read http', async () => {
  const { page } = await visit(browser);
  await page.setRequestInterception(true);
  const body = `<!doctype html><script type="module" src="/cards/mc-agent-fleet.js"></script>
    <mc-agent-fleet api-base="http://api.test"></mc-agent-fleet>`;
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin !== 'https://ops.test') void request.continue();
    else if (pathname === '/') void request.respond({ contentType: 'text/html', body });
    else
      void fetch(site.url + pathname)
        .then(async (script) =>
          request.respond({ contentType: 'text/javascript', body: await script.text() }),
        )
        .catch(() => undefined);
  });
  await page.goto('https://ops.test/');
  await says(page, /a page on https cannot read it\. Give the API an https address/);
  await page.close();
});

test('an API that answers loads no diagnosis', async () => {
  const loaded: string[] = [];
  const backend = await listen((_, res) => json(res));
  const host = await hostPage(
    `<script type="module" src="${site.url}/cards/mc-agent-fleet.js"></script>
    <mc-agent-fleet api-base="${backend.url}"></mc-agent-fleet>`,
    strictCsp(site.url, backend.url),
  );
  const { page } = await visit(browser);
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto(host.url);
  await shows(page, 'mc-agent-fleet', { phase: 'live' });
  assert.ok(loaded.some((url) => url.includes('/chunks/')));
  assert.deepEqual(
    loaded.filter((url) => url.includes('diagnose')),
    [],
  );
  await page.close();
  await host.close();
  await backend.close();
});
