import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../src/api/kinds.ts';
import { fields } from '../../src/api/fields.ts';
import { Beak } from '../../server/beak/beak.ts';
import type { Delivery, ScenarioName } from '../../server/beak/scenarios.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const minute = 60_000;

/** A Beak that has been healthy for a while and then fell into a scenario. */
function fallInto(scenario: ScenarioName): Beak {
  const beak = new Beak({ seed: 11, now: noon });
  beak.advance(noon + 4 * minute);
  beak.scenario = scenario;
  return beak;
}

const status = (beak: Beak) => read(fields.status, JSON.parse(beak.answer('status'))) ?? {};

/** Calls and share of errors of the canary and of the stable version. */
function figures(beak: Beak) {
  const { release } = status(beak);
  const canary = Object.keys(release?.routing ?? {})[0] ?? 'none';
  const of = (version: string) => {
    const { invocations = 0, errors = 0, p99_ms = 0 } = release?.traffic?.by_version?.[version] ?? {};
    return { invocations, rate: errors / invocations, p99_ms };
  };
  return { canary: of(canary), stable: of(release?.stable ?? '') };
}

test('drift: another version answers than the alias names, and nothing is being shifted', () => {
  const { lambda, lambda_alias_version, lambda_alias_parity, release } = status(fallInto('drift'));
  assert.equal(lambda_alias_parity, false);
  assert.notEqual(lambda?.invoked_version, lambda_alias_version);
  assert.ok(release?.versions?.some(({ version }) => version === lambda?.invoked_version));
  assert.deepEqual(release?.routing, {});
});

test('drift lasts as long as it is on, and is over when it is switched off', () => {
  const beak = fallInto('drift');
  beak.advance(noon + 60 * minute);
  assert.equal(status(beak).lambda_alias_parity, false);
  assert.deepEqual(status(beak).release?.routing, {});
  beak.scenario = 'healthy';
  assert.equal(status(beak).lambda_alias_parity, true);
});

test('misconfigured: what a wrong deploy leaves behind, and all of it by the contract', () => {
  const { auth, ses, lambda, database_billing, database_status, alarms } = status(fallInto('misconfigured'));
  assert.equal(auth?.verify, false);
  assert.equal(auth?.mfa, 'OPTIONAL');
  assert.ok((ses?.bounce_rate ?? 0) >= 0.05 && ses?.spf === false);
  assert.ok((lambda?.memory_used_mb ?? 0) / (lambda?.memory_mb ?? 1) > 0.9);
  assert.ok(lambda?.env_names?.includes('DEBUG_PECKS') && !lambda.env_names.includes('LOG_LEVEL'));
  assert.equal(new Set(Object.values(database_billing ?? {})).size, 2);
  assert.ok(Object.values(database_status ?? {}).includes('UPDATING'));
  assert.ok(alarms?.some(({ state }) => state === 'ALARM'));
});

test('canary-good: enough calls at once for a promotion, and none fails', () => {
  const { canary } = figures(fallInto('canary-good'));
  assert.ok(canary.invocations >= 299, `${canary.invocations} calls`);
  assert.equal(canary.rate, 0);
});

test('canary-bad: the canary fails far more often than the stable version, and no alarm stops it', () => {
  const beak = fallInto('canary-bad');
  for (const later of [0, 20]) {
    beak.advance(noon + (4 + later) * minute);
    const { canary, stable } = figures(beak);
    assert.ok(canary.invocations > 100 && canary.rate > 0.03 && stable.rate < 0.005, `after ${later} min`);
    assert.ok(canary.p99_ms >= 5000 && stable.p99_ms < 5000);
  }
  assert.deepEqual(status(beak).release?.deployment?.alarms, []);
});

test('a bad canary is taken back when the scenario is left, and the alias points where it did', () => {
  const beak = fallInto('canary-bad');
  const { stable, revision_id } = status(beak).release ?? {};
  beak.scenario = 'healthy';
  const { release } = status(beak);
  assert.deepEqual(release?.routing, {});
  assert.equal(release?.stable, stable);
  assert.notEqual(release?.revision_id, revision_id);
});

test('canary-quiet: a canary is on trial with too few calls to judge it', () => {
  const beak = fallInto('canary-quiet');
  beak.advance(noon + 14 * minute);
  const { canary } = figures(beak);
  assert.ok(canary.invocations < 60, `${canary.invocations} calls`);
  assert.equal(Object.keys(status(beak).release?.routing ?? {}).length, 1);
});

test('traffic never reaches back before the shift began', () => {
  const { release } = status(fallInto('canary-good'));
  assert.ok((release?.traffic?.from ?? 0) >= (release?.deployment?.shift_started_at ?? Infinity));
});

test('fleet-dying: some are dead at once, more with every minute, and one never pulsed', () => {
  const beak = fallInto('fleet-dying');
  const first = status(beak).agents;
  assert.ok((first?.dead ?? 0) > 0);
  assert.ok(first?.stale_list?.some(({ last_pulse_at }) => last_pulse_at === null));
  beak.advance(noon + 40 * minute);
  assert.ok((status(beak).agents?.dead ?? 0) > (first?.total_bonded ?? 0) / 2);
});

test('sandbox-quota: both sandboxes, and at least nine tenths of the quota used', () => {
  const beak = fallInto('sandbox-quota');
  beak.advance(noon + 120 * minute);
  const { ses, sns } = status(beak);
  assert.ok(ses?.sandbox && sns?.sandbox);
  const used = (ses?.sent_24h ?? 0) / (ses?.daily_quota ?? Infinity);
  assert.ok(used >= 0.9 && used <= 1, `${used}`);
});

/** How the next hundred answers travel. */
const deliveries = (scenario: ScenarioName): Delivery[] => {
  const beak = fallInto(scenario);
  return Array.from({ length: 100 }, () => beak.deliver());
};

test('down: every request fails, some cut off and some with 503', () => {
  assert.deepEqual(new Set(deliveries('down').map(({ way }) => way)), new Set(['destroyed', 'status']));
});

test('slow: every answer takes one to three seconds', () => {
  for (const delivery of deliveries('slow')) {
    const ms = delivery.way === 'plain' ? (delivery.delayMs ?? 0) : 0;
    assert.ok(ms >= 1000 && ms < 3000);
  }
});

test('flaky: about a third fail, in every way there is', () => {
  const failed = deliveries('flaky').filter(({ way }) => way !== 'plain');
  assert.ok(failed.length > 20 && failed.length < 47, `${failed.length} of 100`);
  assert.deepEqual(
    new Set(failed.map(({ way }) => way)),
    new Set(['status', 'page', 'cut', 'destroyed', 'never']),
  );
});
