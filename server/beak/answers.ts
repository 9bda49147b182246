import { CANARY_ALARM } from './deployment.ts';
import type { Deployment } from './deployment.ts';
import type { Release } from './release.ts';
import type { Entry } from './stack.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
const tables = ['eggs', 'ducklings', 'birth_certificates', 'connections', 'peck_requests'];
const perTable = (value: string): Record<string, string> =>
  Object.fromEntries(tables.map((table) => [table, value]));

/** Writes ms UTC as the ISO time that an answer carries. */
export type Iso = (at: number) => string;

/** The three answers that have fields, as they would travel; `contract.md` names the members. */
export function answers(world: World, iso: Iso) {
  return { metrics: metrics(world, iso), status: status(world, iso), audit: audit(world, iso) };
}

/** What `answers` gives. */
export type Answers = ReturnType<typeof answers>;

function metrics({ totals, agents, lastCertificateAt }: World, iso: Iso) {
  return {
    ducklings_registered: totals.ducklings,
    ducklings_certified: totals.certificates,
    spaceducks_bonded: agents.length,
    galaxy_version: '1.1',
    last_cert_issued_at: lastCertificateAt === null ? null : iso(lastCertificateAt),
  };
}

function audit(world: World, iso: Iso) {
  const oldest = world.audit.at(-1)?.at ?? world.now;
  return {
    entries: world.audit.map((entry) => line(entry, iso)),
    covers_from: iso(world.truncated ? oldest : world.now - 24 * HOUR),
    truncated: world.truncated,
  };
}

const line = ({ id, type, at, ...rest }: Entry, iso: Iso) => ({
  id,
  event_type: type,
  timestamp: iso(at),
  ...rest,
});

function status(world: World, iso: Iso) {
  const { release, now, pecks, totals } = world;
  const failed = pecks.denied + pecks.expired + pecks.callback_error;
  const answering = release.version(release.invoked);
  const inState = (state: string): number => world.agents.filter((agent) => agent.state === state).length;
  const mailed = world.mails.length;
  return {
    generated_at: iso(now),
    auth: {
      cognito_pool: 'us-east-1_Qu4ckP00L',
      ses_sender: 'hatchery@pond.example.com',
      signout: true,
      signup: true,
      verify: true,
      phone_verify: true,
      forgot_reset: true,
      mfa: 'ON',
    },
    ses: {
      sandbox: false,
      daily_quota: 50_000,
      sent_24h: mailed,
      max_send_rate: 14,
      bounce_rate: 0.008,
      complaint_rate: 0.0002,
      spf: true,
    },
    sns: { sandbox: false, monthly_spend_limit: 50 },
    lambda: {
      function: 'beak-api',
      version: String(release.invoked),
      runtime: 'nodejs22.x',
      memory_mb: 256,
      timeout_s: 10,
      last_modified: iso(answering?.publishedAt ?? now),
      invoked_version: String(release.invoked),
      region: 'us-east-1',
      architecture: 'arm64',
      concurrency: 50,
      env_names: [
        'CERT_BUCKET',
        'COGNITO_POOL',
        'LOG_LEVEL',
        'PECK_STATE_MACHINE',
        'SES_SENDER',
        'TABLE_PREFIX',
      ],
      memory_used_mb: Math.round(84 * release.tremor),
    },
    lambda_alias_version: String(release.stable),
    lambda_alias_parity: release.invoked === release.stable,
    agents: {
      alive: inState('alive'),
      slow: inState('slow'),
      dead: inState('dead'),
      total_bonded: world.agents.length,
      stale_list: world.agents
        .filter(({ state }) => state !== 'alive')
        .map(({ id, state, pulsedAt }) => ({
          id,
          state,
          last_pulse_at: pulsedAt === null ? null : iso(pulsedAt),
        })),
    },
    database: {
      eggs: totals.eggs,
      ducklings: totals.ducklings,
      birth_certificates: totals.certificates,
      connections: totals.connections,
      peck_requests: world.openPecks.length + pecks.succeeded + failed,
    },
    database_billing: perTable('PAY_PER_REQUEST'),
    database_status: perTable('ACTIVE'),
    peck_protocol: {
      running: world.openPecks.length,
      succeeded: pecks.succeeded,
      failed,
      failure_breakdown: {
        denied: pecks.denied,
        expired: pecks.expired,
        callback_error: pecks.callback_error,
      },
    },
    recent_audit: world.audit.slice(0, 10).map((entry) => line(entry, iso)),
    alarms: alarms(world, iso),
    release: releasePart(release, now, iso),
    cloudfront: {
      distribution_id: 'E2P0NDQU4CK7XL',
      invalidations: world.invalidations.map(({ id, at, paths }) => ({
        id,
        status: now - at < 60_000 ? 'InProgress' : 'Completed',
        created_at: iso(at),
        paths,
      })),
    },
    emails: world.mails.slice(0, 10).map(({ kind, to, at }) => ({ kind, to, sent_at: iso(at) })),
    collected: Object.fromEntries(
      ['lambda', 'alias', 'database', 'pecks', 'agents', 'ses', 'sns', 'alarms', 'release', 'cloudfront'].map(
        (part) => [part, { at: iso(now), ok: true }],
      ),
    ),
  };
}

