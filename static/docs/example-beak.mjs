// The smallest Beak: node example-beak.mjs, then mission-control check http://127.0.0.1:8787
// Replace each collect… by your own. Leave out what you cannot know: a card says so, and shows the rest.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

const PORT = Number(process.env.PORT ?? 8787);
/** Origins of the pages that may read this. `*` suits an API without a sign-in. */
const ORIGIN = process.env.ORIGIN ?? '*';

const started = new Date();
const iso = (date = new Date()) => date.toISOString();

const collectMetrics = () => ({
  ducklings_registered: 120,
  ducklings_certified: 96,
  spaceducks_bonded: 37,
  galaxy_version: '1.1',
  last_cert_issued_at: iso(started),
});

const collectStatus = () => ({
  generated_at: iso(),
  lambda: { function: 'beak-api', version: '41', runtime: 'nodejs22.x', memory_mb: 256, timeout_s: 10 },
  lambda_alias_version: '41',
  agents: { alive: 35, slow: 1, dead: 1, total_bonded: 37 },
  database: { eggs: 140, ducklings: 120, birth_certificates: 96 },
  release: {
    function: 'beak-api',
    alias: 'prod',
    stable: '41',
    routing: { 42: 0.1 },
    revision_id: 'a1b2c3',
    versions: [{ version: '42' }, { version: '41' }],
    traffic: {
      from: iso(started),
      to: iso(new Date(started.getTime() + 60_000)),
      by_version: { 41: { invocations: 5400, errors: 2 }, 42: { invocations: 600, errors: 0 } },
    },
  },
});

const collectAudit = () => ({
  entries: [{ event_type: 'duck.hatched', timestamp: iso(started) }],
  covers_from: iso(started),
  truncated: false,
});

/** Each route, and whether its answer may be revalidated. */
const routes = {
  'GET /beak': [() => ({ ok: true }), true],
  'GET /beak/metrics': [collectMetrics, true],
  'GET /beak/system/status': [collectStatus, true],
  'POST /beak/audit': [collectAudit, false],
};

createServer((req, res) => {
  res.setHeader('Access-Control-Allow-Origin', ORIGIN);
  res.setHeader('Access-Control-Expose-Headers', 'Date, Age, ETag, Retry-After');
  res.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
  res.setHeader('Access-Control-Max-Age', '7200');
  if (req.method === 'OPTIONS') return res.writeHead(204).end();
  const [collect, tagged] = routes[`${req.method} ${req.url?.split('?', 1)[0]}`] ?? [];
  res.setHeader('Content-Type', 'application/json');
  if (!collect) return res.writeHead(404).end('{"message":"Not Found"}');
  const body = JSON.stringify(collect());
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  res.setHeader('Cache-Control', tagged ? 'no-cache' : 'no-store');
  if (tagged) res.setHeader('ETag', tag);
  if (tagged && req.headers['if-none-match'] === tag) return res.writeHead(304).end();
  return res.end(body);
}).listen(PORT, '127.0.0.1', () => console.log(`http://127.0.0.1:${PORT}`));
