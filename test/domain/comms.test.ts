import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AUDIENCES,
  PHASES,
  comms as rule,
  draftKey,
  isOutside,
  mostUrgent,
  phaseNames,
  standings,
  toTell,
} from '../../src/domain/comms/comms.ts';
import { draft, writer } from '../../src/domain/comms/comms-draft.ts';
import { exportAs } from '../../src/domain/comms/comms-export.ts';
import { lint } from '../../src/domain/comms/comms-lint.ts';
import { lastFinds, olderTier } from '../../src/domain/incidents/incidents.ts';
import { commsEvents } from '../../src/domain/comms/comms-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { Audience, CommsPhase } from '../../src/domain/comms/comms.ts';
import type { OperatorEvent } from '../../src/store/records.ts';
import type { Outgoing } from '../../src/domain/comms/comms-export.ts';
import type { Flag } from '../../src/domain/comms/comms-lint.ts';
import type { Finds, Incident } from '../../src/domain/incidents/incidents.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 21, 5, 40);

const incident = (more: Partial<Incident> = {}): Incident => ({
  id: 'i',
  title: 'The Lambda alias drifted',
  tier: 'P1',
  openedAt: START,
  notes: [],
  ...more,
});
// The rule is given what fits its log, as a card is.
const comms = (events: OperatorEvent[]) => rule(readEvents(commsEvents, events).events);
const event = (minutes: number, type: string, more: object): OperatorEvent => ({
  id: `${type}-${minutes}-${JSON.stringify(more).length}`,
  at: START + minutes * MINUTE,
  type,
  ...more,
});
const tell = (
  minutes: number,
  audience: Audience,
  phase: CommsPhase = 'update',
  text = 'News',
): OperatorEvent => event(minutes, 'tell', { incident: 'i', audience, phase, text });

/** When an audience is due, in minutes after the incident's start; or its state, where it is not. */
const dueIn = (audience: Audience, events: OperatorEvent[], more: Partial<Incident> = {}, now = 0) => {
  const one = standings(incident(more), comms(events), START + now * MINUTE).find(
    (each) => each.audience === audience,
  );
  return one?.dueAt === undefined ? one?.state : (one.dueAt - START) / MINUTE;
};

test('the phases stand for the four statuses of status pages', () => {
  assert.deepEqual(
    PHASES.map((phase) => phaseNames[phase].status),
    ['Investigating', 'Identified', 'Identified', 'Monitoring', 'Resolved'],
  );
});

const timers: [
  name: string,
  audience: Audience,
  events: OperatorEvent[],
  due: number | string,
  more?: object,
][] = [
  ['the first message within 5 min', 'customers', [], 5],
  ['the first message within 5 min, inside too', 'responders', [], 5],
  ['the scope 5 min after the first', 'customers', [tell(3, 'customers', 'acknowledge')], 8],
  ['then every 20 min', 'customers', [tell(3, 'customers'), tell(7, 'customers')], 27],
  ['and again', 'social', [tell(3, 'social'), tell(7, 'social'), tell(20, 'social')], 40],
  ['inside every 30 min', 'internal', [tell(3, 'internal')], 33],
  ['inside every 30 min, responders too', 'responders', [tell(3, 'responders'), tell(9, 'responders')], 39],
  ['what others were told does not count', 'customers', [tell(3, 'internal')], 5],
  ['nor what was told of another incident', 'customers', [{ ...tell(3, 'customers'), incident: 'other' }], 5],
  [
    'nor a message that was taken back',
    'customers',
    [{ ...tell(3, 'customers'), id: 'm' }, event(4, 'untell', { message: 'm' })],
    5,
  ],
  ['told that it is over: nothing more', 'customers', [tell(3, 'customers', 'resolved')], 'done'],
  ['over, and never told of it: nothing', 'customers', [], 'done', { resolvedAt: START + 4 * MINUTE }],
  [
    'over, and told of it: the end within 5 min',
    'customers',
    [tell(1, 'customers'), tell(2, 'customers')],
    8,
    { resolvedAt: START + 3 * MINUTE },
  ],
  [
    'opened again: from the beginning',
    'customers',
    [tell(3, 'customers', 'resolved')],
    65,
    { reopenedAt: START + 60 * MINUTE },
  ],
  ['not needed', 'social', [event(1, 'spare', { incident: 'i', audience: 'social' })], 'spared'],
  [
    'needed again',
    'social',
    [
      event(1, 'spare', { incident: 'i', audience: 'social' }),
      event(2, 'unspare', { incident: 'i', audience: 'social' }),
    ],
    5,
  ],
];
for (const [name, audience, events, due, more] of timers)
  test(`timers: ${name}`, () => assert.equal(dueIn(audience, events, more), due));

