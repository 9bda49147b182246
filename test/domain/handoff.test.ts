import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markdown } from '../../components/handoff-pack/pack-text.ts';
import { aliasReads } from '../../src/data/alias-reads.ts';
import { ALL_CAUSES } from '../../src/data/all-causes.ts';
import { anomalyReads } from '../../src/data/anomaly-reads.ts';
import { releaseRead } from '../../src/data/release-reads.ts';
import { declaring } from '../../src/data/findings-of.ts';
import { factsOf } from '../../src/data/card-data.ts';
import { limitsOf } from '../../src/data/card-limits.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { OperatorEvent } from '../../src/store/records.ts';
import { failureLimits } from '../../src/domain/availability/failure-limits.ts';
import { peckLimits } from '../../src/domain/fleet/pecks.ts';
import { latencyLimits } from '../../src/domain/latency/latency.ts';
import type { HandoffSpec } from '../../components/handoff-pack/model.ts';
import type { CardData } from '../../src/data/card-data.ts';

type Shown = CardData<HandoffSpec>;

const NOW = Date.UTC(2026, 2, 21, 5, 40, 12);
const MINUTE = 60_000;
// The class that declares it needs a browser; the report reads these of it.
const { agents, pecks, sesSandbox, snsSandbox } = anomalyReads;
const { reads, logs } = declaring(ALL_CAUSES, {
  agents,
  pecks,
  sesSandbox,
  snsSandbox,
  ...aliasReads,
  release: releaseRead,
});
const spec = {
  reads,
  logs,
  probes: ['beak', 'metrics', 'status', 'audit'],
  limits: { pecks: peckLimits, failures: failureLimits, latency: latencyLimits },
} as unknown as HandoffSpec;

const answer = {
  agents: { alive: 5, slow: 1, dead: 0, total_bonded: 6 },
  peck_protocol: {
    succeeded: 60,
    failed: 40,
    failure_breakdown: { denied: 30, expired: 6, callback_error: 4 },
  },
  ses: { sandbox: true, daily_quota: 200, sent_24h: 10 },
  sns: { sandbox: false },
  alarms: [],
  lambda_alias_version: '42',
  lambda: { version: '41', invoked_version: '41' },
  release: { routing: {} },
};

function data(status: object = answer, more: Partial<Shown> = {}): Shown {
  const last = { json: status, at: NOW - 1000 };
  const whole = {
    now: NOW,
    base: 'https://api.example.com',
    interval: 30_000,
    facts: factsOf(spec, (route) => (route === 'status' ? last : undefined)),
    then: undefined,
    routes: { status: { restored: true, last } },
    logs: { pecks: [], sd_latency_log: [], blockers: [], missionControlAnomalyLog: [] },
    records: { todos: [], mode: [], incidents: [], notes: [] },
    site: NO_SITE,
    page: [],
    pausedSince: undefined,
    stale: false,
    misfits: [],
  };
  const { thresholds } = (more.site ?? NO_SITE).config;
  return { ...whole, limits: limitsOf(spec, thresholds, whole.interval).limits, ...more };
}

/** The text below a heading. */
const part = (report: string, heading: string): string =>
  new RegExp(`^## ${heading}\\n\\n(.*?)(?=\\n## |$(?![^]))`, 'ms').exec(report)?.[1]?.trim() ?? '';
/** What fits each log, as a card is given it. */
const fitting = (records: Record<'mode' | 'incidents' | 'todos' | 'notes', OperatorEvent[]>) => ({
  mode: readEvents(modeEvents, records.mode).events,
  incidents: readEvents(incidentEvents, records.incidents).events,
  todos: readEvents(todoEvents, records.todos).events,
  notes: readEvents(noteEvents, records.notes).events,
});
const event = (id: string, minutes: number, more: object) => ({
  id,
  at: NOW - minutes * MINUTE,
  type: 'add',
  ...more,
});

