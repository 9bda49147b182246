import { expect } from '@open-wc/testing';
import { recorders } from '../../src/data/recorders.ts';
import type { Attempt } from '../../src/api/client.ts';
import type { Route } from '../../src/api/fields.ts';
import type { LogName } from '../../src/data/samples.ts';

const at = (minute: number): string => `2026-03-21T05:${String(minute).padStart(2, '0')}:00Z`;
const ms = (minute: number): number => Date.parse(at(minute));

/** What a poll leaves in a log; without an answer the poll has failed. */
function left(log: LogName, route: Route, json?: unknown, before?: unknown, took = 20): object[] {
  const attempt = {
    sentAt: 0,
    ms: took,
    ...(json === undefined ? { failure: { kind: 'timeout' } } : { reply: { json } }),
  } as Attempt;
  const polling = { route, attempt, before, disturbed: false };
  return recorders.filter((each) => each.log === log).flatMap(({ from }) => from(polling) ?? []);
}

const pulse = (id: string, actor: string, minute: number) => ({
  id,
  event_type: 'duck.pulse',
  actor,
  timestamp: at(minute),
});

describe('what a poll leaves in the logs', () => {
  it('is nothing but its duration where it failed', () => {
    for (const { log } of recorders)
      expect(left(log, 'status'), log).to.deep.equal(
        log === 'sd_latency_log' ? [{ route: 'status', ms: 20, failure: 'timeout' }] : [],
      );
  });

  it('is a suspected cold start from 800 ms on', () => {
    expect(left('sd_cold_starts', 'metrics', {}, undefined, 799)).to.deep.equal([]);
    expect(left('sd_cold_starts', 'metrics', {}, undefined, 800)).to.deep.equal([
      { route: 'metrics', ms: 800 },
    ]);
  });

  it('is no counter that was not told, and no zero in its place', () => {
    const status = { database: { ducklings: 4, birth_certificates: 'many' } };
    expect(left('sd_cert_rate_log', 'status', status)).to.deep.equal([]);
    expect(left('sd_activity_baseline', 'status', status)).to.deep.equal([{ ducklings: 4 }]);
  });

  it('is the sum of the calls of all versions, with their window', () => {
    const traffic = {
      from: at(0),
      to: at(5),
      by_version: { 41: { invocations: 90 }, 42: { invocations: 10 }, 43: {} },
    };
    expect(left('sd_invocation_log', 'status', { release: { traffic } })).to.deep.equal([
      { from: ms(0), to: ms(5), invocations: 100 },
    ]);
    // The calls of one version cannot be read, so their sum is not known.
    for (const odd of [{ invocations: '7' }, { invocations: -1 }, 7]) {
      const by_version = { ...traffic.by_version, 43: odd };
      expect(
        left('sd_invocation_log', 'status', { release: { traffic: { ...traffic, by_version } } }),
      ).to.eql([]);
    }
  });

  it('is only what the audit did not tell before', () => {
    const before = { entries: [pulse('b', 'agent-2', 2), pulse('a', 'agent-1', 1)] };
    const now = { entries: [pulse('c', 'agent-1', 3), ...before.entries] };
    const [sample] = left('sd_audit_cache', 'audit', now, before) as { entries: { id: string }[] }[];
    expect(sample?.entries.map(({ id }) => id)).to.deep.equal(['c']);
    expect(left('sd_audit_cache', 'audit', now, now)).to.deep.equal([]);
    expect(left('sd_fleet_cache', 'audit', now, before)).to.deep.equal([{ pulses: { 'agent-1': ms(3) } }]);
    // The newest pulse of an agent counts, though it stands first.
    expect(left('sd_fleet_cache', 'audit', now)).to.deep.equal([
      { pulses: { 'agent-1': ms(3), 'agent-2': ms(2) } },
    ]);
  });

  it('is no mail of a time before this browser looked', () => {
    const mails = { entries: [{ id: 'm', event_type: 'duck.cert_emailed', timestamp: at(1) }] };
    expect(left('sd_ses_rate_log', 'audit', mails)).to.deep.equal([]);
    expect(left('sd_ses_rate_log', 'audit', mails, { entries: [] })).to.deep.equal([{ mails: 1 }]);
  });

  it('is names of environment variables only, each once', () => {
    const status = { lambda: { env_names: ['LOG_LEVEL', 'CERT_BUCKET', 'LOG_LEVEL'] } };
    expect(left('missionControlEnvVarSnapshotV1', 'status', status)).to.deep.equal([
      { names: ['CERT_BUCKET', 'LOG_LEVEL'] },
    ]);
    // A list with an entry that cannot be read would tell a removal that never was.
    const part = { lambda: { env_names: ['LOG_LEVEL', 7] } };
    expect(left('missionControlEnvVarSnapshotV1', 'status', part)).to.deep.equal([]);
  });

  it('is what stands in the way, as far as it is told', () => {
    const reported = { ses: { sandbox: true }, sns: { sandbox: false } };
    expect(left('blockers', 'status', reported)).to.deep.equal([{ ses: true, sns: false }]);
    expect(left('blockers', 'status', { sns: { sandbox: 'no' }, ses: { sandbox: true } })).to.deep.equal([
      { ses: true },
    ]);
    expect(left('blockers', 'status', { ses: {} })).to.deep.equal([]);
    expect(left('blockers', 'metrics', { last_cert_issued_at: null })).to.deep.equal([{ certs: true }]);
    expect(left('blockers', 'metrics', { last_cert_issued_at: at(1) })).to.deep.equal([{ certs: false }]);
    expect(left('blockers', 'metrics', {})).to.deep.equal([]);
  });
});