test('timers: at the very limit it is overdue', () => {
  const at = (ms: number) =>
    standings(incident(), comms([]), START + ms).map(({ state }) => state === 'overdue');
  assert.deepEqual(at(5 * MINUTE - 1), [false, false, false, false]);
  assert.deepEqual(at(5 * MINUTE), [true, true, true, true]);
});

test('timers: other limits', () => {
  const limits = { first: 1, scope: 2, update: 3, internal: 4 };
  assert.deepEqual(
    standings(incident(), comms([]), START, limits).map(({ dueAt }) => dueAt),
    AUDIENCES.map(() => START + 1),
  );
});

test('what comes next: acknowledge, impact, updates, and the end', () => {
  const next = (events: OperatorEvent[], more = {}) =>
    standings(incident(more), comms(events), START).find(({ audience }) => audience === 'customers')?.next;
  assert.equal(next([]), 'acknowledge');
  assert.equal(next([tell(1, 'customers')]), 'impact');
  assert.equal(next([tell(1, 'customers'), tell(2, 'customers')]), 'update');
  assert.equal(next([tell(1, 'customers')], { resolvedAt: START }), 'resolved');
});

test('most urgent is what is due first, of several at once the innermost', () => {
  assert.equal(mostUrgent(standings(incident(), comms([]), START))?.audience, 'responders');
  const sent = comms([tell(1, 'responders'), tell(1, 'internal'), tell(2, 'social', 'acknowledge')]);
  assert.equal(mostUrgent(standings(incident(), sent, START))?.audience, 'customers');
  const done = comms(AUDIENCES.map((audience) => tell(1, audience, 'resolved')));
  assert.equal(mostUrgent(standings(incident(), done, START)), undefined);
});

test('to tell of: what is open, and for a day what ended untold', () => {
  const over = incident({ id: 'i', resolvedAt: START + 10 * MINUTE });
  const ids = (events: OperatorEvent[], hours: number) =>
    toTell([incident({ id: 'open' }), over], comms(events), START + hours * 60 * MINUTE).map(({ id }) => id);
  assert.deepEqual(ids([], 1), ['open']);
  assert.deepEqual(ids([tell(2, 'customers')], 1), ['open', 'i']);
  assert.deepEqual(ids([tell(2, 'customers')], 25), ['open']);
  assert.deepEqual(ids([tell(2, 'customers'), tell(11, 'customers', 'resolved')], 1), ['open']);
});

test('events that lack what they need change nothing', () => {
  const { messages, leads, drafts, spared } = comms([
    event(1, 'tell', { incident: 'i', audience: 'nobody', phase: 'update', text: 'x' }),
    event(2, 'tell', { incident: 'i', audience: 'customers', phase: 'never', text: 'x' }),
    event(3, 'tell', { incident: 'i', audience: 'customers', phase: 'update', text: '' }),
    event(4, 'tell', { incident: 'i', audience: 'customers', phase: 'update', text: 7 }),
    event(5, 'untell', { message: {} }),
    event(6, 'name', { role: 'king', name: 'Leo' }),
    event(7, 'dance', {}),
  ]);
  assert.deepEqual([messages, leads, drafts.size, spared.size], [[], {}, 0, 0]);
});

test('a draft that was changed is kept until it is told or emptied; a name until it is emptied', () => {
  const change = (minutes: number, text: string) =>
    event(minutes, 'draft', { incident: 'i', audience: 'customers', phase: 'update', text });
  const key = draftKey('i', 'customers', 'update');
  assert.equal(comms([change(1, 'a'), change(2, 'b')]).drafts.get(key), 'b');
  assert.equal(comms([change(1, 'a'), change(2, '')]).drafts.has(key), false);
  assert.equal(comms([change(1, 'a'), tell(2, 'customers')]).drafts.has(key), false);
  assert.equal(comms([change(1, 'a'), tell(2, 'social')]).drafts.has(key), true);
  const name = (minutes: number, text: string) => event(minutes, 'name', { role: 'support', name: text });
  assert.deepEqual(comms([name(1, 'Ada'), name(2, 'Bo')]).leads, { support: 'Bo' });
  assert.deepEqual(comms([name(1, 'Ada'), name(2, '')]).leads, {});
});

