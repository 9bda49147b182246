import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { hub } from '../../src/data/hub.ts';
import { recall } from '../../src/data/recall.ts';
import { cardDataOf } from '../../src/data/card-data.ts';
import { asOf } from '../../src/data/past-moment.ts';
import { logKey } from '../../src/store/logs.ts';
import { keepPast, pastPrefix } from '../../src/store/past-write.ts';
import { recordKey } from '../../src/store/records.ts';
import { Page } from './page.ts';
import { own } from '../../src/data/spec.ts';
import type { Spec } from '../../src/data/spec.ts';

const spec = {
  title: 'Version',
  section: 'posture',
  size: 'small',
  reads: { version: field('status.lambda.version', text) },
  records: { events: own({ name: 'mc-version', title: 'versions', events: { add: {} } }) },
} as const satisfies Spec;

const FIRST = Date.UTC(2026, 2, 21, 5, 40);
const MINUTE = 60_000;
const json = (version: string) => ({ lambda: { version } });

async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (reason) {
    return reason instanceof Error ? reason.message : String(reason);
  }
  return '';
}

describe('a moment of this browser’s history', () => {
  const base = 'https://past.test';
  const wanted = { base, interval: 30_000, stateKey: 'mc-version' };

  before(async () => {
    const { store } = hub();
    for (const [minute, version] of [
      [0, '38'],
      [2, '39'],
      [9, '40'],
    ] as const) {
      const at = FIRST + minute * MINUTE;
      store.put(pastPrefix(base, 'status') + String(at), { json: json(version), at });
    }
    for (const [minute, id] of [
      [1, 'early'],
      [8, 'late'],
    ] as const)
      store.put(recordKey(base, 'mc-version') + id, { id, at: FIRST + minute * MINUTE, type: 'add' });
    await store.flush();
  });

  it('is what was known then, and nothing that came later', async () => {
    const apiState = await recall(spec, { ...wanted, at: '2026-03-21T05:44Z' });
    const data = cardDataOf(spec, apiState, wanted.stateKey);
    expect(data.facts.version).to.equal('39');
    expect(apiState.routes.status?.before?.json).to.deep.equal(json('38'));
    expect(data.records.events.map(({ id }) => id)).to.deep.equal(['early']);
    expect(data.now).to.equal(FIRST + 4 * MINUTE);
  });

  it('says so where nothing was kept that early, or the time is none', async () => {
    expect(await failureOf(recall(spec, { ...wanted, at: '2026-03-20T00:00Z' }))).to.include('kept nothing');
    expect(await failureOf(recall(spec, { ...wanted, at: 'yesterday' }))).to.include(
      '"yesterday" is not a time',
    );
  });
});

