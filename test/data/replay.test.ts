import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { hub } from '../../src/data/hub.ts';
import { recall } from '../../src/data/replay.ts';
import { momentOf } from '../../src/data/moment.ts';
import { asOf } from '../../src/data/past-moment.ts';
import { logKey } from '../../src/store/logs.ts';
import { keepPast, pastPrefix } from '../../src/store/past.ts';
import { recordKey } from '../../src/store/records.ts';
import { Page } from './page.ts';
import type { Spec } from '../../src/data/spec.ts';

const spec = {
  title: 'Version',
  section: 'posture',
  size: 'small',
  height: 100,
  reads: { version: field('status.lambda.version', text) },
  records: { deeds: 'own' },
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
  const wanted = { base, interval: 30_000, own: 'mc-version' };

  before(async () => {
    const { kept } = hub();
    for (const [minute, version] of [
      [0, '38'],
      [2, '39'],
      [9, '40'],
    ] as const) {
      const at = FIRST + minute * MINUTE;
      kept.put(pastPrefix(base, 'status') + String(at), { json: json(version), at });
    }
    for (const [minute, id] of [
      [1, 'early'],
      [8, 'late'],
    ] as const)
      kept.put(recordKey(base, 'mc-version') + id, { id, at: FIRST + minute * MINUTE, did: 'add' });
    await kept.flush();
  });

  it('is what was known then, and nothing that came later', async () => {
    const known = await recall(spec, { ...wanted, at: '2026-03-21T05:44Z' });
    const moment = momentOf(spec, known, wanted.own);
    expect(moment.facts.version).to.equal('39');
    expect(known.routes.status?.before?.json).to.deep.equal(json('38'));
    expect(moment.records.deeds.map(({ id }) => id)).to.deep.equal(['early']);
    expect(moment.now).to.equal(FIRST + 4 * MINUTE);
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
  const wanted = { base, interval: 30_000, own: 'mc-version' };
  const SECOND = 1000;
  const at = (seconds: number) => new Date(FIRST + seconds * SECOND).toISOString();

  before(async () => {
    const { kept } = hub();
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
      await keepPast(kept, base, 'status', answer, before);
      before = answer;
    }
    const request = (seconds: number, failure?: string) => ({
      at: FIRST + seconds * SECOND,
      route: 'status',
      ms: 9,
      ...(failure && { failure, status: 503 }),
    });
    kept.put(`${logKey(base, 'sd_latency_log')}1`, [
      request(60),
      request(90, 'http'),
      request(120, 'http'),
      request(3599),
    ]);
    await kept.flush();
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
      const known = await recall(spec, { ...wanted, at: at(seconds) });
      const { last, before } = known.routes.status ?? {};
      expect(momentOf(spec, known, wanted.own).facts.version).to.equal(version);
      expect(last?.at).to.equal(FIRST + fetched * SECOND);
      expect((before?.json as { lambda?: { version: string } } | undefined)?.lambda?.version).to.equal(was);
    });

  it('knows that the route failed then, and how', async () => {
    const { routes } = await recall(spec, { ...wanted, at: at(130) });
    expect(routes.status?.failing).to.deep.equal({
      kind: 'http',
      status: 503,
      said: '/beak/system/status answered with HTTP status 503.',
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

describe('a page that is rewound', () => {
  it('shows each card what it knew then, lets nothing be written, and is live again at once', async () => {
    const page = new Page(undefined, FIRST);
    const { observer, told } = page.observe({}, 30);
    await page.askedTimes(1);
    const states = { status: { restored: true, last: { json: json('7'), at: FIRST - 60_000 } } };
    hub().rewound = {
      base: page.base,
      at: FIRST - 50_000,
      show: (known) => asOf(known, FIRST - 50_000, states),
    };
    expect(observer.writable).to.equal(false);
    const then = observer.known();
    expect([then.recorded, then.now, then.routes.status?.last?.json]).to.deep.equal([
      true,
      FIRST - 50_000,
      json('7'),
    ]);
    told.resetHistory();
    // Polling goes on behind it, and changes nothing of what is shown.
    page.answer = () => new Response('{"lambda":{"version":"2"}}');
    await page.pass(31);
    expect(page.asked).to.have.length(2);
    expect(told.callCount).to.equal(0);
    hub().rewound = undefined;
    expect(told.callCount).to.equal(1);
    expect(observer.known().routes.status?.last?.json).to.deep.equal({ lambda: { version: '2' } });
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
    records: { 'mc-version': [{ id: 'a', at: FIRST, did: 'add' }, { id: 'broken' }] },
  };
  let packs = 0;
  const answer = (body: unknown) =>
    sinon
      .stub(window, 'fetch')
      .callsFake(() => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body))));
  const wanted = { interval: 30_000, own: 'mc-version' };
  // What was read of an address is shared, so each has one of its own.
  const open = (body: unknown) => {
    answer(body);
    return recall(spec, { ...wanted, pack: `pack-${(packs += 1)}.json` });
  };

  it('shows its moment, and what is broken in it costs only itself', async () => {
    const known = await open(good);
    const moment = momentOf(spec, known, 'mc-version');
    expect(moment.facts.version).to.equal('39');
    expect(known.logs.pecks).to.have.length(1);
    expect(moment.records.deeds.map(({ id }) => id)).to.deep.equal(['a']);
  });

  it('is masked like any answer, though somebody edited it', async () => {
    const mail = 'jo@example.com';
    const known = await open({
      ...good,
      routes: { status: { last: { json: json(mail), at: FIRST }, failing: { said: mail, at: 1 } } },
      logs: {
        sd_dynamo_status: [{ at: FIRST, tables: { [mail]: 'ACTIVE' } }],
        pecks: [{ at: FIRST, succeeded: 1, failed: 0, note: mail }],
        missionControlEnvVarSnapshotV1: [{ at: FIRST, names: ['TOKEN=hunter2'] }],
      },
      records: { [mail]: [{ id: 'a', at: FIRST, did: 'add', text: mail, names: ['KEY=hunter2'] }] },
      site: { config: { environment: mail }, files: { board: { text: `a\n${mail}`, at: FIRST } } },
      page: [{ tag: 'mc-x', title: mail, own: 'mc-x' }],
    });
    const text = JSON.stringify(known);
    expect(text).to.not.include('jo@example').and.to.not.include('hunter2');
    expect(text.match(/j•••@e•••\.com/g)).to.have.length(9);
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
      'The pack later.json could not be fetched.',
    );
    fetched.callsFake(() => Promise.resolve(new Response(JSON.stringify(good))));
    expect((await recall(spec, { ...wanted, pack })).now).to.equal(FIRST);
  });

  it('that this browser keeps is opened by its name', async () => {
    const { kept } = hub();
    kept.put('1/packs/night watch', good);
    await kept.flush();
    const known = await recall(spec, { ...wanted, pack: 'kept:night watch' });
    expect(momentOf(spec, known, 'mc-version').facts.version).to.equal('39');
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
        { tag: 'mc-x', title: 'X', own: 'x', routes: ['status', 'moon'], keeps: true, at: FIRST },
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
        own: 'x',
        routes: ['status'],
        files: false,
        keeps: true,
        stale: false,
        at: FIRST,
      },
    ]);
  });

  it('keeps how a route failed', async () => {
    const failing = { kind: 'http', status: 503, said: 'It failed.', at: FIRST, since: FIRST - 5, count: 3 };
    const { routes } = await open({ ...good, routes: { audit: { failing } } });
    expect(routes.audit).to.deep.equal({ restored: true, failing });
  });

  it('that means harm is taken in part, and changes nothing outside of it', async () => {
    const known = await open(
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
    expect(known.base).to.equal('');
    expect(known.interval).to.equal(30_000);
    expect(Object.keys(known.routes).sort()).to.deep.equal(['audit', 'metrics', 'status']);
    expect(known.routes.status).to.deep.equal({ restored: true });
    expect(known.routes.audit?.last).to.have.keys('json', 'at');
    expect(known.routes.audit).to.not.have.property('failing');
    expect(JSON.stringify(known.routes.metrics).length).to.be.below(500);
    expect(known.logs.pecks?.map(({ at }) => at)).to.deep.equal([5, 9]);
    expect(momentOf(spec, known, 'mc-version').records.deeds).to.be.empty;
  });

  for (const [name, body, says] of [
    ['that is cut off', '{"mission_control_pack": 1, "now": 17', /is not a pack.*cut off/],
    ['that is something else', { hello: 'world', now: 5 }, /is not a pack/],
    ['that is a list', [good], /is not a pack/],
    ['of no moment', { ...good, now: 'noon' }, /is not a pack.*which moment/],
    ['of a moment before all time', { ...good, now: -1e300 }, /is not a pack.*which moment/],
    ['from a newer version', { ...good, mission_control_pack: 2 }, /another version/],
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