test('a message that was taken back stands again at its place once it is restored', () => {
  const sent = [tell(1, 'customers'), tell(2, 'customers')].map((each, n) => ({ ...each, id: `m${n}` }));
  const back = [event(3, 'untell', { message: 'm0' }), event(4, 'restore', { message: 'm0' })];
  const ids = (events: typeof sent) => comms(events).messages.map(({ id }) => id);
  assert.deepEqual(ids([...sent, ...back.slice(0, 1)]), ['m1']);
  assert.deepEqual(ids([...sent, ...back]), ['m0', 'm1']);
});

test('a text that gave way to the draft is remembered until another is written or told', () => {
  const change = (minutes: number, text: string) =>
    event(minutes, 'draft', { incident: 'i', audience: 'customers', phase: 'update', text });
  const gone = (...events: OperatorEvent[]) =>
    comms(events).givenUp.get(draftKey('i', 'customers', 'update'))?.text;
  assert.equal(gone(change(1, 'a')), undefined);
  assert.equal(gone(change(1, 'a'), change(2, '')), 'a');
  assert.equal(gone(change(1, 'a'), change(2, ''), change(3, 'b')), undefined);
  assert.equal(gone(change(1, 'a'), change(2, ''), tell(3, 'customers')), undefined);
});

const finds = (...ids: string[]): Finds => ({
  at: START,
  found: ids.map((id, index) => ({ id, title: `Title of ${id}`, score: 90 - index })),
});
/** Every anomaly that the catalogue names, as the rules call them. */
const ALL = [
  ...['status-failing', 'fleet-dead', 'fleet-half-dead', 'agent-dead', 'agent-slow', 'pecks-failing'],
  ...['pecks-some', 'quota-critical', 'quota-high', 'alarm', 'alias-differs', 'latest-ahead', 'sandbox'],
];
const rules = (flags: Flag[]) => flags.map(({ rule }) => rule);

test('drafts for outside hold no jargon, forecast, name, title or tier, whatever was found', () => {
  const leads = { communications: 'Ada Lovelace', technical: 'Bo', support: 'Will Chan' };
  for (const id of [...ALL, 'unheard-of', '__proto__'])
    for (const audience of AUDIENCES.filter(isOutside))
      for (const phase of PHASES) {
        const { headline, text } = draft(audience, phase, { incident: incident(), finds: finds(id), leads });
        const flags = lint(text, audience, phase, Object.values(leads));
        const bad = flags.filter(({ rule }) => rule !== 'gap' && rule !== 'data');
        assert.deepEqual(bad, [], `${audience} ${phase} ${id}: ${text}`);
        assert.deepEqual(lint(headline, audience, 'update', Object.values(leads)), [], headline);
        for (const word of ['Lambda', 'P1', 'Title of', 'Ada', 'undefined'])
          assert.equal((headline + text).includes(word), false, `${word} in ${text}`);
      }
});

test('the first message leaves no gap: it can go out at once', () => {
  for (const found of [undefined, finds(), finds('quota-critical', 'alarm')])
    for (const audience of AUDIENCES) {
      const { text } = draft(audience, 'acknowledge', { incident: incident(), finds: found, leads: {} });
      assert.deepEqual(lint(text, audience, 'acknowledge', []), [], text);
    }
});

test('what nobody but the writer knows is a gap', () => {
  const flags = (audience: Audience, phase: CommsPhase, found?: Finds) =>
    rules(
      lint(
        draft(audience, phase, { incident: incident(), finds: found, leads: {} }).text,
        audience,
        phase,
        [],
      ),
    );
  assert.deepEqual(flags('customers', 'impact'), ['gap']);
  assert.deepEqual(flags('customers', 'impact', finds('agent-slow')), []);
  assert.deepEqual(flags('customers', 'workaround', finds('agent-slow')), ['gap']);
  assert.deepEqual(flags('customers', 'workaround', finds('pecks-failing')), []);
  for (const audience of AUDIENCES)
    assert.deepEqual(flags(audience, 'resolved', finds('alarm')), ['gap', 'data']);
});