describe('a moment of history that was kept as patches', () => {
  const base = 'https://patched.test';
  const wanted = { base, interval: 30_000, stateKey: 'mc-version' };
  const SECOND = 1000;
  const at = (seconds: number) => new Date(FIRST + seconds * SECOND).toISOString();

  before(async () => {
    const { store } = hub();
    let before: { json: unknown; at: number } | undefined;
    for (const [seconds, version] of [
      [0, '38'],
      [30, '38'],
      [60, '39'],
      // Across the hour, where a new chain begins.
      [3599, '40'],
      [3630, '41'],
    ] as const) {
      const answer = { json: { ...json(version), more: 'x'.repeat(200) }, at: FIRST + seconds * SECOND };
      await keepPast(store, base, 'status', answer, before);
      before = answer;
    }
    const request = (seconds: number, failure?: string) => ({
      at: FIRST + seconds * SECOND,
      route: 'status',
      ms: 9,
      ...(failure && { failure, status: 503 }),
    });
    store.put(`${logKey(base, 'sd_latency_log')}1`, [
      request(60),
      request(90, 'http'),
      request(120, 'http'),
      request(3599),
    ]);
    await store.flush();
  });
  afterEach(() => sinon.restore());

  for (const [seconds, version, fetched, was] of [
    [0, '38', 0, undefined],
    [45, '38', 30, undefined],
    [61, '39', 60, '38'],
    [3600, '40', 3599, '39'],
    [9999, '41', 3630, '40'],
  ] as const)
    it(`is version ${version} after ${seconds} s`, async () => {
      const apiState = await recall(spec, { ...wanted, at: at(seconds) });
      const { last, before } = apiState.routes.status ?? {};
      expect(cardDataOf(spec, apiState, wanted.stateKey).facts.version).to.equal(version);
      expect(last?.at).to.equal(FIRST + fetched * SECOND);
      expect((before?.json as { lambda?: { version: string } } | undefined)?.lambda?.version).to.equal(was);
    });

  it('knows that the route failed then, and how', async () => {
    const { routes } = await recall(spec, { ...wanted, at: at(130) });
    expect(routes.status?.failing).to.deep.equal({
      kind: 'http',
      status: 503,
      message: '/beak/system/status answered with HTTP status 503.',
      at: FIRST + 120 * SECOND,
      since: FIRST + 90 * SECOND,
      count: 2,
    });
    expect((await recall(spec, { ...wanted, at: at(3600) })).routes.status).to.not.have.property('failing');
  });

  it('has the site as it was last read, without the promotions that came later', async () => {
    const log = [
      '# Deploys',
      '',
      '- 2026-03-21 05:39 UTC · v38 · prod · Calm',
      '- 2026-03-21 06:00 UTC · v40 · prod · Later',
    ];
    sinon
      .stub(window, 'fetch')
      .callsFake((url) =>
        Promise.resolve(
          new Response(
            String(url).endsWith('.md')
              ? log.join('\n')
              : '{"environment":"Pond","files":{"deploy_log":"LOG.md"}}',
          ),
        ),
      );
    const files = { ...spec, files: ['deploy_log'] } as const;
    const { site } = await recall(files, { ...wanted, at: at(61), config: 'past-site.json' });
    expect(site.config.environment).to.equal('Pond');
    expect(site.deploys.entries.map(({ version }) => version)).to.deep.equal(['38']);
    expect(site.files.deploy_log?.text).to.include('Calm').and.to.not.include('Later');
  });

  it('says from when on there is something, where it is asked for more', async () => {
    expect(await failureOf(recall(spec, { ...wanted, at: at(-60) }))).to.include(
      'its oldest answer here is of 2026-03-21 05:40:00 UTC',
    );
  });
});

describe('a page that shows its past', () => {
  it('shows each card what it knew then, lets nothing be written, and is live again at once', async () => {
    const page = new Page(undefined, FIRST);
    const { observer, reported } = page.observe({}, 30);
    await page.askedTimes(1);
    const states = { status: { restored: true, last: { json: json('7'), at: FIRST - 60_000 } } };
    hub().timeTravel = {
      base: page.base,
      at: FIRST - 50_000,
      show: (apiState) => asOf(apiState, FIRST - 50_000, states),
    };
    expect(observer.writable).to.equal(false);
    const then = observer.state();
    expect([then.recorded, then.now, then.routes.status?.last?.json]).to.deep.equal([
      true,
      FIRST - 50_000,
      json('7'),
    ]);
    reported.resetHistory();
    // Polling goes on behind it, and changes nothing of what is shown.
    page.answer = () => new Response('{"lambda":{"version":"2"}}');
    await page.pass(31);
    expect(page.asked).to.have.length(2);
    expect(reported.callCount).to.equal(0);
    hub().timeTravel = undefined;
    expect(reported.callCount).to.equal(1);
    expect(observer.state().routes.status?.last?.json).to.deep.equal({ lambda: { version: '2' } });
    expect(observer.writable).to.equal(true);
    await page.leave();
  });
});