function alarms({ release, now }: World, iso: Iso) {
  const quiet = { state: 'OK', updated_at: iso(now - (now % (6 * HOUR))) };
  const canary = release.alarming(now)
    ? { state: 'ALARM', updated_at: iso(release.shiftedAt + 120_000) }
    : quiet;
  return [
    { name: 'beak-api-errors', metric: 'Errors', threshold: 5, ...quiet },
    { name: 'beak-api-duration', metric: 'Duration', threshold: 5000, ...quiet },
    { name: 'beak-gateway-5xx', metric: '5XXError', threshold: 1, ...quiet },
    { name: 'beak-dynamo-throttle', metric: 'ThrottledRequests', threshold: 1, ...quiet },
    { name: CANARY_ALARM, metric: 'Errors', threshold: 1, ...canary },
  ];
}

function releasePart(release: Release, now: number, iso: Iso) {
  const { from, by } = release.traffic(now);
  const latest = release.versions[0];
  return {
    function: 'beak-api',
    alias: 'prod',
    stable: String(release.stable),
    routing: release.canary === undefined ? {} : { [String(release.canary)]: release.weight },
    revision_id: release.revision,
    latest: {
      code_sha256: latest?.code,
      config_sha256: latest?.config,
      last_modified: iso(latest?.publishedAt ?? now),
    },
    versions: release.versions.map(({ number, code, config, publishedAt, description }) => ({
      version: String(number),
      code_sha256: code,
      config_sha256: config,
      last_modified: iso(publishedAt),
      description,
    })),
    deployment: deploymentPart(release.deployment, iso),
    traffic: {
      from: iso(from),
      to: iso(now),
      by_version: Object.fromEntries(
        [...by].map(([version, calls]) => [String(version), { ...calls, ...durations(release, calls) }]),
      ),
    },
  };
}

/** A version that fails is slow as well, as one that waits for what never answers. */
function durations(release: Release, { invocations, errors }: { invocations: number; errors: number }) {
  const failing = invocations > 0 && errors / invocations > 0.02;
  const ms = (usual: number, bad: number): number => Math.round((failing ? bad : usual) * release.tremor);
  return { p50_ms: ms(42, 61), p90_ms: ms(118, 410), p99_ms: ms(390, 6200) };
}

function deploymentPart(deployment: Deployment, iso: Iso) {
  const { shiftStartedAt, finishedAt } = deployment;
  return {
    id: deployment.id,
    config: deployment.config,
    status: deployment.status,
    started_at: iso(deployment.startedAt),
    ...(shiftStartedAt !== undefined && { shift_started_at: iso(shiftStartedAt) }),
    ...(finishedAt !== undefined && { finished_at: iso(finishedAt) }),
    from_version: String(deployment.from),
    to_version: String(deployment.to),
    weight: deployment.weight,
    steps: deployment.steps,
    alarms: deployment.alarms,
    ...(deployment.error && { error: deployment.error }),
  };
}