describe('the report of a moment', () => {
  test('says of when and of what it is', () => {
    const site = { ...NO_SITE, config: { environment: 'Pond' } };
    const [title, head] = markdown(data(answer, { site }), spec, 'UTC').split('\n\n');
    assert.equal(title, '# Incident handoff: Pond');
    assert.match(head ?? '', /^2026-03-21 05:40:12 UTC, of `https:\/\/api\.example\.com`\./);
    assert.match(markdown(data(), spec, 'Asia/Tokyo'), /2026-03-21 14:40:12 (GMT\+9|JST)/);
  });

  test('begins with the findings, worst first, with score, tier and next step', () => {
    const reported = part(markdown(data(), spec, 'UTC'), 'Summary');
    assert.match(reported, /^\*\*Score 75 of 100: P1, act within 1 h\.\*\*$/m);
    assert.deepEqual(reported.match(/Score \d+, P\d\./g), [
      'Score 75, P1.',
      'Score 45, P2.',
      'Score 40, P2.',
      'Score 20, P3.',
    ]);
    assert.match(reported, /^1\. 40% of pecks fail \(limit 30%\)\. .*denied 30.* Next: \w+/m);
    assert.match(reported, /^2\. Alias points to 42, the call ran 41\./m);
    assert.match(reported, /Not checked \(no data\): .*certificates, events\.$/);
  });

  test('tells parity, fleet, pecks and sandbox', () => {
    const reported = part(markdown(data(), spec, 'UTC'), 'Diagnostics');
    assert.match(
      reported,
      /^- Alias parity: Drift – The alias points to version 42, but this call ran version 41/m,
    );
    assert.match(reported, /^- Fleet: 1 slow \(5 alive, 1 slow, 0 dead\)\.$/m);
    assert.match(reported, /^- Pecks: 40% fail .*denied 30, expired 6, callback error 4\.$/m);
    assert.match(reported, /^- SES: sandbox\n- SNS: production$/m);
  });

  test('names what was not told, and never takes it for fine', () => {
    const report = markdown(data({}), spec, 'UTC');
    assert.match(
      part(report, 'Summary'),
      /No problem found.*Not checked \(no data\): dead agents, .*pecks.*alias/s,
    );
    assert.match(part(report, 'Diagnostics'), /not told alive.*no outcome is told.*SES: not offered/s);
    assert.match(part(report, 'Missing or stale'), /did not offer .*status\.agents/);
    assert.doesNotMatch(report, /undefined|NaN|null|Invalid/);
  });

  test('has a row for each route: its last result, p50 and p95 from 20 answers on, and failures', () => {
    const request = (route: 'status' | 'audit', n: number, more: object = {}) =>
      Array.from({ length: n }, (_, i) => ({
        route,
        at: NOW - (n - i) * 30_000,
        ms: (i + 1) * 10,
        ...more,
      }));
    const log = [...request('status', 20), ...request('audit', 3, { failure: 'http', status: 503 })];
    const failing = {
      kind: 'http' as const,
      status: 503,
      message: '/beak/audit answered with HTTP status 503.',
      at: NOW - 30_000,
      since: NOW - 90_000,
      count: 3,
    };
    const { routes } = data();
    const report = markdown(
      data(answer, {
        logs: { ...data().logs, sd_latency_log: log.sort((a, b) => a.at - b.at) },
        routes: { ...routes, audit: { restored: true, failing } },
      }),
      spec,
      'UTC',
    );
    const reported = part(report, 'Route health');
    assert.match(
      reported,
      /^\| \/beak\/system\/status \| up \| answered 2026-03-21 05:40:11 UTC \| 100 ms \| 190 ms \| 20 \| 0 \| /m,
    );
    assert.match(
      reported,
      /^\| \/beak\/audit \| down \| HTTP 503 .*; 3 failures in a row since 2026-03-21 05:38:42 UTC \| too few \| too few \| 3 \| 3 \| /m,
    );
    assert.match(reported, /^\| \/beak \| unknown \| not known \| too few \| too few \| 0 \| 0 \| none \|$/m);
    const gaps = part(report, 'Missing or stale');
    assert.match(gaps, /HTTP status 503\. It had failed 3 times since 2026-03-21 05:38:42 UTC\./);
    assert.match(gaps, /Nothing was known of \/beak\/metrics\./);
  });

  test('tells what is too old, and that polling was paused', () => {
    const last = { json: answer, at: NOW - 10 * MINUTE };
    const report = markdown(
      data(answer, { routes: { status: { restored: true, last } }, pausedSince: NOW - 9 * MINUTE }),
      spec,
      'UTC',
    );
    assert.match(part(report, 'Summary'), /was: 40% of pecks fail \(limit 30%\), 10 min ago/);
    const gaps = part(report, 'Missing or stale');
    assert.match(
      gaps,
      /\/beak\/system\/status told was too old to judge: from 2026-03-21 05:30:12 UTC, 10 min ago/,
    );
    assert.match(gaps, /paused since 2026-03-21 05:31:12 UTC/);
    assert.match(part(report, 'Route health'), /too old to judge, was up/);
  });

  test('tells the five newest promotions, or that no log was read', () => {
    const entries = Array.from({ length: 7 }, (_, n) => ({
      at: NOW - n * MINUTE,
      version: String(42 - n),
      alias: 'prod',
      summary: 'Faster',
    }));
    const files = { deploy_log: { text: 'x', at: NOW, lines: [] } };
    const reported = (site: Shown['site']) =>
      part(markdown(data(answer, { site }), spec, 'UTC'), 'Recent deploys');
    const list = reported({ ...NO_SITE, files, deploys: { entries, problems: [] } }).split('\n');
    assert.equal(list.length, 5);
    assert.equal(list[0], '- 2026-03-21 05:40:12 UTC: version 42 on prod – Faster');
    assert.match(reported({ ...NO_SITE, files }), /tells no promotion/);
    assert.match(reported(NO_SITE), /No deploy log was read/);
  });

  test('tells incidents, open todos and notes', () => {
    const records = fitting({
      mode: [event('m', 9, { type: 'start', incident: 'i' })],
      incidents: [
        event('i', 10, { type: 'open', title: 'Pond is dry', tier: 'P1', cause: 'Sun' }),
        event('n', 5, { type: 'note', incident: 'i', text: 'Called the plumber' }),
        event('j', 90, { type: 'open', title: 'Old one', tier: 'P0' }),
        event('k', 80, { type: 'resolve', incident: 'j', text: 'It rained' }),
      ],
      todos: [
        event('a', 3, { text: 'Feed the ducks' }),
        event('b', 2, { text: 'Done already' }),
        event('c', 1, { type: 'done', todo: 'b' }),
      ],
      notes: [event('x', 4, { text: 'Quiet so far' }), event('y', 3, { text: 7 })],
    });
    const report = markdown(data(answer, { records }), spec, 'UTC');
    const reported = part(report, 'Incidents');
    assert.match(reported, /^Incident mode was on since 2026-03-21 05:31:12 UTC\.$/m);
    assert.match(
      reported,
      /^- P1, open, since 2026-03-21 05:30:12 UTC: Pond is dry\n {2}- Cause: Sun\n {2}- 2026-03-21 05:35:12 UTC: Called the plumber\n- P0, resolved 2026-03-21 04:20:12 UTC, since .*: Old one\n {2}- At its end: It rained$/m,
    );
    assert.equal(part(report, 'Open todos'), '- Feed the ducks (2026-03-21 05:37:12 UTC)');
    assert.equal(part(report, 'Shift notes'), '- 2026-03-21 05:36:12 UTC: Quiet so far');
  });

  test('has no structure, link or HTML that came from a field, a file or an operator', () => {
    const evil =
      '\n\n# Owned\n[x](https://evil.example) <img src=x onerror=alert(1)> | a | `b` ![y](z) www.evil.example\n- item';
    const headings = (report: string) => report.match(/^#.*$/gm);
    const report = markdown(
      data(
        {
          ...answer,
          lambda_alias_version: evil,
          lambda: { version: evil, invoked_version: evil },
          alarms: [{ name: evil, state: 'ALARM' }],
        },
        {
          base: `https://api.example.com/${evil}`,
          records: fitting({
            mode: [],
            incidents: [
              event('i', 10, { type: 'open', title: evil, tier: 'P1', cause: evil }),
              event('n', 5, { type: 'note', incident: 'i', text: evil }),
              event('k', 4, { type: 'resolve', incident: 'i', text: evil }),
            ],
            todos: [event('a', 3, { text: evil })],
            notes: [event('x', 4, { text: evil })],
          }),
          routes: {
            metrics: {
              restored: true,
              failing: { kind: 'network', message: evil, at: NOW, since: NOW, count: 1 },
            },
          },
          site: {
            config: { environment: evil },
            files: { deploy_log: { text: evil, at: NOW, lines: [] } },
            deploys: { entries: [{ at: NOW, version: evil, alias: evil, summary: evil }], problems: [] },
            problems: [evil],
          },
        },
      ),
      spec,
      'UTC',
    );
    assert.ok((report.match(/evil/g) ?? []).length > 20, 'the texts are in it');
    // The base stands as code, in which nothing is read.
    const clean = report.replace(/^(2026.* of )`[^`\n]*`/m, '$1').replace(/\\[!-/:-@[-`{-~]/g, '');
    assert.doesNotMatch(clean, /[[\]<>`]|:\/\/|www\.|^#+ Owned|^- item/m);
    assert.deepEqual(headings(report)?.slice(1), headings(markdown(data(), spec, 'UTC'))?.slice(1));
  });
});