test('drafts for outside tell what people notice, the worst first; a post only that', () => {
  const matter = {
    incident: incident(),
    finds: finds('pecks-failing', 'alias-differs', 'agent-slow'),
    leads: {},
  };
  const { headline, text } = draft('customers', 'impact', matter);
  assert.equal(headline, 'Peck requests may fail');
  assert.match(
    text,
    /peck requests do not go through.*spaceducks answer more slowly.*Next update: within 20 min/s,
  );
  assert.match(draft('social', 'impact', matter).text, /^Many peck requests .* status page\.$/);
  assert.doesNotMatch(draft('social', 'impact', matter).text, /slowly/);
  assert.equal(draft('customers', 'update', { ...matter, headline: 'As before' }).headline, 'As before');
});

test('drafts for inside tell the incident, what was found, and who leads', () => {
  const matter = {
    incident: incident({
      notes: [{ at: START, text: 'Pump is on' }],
      closing: 'Refilled',
      resolvedAt: START,
    }),
    finds: finds('alarm', 'sandbox', 'agent-slow', 'pecks-some'),
    leads: { technical: 'Bo' },
  };
  const first = draft('responders', 'acknowledge', matter);
  assert.equal(first.headline, 'P1 · The Lambda alias drifted');
  assert.match(first.text, /Investigating\. Open since 2026-03-21 05:40:00 UTC/);
  assert.match(first.text, /Act within 1 h\./);
  assert.match(first.text, /Title of alarm \(score 90\); .*; 1 more\./);
  assert.match(first.text, /Communications not named, Technical Bo, Support not named/);
  assert.match(draft('responders', 'update', matter).text, /Last note: Pump is on/);
  assert.match(draft('responders', 'resolved', matter).text, /At its end: Refilled/);
  assert.match(draft('internal', 'impact', matter).text, /What people notice: Some people may see errors/);
  const none = { incident: undefined, finds: undefined, leads: {} };
  for (const audience of AUDIENCES)
    for (const phase of PHASES) assert.doesNotMatch(draft(audience, phase, none).text, /undefined|null/);
  assert.match(draft('responders', 'acknowledge', none).text, /has not looked lately/);
});

test('each audience has its writer', () => {
  assert.equal(writer('customers', { support: 'Bo' }), 'the support lead (Bo)');
  assert.equal(writer('responders', {}), 'the technical lead');
});