describe('a pack', () => {
  afterEach(() => {
    sinon.restore();
  });

  const good = {
    mission_control_pack: 1,
    base: 'https://api.test',
    now: FIRST,
    interval: 30_000,
    routes: { status: { last: { json: json('39'), at: FIRST - 1000 } } },
    logs: { pecks: [{ at: FIRST, succeeded: 1, failed: 0 }, 'rubbish', { succeeded: 2 }] },
    records: { 'mc-version': [{ id: 'a', at: FIRST, type: 'add' }, { id: 'broken' }] },
  };
  let packs = 0;
  const answer = (body: unknown) =>
    sinon
      .stub(window, 'fetch')
      .callsFake(() => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body))));
  const wanted = { interval: 30_000, stateKey: 'mc-version' };
  // What was read of an address is shared, so each has one of its own.
  const open = (body: unknown) => {
    answer(body);
    return recall(spec, { ...wanted, pack: `pack-${(packs += 1)}.json` });
  };

  it('shows its moment, and what is broken in it costs only itself', async () => {
    const apiState = await open(good);
    const data = cardDataOf(spec, apiState, 'mc-version');
    expect(data.facts.version).to.equal('39');
    expect(apiState.logs.pecks).to.have.length(1);
    expect(data.records.events.map(({ id }) => id)).to.deep.equal(['a']);
  });

  it('is masked like any answer, though somebody edited it', async () => {
    const mail = 'jo@example.com';
    const apiState = await open({
      ...good,
      routes: { status: { last: { json: json(mail), at: FIRST }, failing: { message: mail, at: 1 } } },
      logs: {
        sd_dynamo_status: [{ at: FIRST, tables: { [mail]: 'ACTIVE' } }],
        pecks: [{ at: FIRST, succeeded: 1, failed: 0, note: mail }],
        missionControlEnvVarSnapshotV1: [{ at: FIRST, names: ['TOKEN=hunter2'] }],
      },
      records: { [mail]: [{ id: 'a', at: FIRST, type: 'add', text: mail, names: ['KEY=hunter2'] }] },
      site: { config: { environment: mail }, files: { board: { text: `a\n${mail}`, at: FIRST } } },
      page: [{ tag: 'mc-x', title: mail, stateKey: 'mc-x' }],
    });
    const text = JSON.stringify(apiState);
    expect(text).to.not.include('jo@example').and.to.not.include('hunter2');
    expect(text.match(/j•••@e•••\.com/g)).to.have.length(11);
    expect(text).to.include('"TOKEN"').and.to.include('"KEY"');
  });

  it('is fetched and read once, however many cards show it', async () => {
    const fetched = answer(good);
    const parsed = sinon.spy(JSON, 'parse');
    const all = await Promise.all(
      Array.from({ length: 20 }, () => recall(spec, { ...wanted, pack: 'shared.json' })),
    );
    expect(fetched.callCount).to.equal(1);
    expect(parsed.callCount).to.equal(1);
    expect(new Set(all.map(({ routes }) => routes.status?.last?.json)).size).to.equal(1);
  });

  it('is asked for again after it could not be fetched', async () => {
    const fetched = sinon.stub(window, 'fetch').rejects(new TypeError('Failed to fetch'));
    const pack = 'later.json';
    expect(await failureOf(recall(spec, { ...wanted, pack }))).to.equal(
      'The pack later.json could not be reached.',
    );
    fetched.callsFake(() => Promise.resolve(new Response(JSON.stringify(good))));
    expect((await recall(spec, { ...wanted, pack })).now).to.equal(FIRST);
  });

  it('is given up where it stalls, and cut off where it is larger than 40 MB', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const fetched = sinon.stub(window, 'fetch').callsFake(() => {
      const body = new ReadableStream<Uint8Array>({ start: (each) => each.enqueue(new Uint8Array([123])) });
      return Promise.resolve(new Response(body));
    });
    const stalled = failureOf(recall(spec, { ...wanted, pack: 'stalls.json' }));
    await clock.tickAsync(10_000);
    clock.restore();
    expect(await stalled).to.equal('The pack stalls.json sent nothing for 10 s.');
    fetched.callsFake(() => {
      const pull = (each: ReadableStreamDefaultController<Uint8Array>) =>
        each.enqueue(new Uint8Array(4_000_000).fill(32));
      return Promise.resolve(new Response(new ReadableStream<Uint8Array>({ pull })));
    });
    expect(await failureOf(recall(spec, { ...wanted, pack: 'large.json' }))).to.equal(
      'The pack large.json is larger than 40 MB.',
    );
  });

  it('that this browser keeps is opened by its name', async () => {
    const { store } = hub();
    store.put('1/packs/night watch', good);
    await store.flush();
    const apiState = await recall(spec, { ...wanted, pack: 'kept:night watch' });
    expect(cardDataOf(spec, apiState, 'mc-version').facts.version).to.equal('39');
    expect(await failureOf(recall(spec, { ...wanted, pack: 'kept:nothing' }))).to.equal(
      'This browser keeps no pack called nothing.',
    );
  });

  it('brings the site back as its file has it, but leads nowhere, and the cards of its page', async () => {
    const { site, page = [] } = await open({
      ...good,
      site: {
        config: {
          environment: 'Pond',
          links: { audit: 'https://evil.example', surfaces: [{ title: 'x', href: 'https://evil.example' }] },
          contacts: { P0: { who: 'Duty', how: 'Pager', runbook: 'https://evil.example' } },
          freezes: [{ reason: 'Easter', from: '2026-04-03T00:00:00.000Z', until: '2026-04-06T00:00:00Z' }],
          thresholds: { pecks_warn: 0.2, pecks_bad: 'much' },
        },
        files: {
          deploy_log: { text: '- 2026-03-20 10:00 UTC · v42 · prod · Faster', at: FIRST },
          board: { text: 7 },
          unknown: { text: 'x', at: 1 },
        },
      },
      page: [
        { tag: 'mc-x', title: 'X', stateKey: 'x', routes: ['status', 'moon'], keeps: true, at: FIRST },
        { tag: 7 },
        'rubbish',
      ],
    });
    expect(site.config).to.deep.equal({
      environment: 'Pond',
      contacts: { P0: { who: 'Duty', how: 'Pager' } },
      freezes: [{ reason: 'Easter', from: Date.UTC(2026, 3, 3), until: Date.UTC(2026, 3, 6) }],
      thresholds: { pecks_warn: 0.2 },
    });
    expect(Object.keys(site.files)).to.deep.equal(['deploy_log']);
    expect(site.deploys.entries.map(({ version }) => version)).to.deep.equal(['42']);
    expect(page).to.deep.equal([
      {
        tag: 'mc-x',
        title: 'X',
        stateKey: 'x',
        routes: ['status'],
        files: false,
        keeps: true,
        stale: false,
        at: FIRST,
      },
    ]);
  });

  it('keeps how a route failed', async () => {
    const failing = {
      kind: 'http',
      status: 503,
      message: 'It failed.',
      at: FIRST,
      since: FIRST - 5,
      count: 3,
    };
    const { routes } = await open({ ...good, routes: { audit: { failing } } });
    expect(routes.audit).to.deep.equal({ restored: true, failing });
  });

  it('that means harm is taken in part, and changes nothing outside of it', async () => {
    const apiState = await open(
      `{"mission_control_pack":1,"base":"javascript:alert(1)","now":${FIRST},"interval":-5,"__proto__":{"polluted":1},
        "routes":{"__proto__":{"last":{"json":{},"at":1}},"moon":{},"status":{"last":{"json":{},"at":1e999}},
          "audit":{"last":{"json":{"__proto__":{"polluted":1}},"at":${FIRST},"made":"now"},"failing":{"said":7}},
          "metrics":{"last":{"json":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)},"at":${FIRST}}}},
        "logs":{"__proto__":[{"at":1}],"toString":[{"at":1}],"pecks":[{"at":1e999,"succeeded":1,"failed":1},
          {"at":2,"succeeded":-1,"failed":0},{"at":9,"succeeded":2,"failed":0},{"at":5,"succeeded":1,"failed":0}]},
        "records":{"__proto__":[{"id":"x","at":1,"did":"add"}],"a":7},
        "site":{"config":[],"files":{"__proto__":{"text":"x","at":1}}},"page":{},"cut":[7]}`,
    );
    expect({}).to.not.have.property('polluted');
    expect(apiState.base).to.equal('');
    expect(apiState.interval).to.equal(30_000);
    expect(Object.keys(apiState.routes).sort()).to.deep.equal(['audit', 'metrics', 'status']);
    expect(apiState.routes.status).to.deep.equal({ restored: true });
    expect(apiState.routes.audit?.last).to.have.keys('json', 'at');
    expect(apiState.routes.audit).to.not.have.property('failing');
    expect(JSON.stringify(apiState.routes.metrics).length).to.be.below(500);
    expect(apiState.logs.pecks?.map(({ at }) => at)).to.deep.equal([5, 9]);
    expect(cardDataOf(spec, apiState, 'mc-version').records.events).to.be.empty;
  });

  for (const [name, body, says] of [
    ['that is cut off', '{"mission_control_pack": 1, "now": 17', /is not a pack.*cut off/],
    ['that is something else', { hello: 'world', now: 5 }, /is not a pack/],
    ['that is a list', [good], /is not a pack/],
    ['of no moment', { ...good, now: 'noon' }, /is not a pack.*which moment/],
    ['of a moment before all time', { ...good, now: -1e300 }, /is not a pack.*which moment/],
    [
      'from a newer version',
      { ...good, mission_control_pack: 3 },
      /newer version \(3\).*reads up to version 2/,
    ],
    ['of no version', { ...good, mission_control_pack: '2' }, /is not a pack/],
    ['of half a version', { ...good, mission_control_pack: 1.5 }, /is not a pack/],
    ['that is far too large', ' '.repeat(20_000_001), /too large/],
  ] as const)
    it(`${name} is refused with a sentence`, async () => {
      expect(await failureOf(open(body))).to.match(says);
    });

  it('is not looked for where no page is', async () => {
    for (const pack of ['javascript:alert(1)', 'data:application/json,{}', 'file:///etc/passwd'])
      expect(await failureOf(recall(spec, { ...wanted, pack }))).to.include('is no address of a pack');
  });
});
