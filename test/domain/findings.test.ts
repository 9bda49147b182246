import assert from 'node:assert/strict';
import { test } from 'node:test';
import { peckLimits, pecks } from '../../src/domain/fleet/pecks.ts';
import { certAgeLimits } from '../../src/domain/fleet/certs.ts';
import { quotaLimits } from '../../src/domain/mail/quota.ts';
import { bounceLimits, complaintLimits } from '../../src/domain/mail/reputation.ts';
import { silenceLimits } from '../../src/domain/audit/silence.ts';
import { canaryLimits } from '../../src/domain/canary/analyses.ts';
import { judgeRelease } from '../../src/domain/canary/judgement.ts';
import { activeAlarms } from '../../src/domain/findings/alarms.ts';
import { aliasDiffers } from '../../src/domain/findings/alias.ts';
import { missingAuth } from '../../src/domain/findings/auth.ts';
import { failingCanary } from '../../src/domain/findings/canary.ts';
import { deadAgents } from '../../src/domain/findings/dead-agents.ts';
import { failedDeployment } from '../../src/domain/findings/deployment.ts';
import { headlineAt, scoreOf, sentenceOf, toneOf, worstFirst } from '../../src/domain/findings/finding.ts';
import { tierOf } from '../../src/domain/findings/tier.ts';
import { lateCerts } from '../../src/domain/findings/late-certs.ts';
import { peckFailures } from '../../src/domain/findings/pecks.ts';
import { quota } from '../../src/domain/findings/quota.ts';
import { reputation } from '../../src/domain/findings/reputation.ts';
import { inSandbox } from '../../src/domain/findings/sandbox.ts';
import { weakGuards } from '../../src/domain/findings/security.ts';
import { silentEvents } from '../../src/domain/findings/silent-events.ts';
import { standingSince } from '../../src/domain/findings/since.ts';
import { slowAgents } from '../../src/domain/findings/slow-agents.ts';
import { idleTables } from '../../src/domain/findings/tables.ts';
import { unreachable } from '../../src/domain/findings/unreachable.ts';
import type { Finding, Judged } from '../../src/domain/findings/finding.ts';
import type { FailureKind } from '../../src/api/failure.ts';
import type { Route } from '../../src/api/fields.ts';
import type { RouteState } from '../../src/data/state.ts';