const flagged: [rule: Flag['rule'], text: string, found: string | undefined][] = [
  ...(
    [
      ['Cold starts are slow', 'Cold starts'],
      ['a coldstart', 'coldstart'],
      ['The alias was moved', 'alias'],
      ['our lambda failed', 'lambda'],
      ['see arn:aws:lambda:us-east-1:123:function:x', 'arn:aws:lambda:us-east-1:123:function:x'],
      ['the ARN', 'ARN'],
      ['p99 is up', 'p99'],
      ['DynamoDB is slow', 'DynamoDB'],
      ['Dynamo DB', 'Dynamo DB'],
      ['we rolled back', 'rolled back'],
      ['the canary', 'canary'],
      ['high latency', 'latency'],
      ['$LATEST', '$LATEST'],
      ['SES is slow', 'SES'],
      ['HTTP 503', 'HTTP 503'],
      ['5xx', '5xx'],
      ['in us-east-1', 'us-east-1'],
      ['on db-1.prod.internal', 'db-1.prod.internal'],
      ['a P1', 'P1'],
      ['our anomaly', 'anomaly'],
      ['Ｌａｍｂｄａ in wide letters', 'Lambda'],
      ['Lam\u200Bbda with a gap that is not seen', 'Lambda'],
      ['she uses aliases', 'aliases'],
      ['The session possesses a versatile sns', undefined],
      ['Malian arnica and salads in Lambdaville', undefined],
    ] as const
  ).map(([text, found]): [Flag['rule'], string, string | undefined] => ['jargon', text, found]),
  ...(
    [
      ['Fixed in 10 minutes.', 'in 10 minutes'],
      ['It is over within about an hour.', 'within about an hour'],
      ['Back in 5-10 min', 'in 5-10 min'],
      ['Back by 14:00 UTC.', 'by 14:00'],
      ['Back by 2 pm', 'by 2 pm'],
      ['Back before noon', 'before noon'],
      ['Back soon!', 'soon'],
      ['Back shortly', 'shortly'],
      ['The ETA is unknown', 'ETA'],
      ['It should be fixed', 'should be fixed'],
      ['We write as soon as we know more.', undefined],
      ['It began at 05:40 UTC.', undefined],
      ['Next update: within 20 min of this one.', undefined],
      ['The next update follows in 20 minutes.', undefined],
      ['Next update: within 20 min. Fixed in 10 minutes.', 'in 10 minutes'],
      ['Sooner or later', undefined],
      ['It took 3 hours', undefined],
    ] as const
  ).map(([text, found]): [Flag['rule'], string, string | undefined] => ['forecast', text, found]),
  ...(
    [
      ['Ada Lovelace is on it', 'Ada Lovelace'],
      ['ada lovelace is on it', 'ada lovelace'],
      ['Ada is on it', 'Ada'],
      ['Dr. Will is on it', 'Will'],
      ['It will work', undefined],
      ['Adam is not Ada’s', 'Ada'],
      ['Adam Lovelaces', undefined],
      ['O’Brien (x) is on it', 'O’Brien'],
    ] as const
  ).map(([text, found]): [Flag['rule'], string, string | undefined] => ['name', text, found]),
];
const NAMES = ['Ada Lovelace', 'Will Chan', 'O’Brien (*)', ' '];
for (const [rule, text, found] of flagged)
  test(`${rule}: “${text}” ${found ? 'is flagged' : 'is none'}`, () => {
    const flags = lint(text, 'customers', 'update', NAMES).filter((each) => each.rule === rule);
    assert.deepEqual(
      flags.map((each) => each.found),
      found === undefined ? [] : [found],
    );
    for (const audience of ['responders', 'internal'] as const)
      assert.deepEqual(lint(text, audience, 'update', NAMES), [], 'inside it may stand');
  });

const resolved: [text: string, flagged: boolean][] = [
  ['The problem is over.', true],
  ['The problem is over. No data was lost.', false],
  ['It is over. Your information is safe.', false],
  ['It is over. Some records are missing.', false],
  ['We lost time. Your data is green.', true],
  ['It is over. [Say whether any data was lost.]', true],
  ['Database loss', true],
];
for (const [text, wanted] of resolved)
  test(`a Resolved: “${text}” ${wanted ? 'lacks' : 'has'} a sentence on data`, () => {
    for (const audience of AUDIENCES)
      assert.equal(rules(lint(text, audience, 'resolved', [])).includes('data'), wanted);
    assert.equal(rules(lint(text, 'customers', 'update', [])).includes('data'), false);
  });

test('jargon: each word once, in the order of the text', () => {
  const flags = lint('The alias, then Lambda, an ARN, the alias.', 'social', 'update', []);
  assert.deepEqual(
    flags.map(({ found }) => found),
    ['alias', 'Lambda', 'ARN'],
  );
});

test('an empty message, one too long for a post, and brackets that are a link', () => {
  assert.deepEqual(rules(lint(' \n', 'customers', 'resolved', [])), ['empty']);
  assert.deepEqual(rules(lint('x'.repeat(280), 'social', 'update', [])), []);
  assert.deepEqual(rules(lint('🦆'.repeat(280), 'social', 'update', [])), []);
  assert.deepEqual(rules(lint('x'.repeat(281), 'social', 'update', [])), ['long']);
  assert.deepEqual(rules(lint('x'.repeat(281), 'customers', 'update', [])), []);
  assert.deepEqual(rules(lint('See [the page](https://a.test)', 'customers', 'update', [])), []);
  assert.deepEqual(rules(lint('See [x]', 'responders', 'update', [])), ['gap']);
});

const out: Outgoing = {
  headline: 'Emails: "late"\u2028--- # \\ \u0085x',
  text: 'First\n---\n<script>{{< x >}} {{% y %}}',
  audience: 'customers',
  phase: 'update',
  at: START + 10 * MINUTE,
  tier: 'P1',
  openedAt: START,
  earlier: [
    { at: START + MINUTE, phase: 'acknowledge', text: 'We know' },
    { at: START + 2 * MINUTE, phase: 'impact', text: 'It is mail' },
  ],
};

