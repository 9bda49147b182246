import { expect } from '@open-wc/testing';
import { mask } from '../../src/api/mask.ts';
import { logShapes } from '../../src/data/log-shapes.ts';
import { found } from '../../src/data/poll-anomalies.ts';
import { ownHub } from './page.ts';
import { anomalyRecorder, recorders } from '../../src/data/recorders.ts';
import { Beak } from '../../server/beak/beak.ts';
import scenarios from '../../server/beak/scenarios.json';
import type { Attempt } from '../../src/api/client.ts';
import type { LogName } from '../../src/data/samples.ts';

const start = Date.parse('2026-11-21T07:00:00Z');
/** Where anomalies are looked for; nobody asks it. */
const source = ownHub().source('https://shapes.test', 'status');
const FAILING = {
  kind: 'http',
  status: 503,
  message: 'It failed.',
  at: start,
  since: start,
  count: 3,
} as const;

describe('the shapes of the logs', () => {
  it('fit every sample that the recorders make, whatever the backend is like', async () => {
    const seen = new Map<LogName, number>();
    const fits = (log: LogName, sample: object, scenario: string): void => {
      seen.set(log, (seen.get(log) ?? 0) + 1);
      const store: unknown = JSON.parse(JSON.stringify({ ...sample, at: start }));
      // A sample is an object.
      const good = logShapes[log](store as Record<string, unknown>);
      expect(good, `${scenario}: ${log} ${JSON.stringify(store)}`).to.equal(true);
    };
    for (const scenario of Object.keys(scenarios)) {
      const beak = new Beak({ seed: 7, now: start });
      beak.scenario = scenario as typeof beak.scenario; // The file lists them.
      for (const route of ['status', 'metrics', 'audit'] as const) {
        let before: unknown;
        for (let minute = 1; minute <= 3; minute += 1) {
          beak.advance(start + minute * 600_000);
          const json = mask(JSON.parse(beak.answer(route)));
          const attempts: Attempt[] = [
            { sentAt: start, ms: 900, reply: { json } },
            { sentAt: start, ms: 900, failure: { kind: 'http', status: 503 } },
          ];
          for (const attempt of attempts) {
            const polling = { route, attempt, before, disturbed: minute === 2 };
            for (const { log, from } of recorders) {
              const sample = from(polling);
              if (sample) fits(log, sample, scenario);
            }
            if (route !== anomalyRecorder.route) continue;
            const failing = attempt.reply ? undefined : FAILING;
            const sample = await found(source, polling, failing, start);
            if (sample) fits(anomalyRecorder.log, sample, scenario);
          }
          before = json;
        }
      }
    }
    expect([...seen.keys()]).to.have.members(Object.keys(logShapes));
  });

  it('refuse what a card could stumble over', () => {
    const refused: [LogName, Record<string, unknown>][] = [
      ['pecks', { succeeded: 1 }],
      ['pecks', { succeeded: 1, failed: -1 }],
      ['sd_latency_log', { route: '/etc', ms: 1 }],
      ['sd_latency_log', { route: 'status', ms: '1' }],
      ['sd_latency_log', { route: 'status', ms: 1, failure: 'odd' }],
      ['sd_fleet_cache', { pulses: { a: 'yesterday' } }],
      ['sd_dynamo_status', { tables: { eggs: {} } }],
      ['sd_audit_cache', { entries: [{ actor: 5 }] }],
      ['missionControlEnvVarSnapshotV1', { names: ['A', 5] }],
      ['missionControlAnomalyLog', { found: [{ id: 'a', title: 'A' }] }],
      ['missionControlAnomalyLog', { found: {} }],
      ['blockers', { ses: 'yes' }],
    ];
    for (const [log, sample] of refused)
      expect(logShapes[log](sample), `${log} ${JSON.stringify(sample)}`).to.equal(false);
  });
});