const NOW = Date.UTC(2026, 2, 21, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const fleet = (alive: number, slow: number, dead: number, total_bonded = alive + slow + dead) => ({
  alive,
  slow,
  dead,
  total_bonded,
});
const dead = (...counts: Parameters<typeof fleet>): Judged => deadAgents(fleet(...counts), 0.5);
const rate = (percent: number): Judged =>
  peckFailures(pecks({ succeeded: 100 - percent, failed: percent }, [], NOW), peckLimits);
const hour = (total: number, succeeded: number, failed: number): Judged => {
  const log = [
    { at: NOW - 50 * MINUTE, succeeded: 0, failed: 0 },
    { at: NOW, succeeded, failed },
  ];
  return peckFailures(pecks({ succeeded: 100 - total, failed: total }, log, NOW), peckLimits);
};
const mails = (sent: number | undefined): Judged => quota(sent, 200, quotaLimits);
const alarm = (...states: ('OK' | 'ALARM' | 'INSUFFICIENT_DATA')[]): Judged =>
  activeAlarms(states.map((state, index) => ({ name: `alarm-${index}`, state, updated_at: NOW - index })));
const hashes = (code_sha256: string) => ({ code_sha256, config_sha256: 'same' });
const still = (stable: string) => ({ release: { stable, routing: {} } });
const flags = { signup: true, verify: true, signout: true, phone_verify: true, forgot_reset: true };
const rates = (bounce: number | undefined, complaint: number | undefined): Judged =>
  reputation({ bounce, complaint }, { bounce: bounceLimits, complaint: complaintLimits });
const silent = (minutes: number): Judged => silentEvents(NOW - minutes * MINUTE, NOW, silenceLimits);
const certs = (days: number, backlog: number | undefined = 4): Judged =>
  lateCerts(NOW - days * DAY, backlog, NOW, certAgeLimits);

/** A canary of so many errors among 1,000 calls beside a stable without any, or its p99 in ms. */
function canary(errors: number, p99_ms = 500): Judged {
  const figures = { invocations: 1000, errors, throttles: 0, p50_ms: 40, p90_ms: 100, p99_ms };
  const by_version = {
    41: { ...figures, invocations: 9000, errors: 0, p99_ms: 400 },
    42: figures,
  };
  const release = {
    stable: '41',
    routing: { 42: 0.1 },
    traffic: { from: NOW - 10 * MINUTE, to: NOW, by_version },
  };
  return failingCanary({
    trial: judgeRelease({ release, now: NOW }),
    figures,
    stable: by_version[41],
    limits: canaryLimits,
    since: NOW - 12 * MINUTE,
  });
}

const failing = (
  count: number,
  minutes = 14,
  kind: FailureKind = 'http',
  status = 503,
): NonNullable<RouteState['failing']> => ({
  kind,
  ...(kind === 'http' && { status }),
  message: 'It failed.',
  at: NOW,
  since: NOW - minutes * MINUTE,
  count,
});
const answered = (secondsAgo: number) => ({ json: {}, at: NOW - secondsAgo * 1000 });

function reach(
  routes: Partial<Record<Route, Partial<RouteState>>>,
  log: Parameters<typeof unreachable>[0]['log'] = [],
): Judged {
  return unreachable({
    // What a test does not set is as it is after a restore.
    routes: Object.fromEntries(
      Object.entries(routes).map(([route, state]) => [route, { restored: true, ...state }]),
    ),
    pathOf: (route) => `/${route}`,
    log,
    now: NOW,
    interval: 30_000,
    limit: 3,
  });
}

type Row = [
  name: string,
  judged: Judged,
  is: 'fine' | 'unknown' | [score: number, tone: string, headline: RegExp],
];

const rows: Row[] = [
  ['no agent is dead', dead(10, 0, 0), 'fine'],
  ['one agent of many is dead', dead(9, 0, 1), [55, 'bad', /^1 of 10 agents dead \(limit 0\)$/]],
  ['just under half the fleet is dead', dead(6, 0, 5), [55, 'bad', /^5 of 11/]],
  ['half the fleet is dead, which is the limit', dead(5, 0, 5), [80, 'bad', /^5 of 10/]],
  ['the whole fleet is dead', dead(0, 0, 4), [92, 'bad', /^All 4 agents dead$/]],
  ['one agent, and it is dead', dead(0, 0, 1), [92, 'bad', /^All 1 agent dead$/]],
  ['all counted are dead, but more are bonded', dead(0, 0, 4, 10), [55, 'bad', /^4 of 10/]],
  ['more are dead than bonded', dead(0, 0, 4, 2), [92, 'bad', /^All 4/]],
  ['some are dead of an unknown number', deadAgents({ dead: 3 }, 0.5), [55, 'bad', /^3 agents dead/]],
  ['the counts alone tell the size', deadAgents({ alive: 0, slow: 0, dead: 3 }, 0.5), [92, 'bad', /^All 3/]],
  ['dead agents are not sent', deadAgents({ alive: 3 }, 0.5), 'unknown'],
  ['no agent is slow', slowAgents(fleet(10, 0, 0)), 'fine'],
  ['one agent is slow', slowAgents(fleet(9, 1, 0)), [40, 'warn', /^1 of 10 agents slow \(limit 0\)$/]],
  ['slow agents are not sent', slowAgents({ dead: 1 }), 'unknown'],

  ['9 % of pecks fail', rate(9), 'fine'],
  ['10 % of pecks fail', rate(10), [52, 'warn', /^10% of pecks fail \(limit 10%\)$/]],
  ['29 % of pecks fail', rate(29), [52, 'warn', /^29%/]],
  ['30 % of pecks fail', rate(30), [75, 'bad', /^30% of pecks fail \(limit 30%\)$/]],
  ['the last hour judges from 20 outcomes', hour(0, 10, 10), [75, 'bad', /^50%/]],
  ['the last hour is well, the totals are not', hour(40, 20, 0), 'fine'],
  ['the last hour holds 19 outcomes only', hour(0, 9, 10), 'fine'],
  ['no peck has an outcome', peckFailures(pecks({ succeeded: 0, failed: 0 }, [], NOW), peckLimits), 'fine'],
  ['pecks are not sent', peckFailures(pecks({}, [], NOW), peckLimits), 'unknown'],

  ['69.5 % of the SES quota', mails(139), 'fine'],
  ['70 % of the SES quota', mails(140), [48, 'warn', /^SES quota 70% used \(limit 70%\)$/]],
  ['90 % of the SES quota', mails(180), [72, 'bad', /^SES quota 90% used \(limit 90%\)$/]],
  ['the use of the quota is not sent', mails(undefined), 'unknown'],

  ['all alarms are OK', alarm('OK', 'OK'), 'fine'],
  ['an alarm without data', alarm('INSUFFICIENT_DATA'), 'fine'],
  ['an alarm is active', alarm('OK', 'ALARM'), [70, 'bad', /^CloudWatch alarm active: alarm-1$/]],
  ['two alarms are one finding', alarm('ALARM', 'ALARM'), [70, 'bad', /^2 CloudWatch alarms active$/]],
  ['an alarm without a name', activeAlarms([{ state: 'ALARM' }]), [70, 'bad', /without a name$/]],
  ['alarms are not sent', activeAlarms(undefined), 'unknown'],
  ['the state of an alarm is not sent', activeAlarms([{ name: 'errors' }]), 'unknown'],

  ['all auth routes', missingAuth(flags), 'fine'],
  ['sign-up is missing', missingAuth({ ...flags, signup: false }), [65, 'bad', /^1 of 5 .*: Sign-up$/]],
  ['sign-out is missing', missingAuth({ ...flags, signout: false }), [42, 'warn', /: Sign-out$/]],
  ['an auth route is not sent', missingAuth({ ...flags, verify: undefined }), 'unknown'],

  ['all tables are ACTIVE', idleTables({ eggs: 'ACTIVE' }), 'fine'],
  ['a table is changed', idleTables({ eggs: 'UPDATING' }), [60, 'bad', /^1 table not ACTIVE \(limit 0\)$/]],
  ['the status of a table is not sent', idleTables({ eggs: null }), 'unknown'],
  ['tables are not sent', idleTables(undefined), 'unknown'],

  ['mail in good standing', rates(0.04, 0.0009), 'fine'],
  ['5 % of mails bounce', rates(0.05, 0), [44, 'warn', /^Bounce rate 5% \(limit 5%\)$/]],
  ['10 % of mails bounce', rates(0.1, 0), [58, 'bad', /^Bounce rate 10% \(limit 10%\)$/]],
  ['complaints are worse than bounces', rates(0.05, 0.005), [58, 'bad', /^Complaint rate 0.5%/]],
  ['a rate is not sent', rates(0.01, undefined), 'unknown'],

  ['the alias is in parity', aliasDiffers({ target: '41', invoked: '41', ...still('41') }), 'fine'],
  [
    'drift',
    aliasDiffers({ target: '40', invoked: '41', ...still('40') }),
    [45, 'bad', /^Alias points to 40, the call ran 41$/],
  ],
  ['drift or shift', aliasDiffers({ target: '40', invoked: '41' }), [45, 'warn', /^Alias points to 40/]],
  ['an older backend', aliasDiffers({ target: '40', reported: '41' }), [45, 'warn', /ran 41$/]],
  [
    'the caller bypasses the alias',
    aliasDiffers({ target: '41', invoked: '$LATEST' }),
    [45, 'bad', /LATEST$/],
  ],
  [
    'a shift is not drift',
    aliasDiffers({ target: '40', invoked: '41', release: { stable: '40', routing: { 41: 0.1 } } }),
    'fine',
  ],
  [
    'the alias changed meanwhile, but what it names did run',
    aliasDiffers({ target: '41', invoked: '41', ...still('40') }),
    'fine',
  ],
  [
    '$LATEST is newer',
    aliasDiffers({
      target: '41',
      invoked: '41',
      release: {
        ...still('41').release,
        latest: hashes('new'),
        versions: [{ version: '41', ...hashes('old') }],
      },
    }),
    [10, 'info', /^\$LATEST is newer/],
  ],
  ['the alias is not sent', aliasDiffers({}), 'unknown'],

  ['a canary that fails', canary(60), [85, 'bad', /^Canary 42 errors 6% \(limit 1%\)$/]],
  ['a canary that is slow', canary(0, 6480), [85, 'bad', /^Canary 42 p99 6.48 s \(limit 5 s\)$/]],
  ['a canary that does well', canary(0), 'fine'],

  ['no deployment', failedDeployment(null), 'fine'],
  ['deployments are not sent', failedDeployment(undefined), 'unknown'],
  ['a deployment went through', failedDeployment({ status: 'Succeeded' }), 'fine'],
  [
    'a deployment failed',
    failedDeployment({ status: 'Failed', to_version: '42' }),
    [46, 'warn', /^Deployment failed \(version 42\)$/],
  ],
  [
    'a deployment was stopped by an alarm',
    failedDeployment({ status: 'Stopped', error: { code: 'ALARM_ACTIVE', message: '' } }),
    [46, 'warn', /^Stopped by an alarm$/],
  ],
  [
    'a deployment was stopped by hand',
    failedDeployment({ status: 'Stopped', error: { code: 'MANUAL_STOP', message: '' } }),
    'fine',
  ],

  ['SES is in the sandbox', inSandbox(true, false), [20, 'warn', /^SES in the sandbox$/]],
  ['both are in the sandbox', inSandbox(true, true), [20, 'warn', /^SES and SNS in the sandbox$/]],
  ['neither is in the sandbox', inSandbox(false, false), 'fine'],
  ['one mode of two is not sent', inSandbox(false, undefined), 'unknown'],

  ['MFA and SPF', weakGuards({ mfa: 'ON', spf: true }), 'fine'],
  ['SPF fails', weakGuards({ mfa: 'ON', spf: false }), [43, 'bad', /^SPF/]],
  ['MFA is off', weakGuards({ mfa: 'OFF', spf: true }), [43, 'bad', /^MFA is off$/]],
  ['MFA is optional', weakGuards({ mfa: 'OPTIONAL', spf: true }), [15, 'warn', /^MFA is optional$/]],
  ['SPF is not sent', weakGuards({ mfa: 'ON', spf: undefined }), 'unknown'],

  ['an event 14 min ago', silent(14), 'fine'],
  ['no event for 15 min', silent(15), [30, 'warn', /^No event for 15 min \(limit 15 min\)$/]],
  ['no event for an hour', silent(60), [50, 'bad', /^No event for 1 h \(limit 60 min\)$/]],
  ['no event is known', silentEvents(undefined, NOW, silenceLimits), 'unknown'],

  ['a certificate in the last day', certs(0.9), 'fine'],
  ['no certificate for a day', certs(1), [35, 'warn', /^No certificate for 1 d \(limit 1 day\)$/]],
  ['no certificate for 60 days', certs(60), [52, 'bad', /^No certificate for 60 d \(limit 60 days\)$/]],
  ['nobody waits for a certificate', certs(60, 0), 'fine'],
  ['no certificate yet', lateCerts(null, 4, NOW, certAgeLimits), [35, 'warn', /^No certificate issued yet$/]],
  ['certificates are not sent', lateCerts(undefined, 4, NOW, certAgeLimits), 'unknown'],

  ['nothing has answered, and nothing failed', reach({ status: {} }), 'unknown'],
  ['the backend answers', reach({ status: { last: answered(5) } }), 'fine'],
  [
    'two failures after a fresh answer',
    reach({ status: { last: answered(60), failing: failing(2) } }),
    'fine',
  ],
  [
    'three failures after a fresh answer',
    reach({ status: { last: answered(60), failing: failing(3, 1) } }),
    [95, 'bad', /^Backend unreachable for 1 min$/],
  ],
  [
    'the first load with the backend down',
    reach({ status: { failing: failing(1, 0) }, audit: { failing: failing(1, 0) } }),
    [95, 'bad', /^Backend unreachable$/],
  ],
  [
    'a page of yesterday, and the first request fails',
    reach({ status: { last: answered(86_400), failing: failing(1, 0) } }),
    [95, 'bad', /^Backend unreachable$/],
  ],
  [
    'it fails for hours: that does not age out',
    reach({ status: { last: answered(36_000), failing: failing(90, 600) } }),
    [95, 'bad', /^Backend unreachable for 10 h$/],
  ],
  [
    'one route of two',
    reach({ status: { last: answered(5) }, audit: { last: answered(99), failing: failing(4, 2) } }),
    [65, 'bad', /^\/audit unreachable for 2 min$/],
  ],
  [
    'one route of two fails at first: the other has answered',
    reach({ status: { last: answered(5) }, audit: { failing: failing(1, 0) } }),
    'fine',
  ],
  [
    'the status route of two',
    reach({ status: { last: answered(99), failing: failing(4, 2) }, audit: { last: answered(5) } }),
    [95, 'bad', /^\/status unreachable for 2 min$/],
  ],
];
for (const [name, judged, is] of rows)
  test(`findings: ${name}`, () => {
    if (typeof is === 'string') return assert.equal(judged, is);
    assert.ok(typeof judged === 'object', String(judged));
    const [score, tone, headline] = is;
    assert.deepEqual([judged.score, judged.tone], [score, tone]);
    assert.match(judged.headline, headline);
    assert.ok(judged.headline.split(/\s+/).length <= 12, `${judged.headline} is too long`);
    assert.match(judged.card, /^mc-[a-z-]+$/);
    for (const words of [
      judged.title,
      judged.evidence,
      judged.scope,
      judged.notices,
      judged.impact,
      judged.next,
    ])
      assert.match(words, /\w{3}/);
    assert.doesNotMatch(JSON.stringify(judged), /NaN|undefined|Infinity|unknown (?!number)/);
    return undefined;
  });

test('unreachable: the log of this browser knows of the failures before this page', () => {
  const log = [20, 10, 1].map((ago) => ({
    at: NOW - ago * MINUTE,
    route: 'status' as const,
    ms: 5,
    failure: 'http' as const,
  }));
  const found = reach({ status: { failing: failing(1, 0) } }, log.slice(1));
  assert.ok(typeof found === 'object');
  assert.equal(found.headline, 'Backend unreachable for 10 min');
  assert.match(found.evidence, /HTTP 503.*last answer never/);
});

test('alarms: many are not all named, and the oldest tells since when', () => {
  const found = alarm(...Array<'ALARM'>(9).fill('ALARM'));
  assert.ok(typeof found === 'object');
  assert.match(found.evidence, /alarm-4, and 4 more\.$/);
  assert.equal(found.since, NOW - 8);
});

const look = (ago: number, ...ids: string[]) => ({
  at: NOW - ago * MINUTE,
  found: ids.map((id) => ({ id })),
});
const unanswered = (ago: number) => ({ ...look(ago, 'status-failing'), unanswered: true as const });
const spans: [name: string, log: Parameters<typeof standingSince>[0], since: number | undefined][] = [
  ['nothing was logged', [], undefined],
  ['the last look did not find it', [look(2, 'a'), look(1)], undefined],
  ['found ever since', [look(3), look(2, 'a'), look(1, 'a')], 2],
  ['found under another name, as it got worse', [look(3, 'b'), look(2, 'b'), look(1, 'a')], 3],
  ['a failed poll takes nothing back', [look(3, 'a'), unanswered(2), look(1, 'a')], 3],
  ['nobody looked for long', [look(60, 'a'), look(1, 'a')], 1],
  ['nobody has looked lately', [look(60, 'a')], undefined],
  ['what is dated later is not known yet', [look(2, 'a'), look(-1)], 2],
];
for (const [name, log, since] of spans)
  test(`since: ${name}`, () =>
    assert.equal(
      standingSince(log, ['a', 'b'], NOW, 30_000),
      since === undefined ? undefined : NOW - since * MINUTE,
    ));

const finding = (score: number, tone: Finding['tone'], more: Partial<Finding> = {}): Finding => ({
  id: `f${score}`,
  title: 'Agents dead',
  score,
  cause: 'dead-agents',
  tone,
  headline: '12 agents dead',
  evidence: 'By the backend.',
  scope: '',
  notices: '',
  impact: '',
  next: '',
  card: 'mc-agent-fleet',
  ...more,
});

test('findings: the worst comes first, by tone and then by score', () => {
  const list = [
    finding(48, 'warn'),
    finding(10, 'info'),
    finding(45, 'bad'),
    finding(52, 'warn'),
    finding(95, 'bad'),
  ];
  assert.deepEqual(
    worstFirst(list).map(({ score }) => score),
    [95, 45, 52, 48, 10],
  );
  assert.equal(toneOf(list), 'bad');
  assert.equal(scoreOf(list), 95);
  assert.equal(toneOf([]), undefined);
  assert.equal(scoreOf([]), 0);
});

test('findings: an old one is told in the past tense, with its age', () => {
  const old = finding(55, 'bad', { asOf: NOW - 14 * MINUTE });
  assert.equal(headlineAt(old, NOW), 'was: 12 agents dead, 14 min ago');
  assert.equal(sentenceOf(finding(55, 'bad'), NOW), '12 agents dead. By the backend.');
});

const tiers: [score: number, tier: string][] = [
  [100, 'P0'],
  [90, 'P0'],
  [89, 'P1'],
  [70, 'P1'],
  [69, 'P2'],
  [40, 'P2'],
  [39, 'P3'],
  [0, 'P3'],
];
for (const [score, tier] of tiers)
  test(`tier: a score of ${score} is ${tier}`, () => assert.equal(tierOf(score), tier));