test('cState: front matter that YAML reads back as it was, all messages, the newest first', () => {
  const text = exportAs('cstate', out);
  const [, front = '', body = ''] = /^---\n(.*?)\n---\n\n(.*)$/s.exec(text) ?? [];
  assert.deepEqual(
    front.split('\n').map((line) => line.slice(0, line.indexOf(':'))),
    ['title', 'date', 'resolved', 'severity', 'affected', 'section'],
  );
  const title = front.split('\n')[0]?.slice('title: '.length) ?? '';
  assert.equal(JSON.parse(title), out.headline);
  assert.match(title, /^[\x20-\x7e]*$/, 'nothing that YAML takes for the end of a line');
  assert.match(front, /date: 2026-03-21T05:40:00\.000Z\nresolved: false\nseverity: disrupted/);
  assert.deepEqual(
    [...body.matchAll(/^\*(\w+)\* - (\S+ \S+) UTC$/gm)].map(([, status, at]) => [status, at]),
    [
      ['Monitoring', '2026-03-21 05:50:00'],
      ['Identified', '2026-03-21 05:42:00'],
      ['Investigating', '2026-03-21 05:41:00'],
    ],
  );
  assert.doesNotMatch(body, /^---$|(?<!\\)<|\{\{/m);
});

test('cState: over, it says since when', () => {
  const over = exportAs('cstate', { ...out, phase: 'resolved', resolvedAt: START + 9 * MINUTE });
  assert.match(over, /resolved: true\nresolvedWhen: 2026-03-21T05:49:00\.000Z/);
  const severities = (['P0', 'P1', 'P2', 'P3', undefined] as const).map(
    (tier) => /severity: (\w+)/.exec(exportAs('cstate', { ...out, tier }))?.[1],
  );
  assert.deepEqual(severities, ['down', 'disrupted', 'disrupted', 'notice', 'notice']);
});

test('Statuspage: the body of an incident', () => {
  assert.deepEqual(JSON.parse(exportAs('statuspage', out)), {
    incident: { name: out.headline, status: 'monitoring', impact_override: 'major', body: out.text },
  });
  const impacts = (['P0', 'P1', 'P2', 'P3'] as const).map(
    (tier) =>
      (JSON.parse(exportAs('statuspage', { ...out, tier })) as { incident: Record<string, string> }).incident[
        'impact_override'
      ],
  );
  assert.deepEqual(impacts, ['critical', 'major', 'minor', 'none']);
  assert.doesNotMatch(exportAs('statuspage', { ...out, tier: undefined }), /impact_override/);
});

test('Markdown: status, headline, time and audience, and the text without HTML', () => {
  const text = exportAs('markdown', { ...out, headline: '<b>Late</b>', text: '# Big\nNews <i>' });
  assert.equal(
    text,
    '## Monitoring: \\<b\\>Late\\</b\\>\n\n*2026-03-21 05:50:00 UTC · Customers*\n\n\\# Big\nNews \\<i>\n',
  );
});

test('the older page’s tiers: its P1, P2, P3 are P0, P2, P3 here', () => {
  assert.deepEqual(['P1', 'P2', 'P3', 'P0', 'p1', 1, undefined, 'toString'].map(olderTier), [
    'P0',
    'P2',
    'P3',
    ...Array<undefined>(5).fill(undefined),
  ]);
});

test('what was found last, while it is not too old', () => {
  const some = { at: 10, found: [{ id: 'a', title: 'A', score: 50 }] };
  const none = { at: 20, found: [] };
  const silent = { at: 30, found: [], unanswered: true as const };
  const down = {
    at: 40,
    found: [{ id: 'status-failing', title: 'B', score: 95 }],
    unanswered: true as const,
  };
  assert.equal(lastFinds([], 10), undefined);
  assert.equal(lastFinds([some], 10), some);
  assert.equal(lastFinds([some, none], 20), none);
  assert.equal(lastFinds([some, silent], 30), some);
  assert.equal(lastFinds([some, silent, down], 40), down);
  assert.equal(lastFinds([some], 10 + 15 * MINUTE - 1), some);
  assert.equal(lastFinds([some], 10 + 15 * MINUTE), undefined);
});
