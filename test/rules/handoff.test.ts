import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { markdown } from '../../components/handoff-pack/markdown.ts';
import { anomalyReads } from '../../src/data/anomalies.ts';
import { factsOf } from '../../src/data/moment.ts';
import { NO_SITE } from '../../src/data/site.ts';
import type { HandoffSpec } from '../../components/handoff-pack/handoff-pack.ts';
import type { Moment } from '../../src/data/moment.ts';

type Shown = Moment<HandoffSpec>;

const NOW = Date.UTC(2026, 2, 21, 5, 40, 12);
const MINUTE = 60_000;
// The class that declares it needs a browser; the report reads these of it.
const spec = {
  reads: anomalyReads,
  probes: ['beak', 'metrics', 'status', 'audit'],
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

function moment(status: object = answer, more: Partial<Shown> = {}): Shown {
  const last = { json: status, at: NOW - 1000 };
  const whole = {
    now: NOW,
    base: 'https://api.example.com',
    interval: 30_000,
    facts: factsOf({ reads: anomalyReads } as unknown as HandoffSpec, () => last),
    then: undefined,
    routes: { status: { restored: true, last } },
    logs: { pecks: [], sd_latency_log: [] },
    records: { todos: [], mode: [], incidents: [], notes: [] },
    site: NO_SITE,
    page: [],
    pausedSince: undefined,
    stale: false,
  };
  return { ...whole, ...more };
}

/** The text below a heading. */
const part = (report: string, heading: string): string =>
  new RegExp(`^## ${heading}\\n\\n(.*?)(?=\\n## |$(?![^]))`, 'ms').exec(report)?.[1]?.trim() ?? '';
const deed = (id: string, minutes: number, more: object) => ({
  id,
  at: NOW - minutes * MINUTE,
  did: 'add',
  ...more,
});

describe('the report of a moment', () => {
  test('says of when and of what it is', () => {
    const site = { ...NO_SITE, config: { environment: 'Pond' } };
    const [title, head] = markdown(moment(answer, { site }), spec, 'UTC').split('\n\n');
    assert.equal(title, '# Incident handoff: Pond');
    assert.match(head ?? '', /^2026-03-21 05:40:12 UTC, of `https:\/\/api\.example\.com`\./);
    assert.match(markdown(moment(), spec, 'Asia/Tokyo'), /2026-03-21 14:40:12 (GMT\+9|JST)/);
  });

  test('begins with the anomalies, worst first, with score and tier', () => {
    const told = part(markdown(moment(), spec, 'UTC'), 'Summary');
    assert.match(told, /^\*\*Score 75 of 100: P1, act within 1 h\.\*\*$/m);
    assert.deepEqual(told.match(/\(score \d+, P\d\)/g), [
      '(score 75, P1)',
      '(score 45, P2)',
      '(score 40, P2)',
      '(score 20, P3)',
    ]);
    assert.match(told, /^1\. Pecks fail \(score 75, P1\)\. 40% fail/m);
    assert.doesNotMatch(told, /Not checked/);
  });

  test('tells parity, fleet, pecks and sandbox', () => {
    const told = part(markdown(moment(), spec, 'UTC'), 'Diagnostics');
    assert.match(
      told,
      /^- Alias parity: Drift – The alias points to version 42, but this call ran version 41/m,
    );
    assert.match(told, /^- Fleet: 1 slow \(5 alive, 1 slow, 0 dead\)\.$/m);
    assert.match(told, /^- Pecks: 40% fail .*denied 30, expired 6, callback error 4\.$/m);
    assert.match(told, /^- SES: sandbox\n- SNS: production$/m);
  });

  test('names what was not told, and never takes it for fine', () => {
    const report = markdown(moment({}), spec, 'UTC');
    assert.match(part(report, 'Summary'), /No anomaly was found.*Not checked.*agents, pecks, the alias/s);
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
      said: '/beak/audit answered with HTTP status 503.',
      at: NOW - 30_000,
      since: NOW - 90_000,
      count: 3,
    };
    const { routes } = moment();
    const report = markdown(
      moment(answer, {
        logs: { pecks: [], sd_latency_log: log.sort((a, b) => a.at - b.at) },
        routes: { ...routes, audit: { restored: true, failing } },
      }),
      spec,
      'UTC',
    );
    const told = part(report, 'Route health');
    assert.match(
      told,
      /^\| \/beak\/system\/status \| up \| answered 2026-03-21 05:40:11 UTC \| 100 ms \| 190 ms \| 20 \| 0 \| /m,
    );
    assert.match(
      told,
      /^\| \/beak\/audit \| down \| HTTP 503 .*; 3 failures in a row since 2026-03-21 05:38:42 UTC \| too few \| too few \| 3 \| 3 \| /m,
    );
    assert.match(told, /^\| \/beak \| unknown \| not known \| too few \| too few \| 0 \| 0 \| none \|$/m);
    const gaps = part(report, 'Missing or stale');
    assert.match(gaps, /HTTP status 503\. It had failed 3 times since 2026-03-21 05:38:42 UTC\./);
    assert.match(gaps, /Nothing was known of \/beak\/metrics\./);
  });

  test('tells what is too old, and that polling was paused', () => {
    const last = { json: answer, at: NOW - 10 * MINUTE };
    const report = markdown(
      moment(answer, { routes: { status: { restored: true, last } }, pausedSince: NOW - 9 * MINUTE }),
      spec,
      'UTC',
    );
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
    const files = { deploy_log: { text: 'x', at: NOW } };
    const told = (site: Shown['site']) =>
      part(markdown(moment(answer, { site }), spec, 'UTC'), 'Recent deploys');
    const list = told({ ...NO_SITE, files, deploys: { entries, problems: [] } }).split('\n');
    assert.equal(list.length, 5);
    assert.equal(list[0], '- 2026-03-21 05:40:12 UTC: version 42 on prod – Faster');
    assert.match(told({ ...NO_SITE, files }), /tells no promotion/);
    assert.match(told(NO_SITE), /No deploy log was read/);
  });

  test('tells incidents, open todos and notes', () => {
    const records = {
      mode: [deed('m', 9, { did: 'start', incident: 'i' })],
      incidents: [
        deed('i', 10, { did: 'open', title: 'Pond is dry', tier: 'P1', cause: 'Sun' }),
        deed('n', 5, { did: 'note', incident: 'i', text: 'Called the plumber' }),
        deed('j', 90, { did: 'open', title: 'Old one', tier: 'P0' }),
        deed('k', 80, { did: 'resolve', incident: 'j', text: 'It rained' }),
      ],
      todos: [
        deed('a', 3, { text: 'Feed the ducks' }),
        deed('b', 2, { text: 'Done already' }),
        deed('c', 1, { did: 'done', todo: 'b' }),
      ],
      notes: [deed('x', 4, { text: 'Quiet so far' }), deed('y', 3, { text: 7 })],
    };
    const report = markdown(moment(answer, { records }), spec, 'UTC');
    const told = part(report, 'Incidents');
    assert.match(told, /^Incident mode was on since 2026-03-21 05:31:12 UTC\.$/m);
    assert.match(
      told,
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
      moment(
        {
          ...answer,
          lambda_alias_version: evil,
          lambda: { version: evil, invoked_version: evil },
          alarms: [{ name: evil, state: 'ALARM' }],
        },
        {
          base: `https://api.example.com/${evil}`,
          records: {
            mode: [],
            incidents: [
              deed('i', 10, { did: 'open', title: evil, tier: 'P1', cause: evil }),
              deed('n', 5, { did: 'note', incident: 'i', text: evil }),
              deed('k', 4, { did: 'resolve', incident: 'i', text: evil }),
            ],
            todos: [deed('a', 3, { text: evil })],
            notes: [deed('x', 4, { text: evil })],
          },
          routes: {
            metrics: {
              restored: true,
              failing: { kind: 'network', said: evil, at: NOW, since: NOW, count: 1 },
            },
          },
          site: {
            config: { environment: evil },
            files: { deploy_log: { text: evil, at: NOW } },
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
    assert.deepEqual(headings(report)?.slice(1), headings(markdown(moment(), spec, 'UTC'))?.slice(1));
  });
});
