import { expect } from '@open-wc/testing';
import { mask } from '../../src/api/mask.ts';
import { siteFields } from '../../src/data/site-fields.ts';
import { read } from '../../src/api/kinds.ts';
import { hub } from '../../src/data/hub.ts';
import { NO_SITE } from '../../src/data/site-state.ts';
import { capture, fileName, packOf } from '../../src/data/pack.ts';
import { packAt, timesOf } from '../../src/data/pack-past.ts';
import { readPackText } from '../../src/data/pack-read.ts';
import { logKey } from '../../src/store/logs.ts';
import { keepPast } from '../../src/store/past-write.ts';
import { recordKey } from '../../src/store/records.ts';
import { Beak } from '../../server/beak/beak.ts';
import type { Captured } from '../../src/data/pack.ts';
import type { PackPast } from '../../src/data/pack-past.ts';
import type { ApiState } from '../../src/data/card-data.ts';

const NOW = Date.UTC(2026, 2, 21, 5, 40);
const HOUR = 3_600_000;
const MEGABYTE = 1_000_000;
const page = Math.random().toString(36).slice(2);
let bases = 0;

/** What a card knows that knows nothing yet. */
const nothing = (): Omit<Captured, 'pausedSince'> => ({
  base: `https://${page}-${(bases += 1)}.test`,
  now: NOW,
  interval: 30_000,
  routes: {},
  site: NO_SITE,
});
const known = (more: Partial<ApiState & { past: PackPast }>): ApiState & { past?: PackPast } => ({
  ...nothing(),
  logs: {},
  records: {},
  ...more,
});
const textOf = (pack: unknown): string => JSON.stringify(pack);
const bytesOf = (pack: unknown): number => new Blob([textOf(pack)]).size;

describe('a captured pack', () => {
  it('holds what is known live, and what this browser keeps of the rest', async () => {
    const card = nothing();
    const { store } = hub();
    const failing = { kind: 'http' as const, status: 503, message: 'Failed.', at: NOW, since: NOW, count: 2 };
    store.put(`1/${card.base}/snapshot/status`, { json: { from: 'the store' }, at: NOW - HOUR });
    store.put(`1/${card.base}/snapshot/metrics`, { json: { from: 'the store' }, at: NOW - HOUR });
    store.put(logKey(card.base, 'pecks') + '1', [
      { at: NOW - 25 * HOUR, succeeded: 1, failed: 0 },
      { at: NOW - HOUR, succeeded: 2, failed: 0 },
      { at: NOW + 5, succeeded: 3, failed: 0 },
    ]);
    store.put(recordKey(card.base, 'mc-todos') + 'a', {
      id: 'a',
      at: NOW - 900 * HOUR,
      type: 'add',
      text: 'x',
    });
    store.put(recordKey(card.base, 'some/other') + 'b', { id: 'b', at: NOW, type: 'add' });
    store.put(recordKey(card.base, 'mc-todos') + 'c', { id: 'c', at: NOW + 5, type: 'add' });
    store.put(recordKey(`${card.base}/record/of-a-longer-base`, 'mc-todos') + 'd', {
      id: 'd',
      at: 1,
      type: 'x',
    });
    const pack = await capture({
      ...card,
      routes: {
        metrics: { restored: true, failing, due: 5 },
        audit: { restored: true, last: { json: { n: 2 }, at: NOW }, before: { json: { n: 1 }, at: NOW - 1 } },
      },
      site: { ...NO_SITE, config: { environment: 'Pond' } },
    });
    expect(pack.mission_control_pack).to.equal(2);
    expect(pack.environment).to.equal('Pond');
    expect(pack.routes).to.deep.equal({
      beak: {},
      metrics: { failing, last: { json: { from: 'the store' }, at: NOW - HOUR } },
      status: { last: { json: { from: 'the store' }, at: NOW - HOUR } },
      audit: { last: { json: { n: 2 }, at: NOW }, before: { json: { n: 1 }, at: NOW - 1 } },
    });
    expect(pack.logs['pecks']).to.deep.equal([{ at: NOW - HOUR, succeeded: 2, failed: 0 }]);
    expect(Object.keys(pack.records)).to.have.members(['mc-todos', 'some/other']);
    expect(pack.records['mc-todos']?.map(({ id }) => id)).to.deep.equal(['a']);
    expect(pack).to.not.have.property('cut');
  });

  it('opens as what it was made of', async () => {
    const text = '- 2026-03-20 10:00 UTC · v42 · prod · Faster';
    const config = {
      environment: 'Pond',
      freezes: [{ reason: 'Easter', from: NOW, until: NOW + HOUR }],
      blockers: [{ id: '1', as_of: NOW }],
      providers: [{ name: 'Turnstile', state: 'live', as_of: NOW }],
      site_deployed_at: NOW,
      thresholds: { pecks_warn: 0.2 },
    };
    const card = {
      ...nothing(),
      pausedSince: NOW - HOUR,
      routes: {
        status: { restored: true, last: { json: { a: [1, 'b', null] }, at: NOW - 5, made: NOW - 9 } },
      },
      site: { ...NO_SITE, config, files: { deploy_log: { text, at: NOW, lines: [] } } },
    };
    // Masking must leave what this browser names things by.
    const { id } = hub().keep(card.base, 'mc-todos', { type: 'add', text: 'Feed the ducks' });
    hub().keep(card.base, 'mc-todos', { type: 'done', todo: id });
    const opened = readPackText(textOf(await capture({ ...card, now: Date.now() + HOUR })), 'x.json');
    expect(opened.routes.status).to.deep.equal(card.routes.status);
    expect(opened.pausedSince).to.equal(NOW - HOUR);
    expect(opened.site.config).to.deep.equal(config);
    expect(opened.site.deploys.entries.map(({ version }) => version)).to.deep.equal(['42']);
    expect(opened.records['mc-todos']?.map((event) => event['todo'] ?? event.id)).to.deep.equal([id, id]);
    // Kept, it is the same again.
    expect(readPackText(textOf(packOf(opened)), 'x.json')).to.deep.equal(opened);
  });

  it('has what was just written by a clock that has been set back since, as of now', async () => {
    const card = { ...nothing(), now: Date.now() };
    hub().store.put(recordKey(card.base, 'mc-todos') + 'a', {
      id: 'a',
      at: card.now + 5000,
      type: 'add',
      text: 'Feed the ducks',
    });
    const { records } = await capture(card);
    expect(records['mc-todos']).to.have.nested.property('[0].text', 'Feed the ducks');
    expect(records['mc-todos']).to.have.nested.property('[0].at', card.now);
  });

  it('has every time of the configuration as its file has it', () => {
    const iso = '2026-03-21T05:40:00Z';
    const raw = {
      freezes: [{ from: iso, until: iso }],
      blockers: [{ as_of: iso }],
      providers: [{ as_of: iso }],
      site_deployed_at: iso,
    };
    const config = read(siteFields, raw) ?? {};
    const { site } = packOf(known({ site: { ...NO_SITE, config } }));
    expect(read(siteFields, site?.config)).to.deep.equal(config);
  });

  it('holds no address, no number, no value of the environment and no token, whatever a backend sends', async () => {
    const beak = new Beak({ seed: 7, now: NOW });
    beak.scenario = 'hostile';
    const [mail, phone, token] = ['jemima.puddle', '900123', 'hunter2'];
    for (let turn = 0; turn < 8; turn += 1) {
      const at = NOW + turn * 30_000;
      beak.advance(at);
      // As they came, unmasked: whatever lies in the page or in the store must not get into a pack.
      const snapshot = (route: 'metrics' | 'status' | 'audit') => {
        const json = JSON.parse(beak.answer(route)) as Record<string, unknown>;
        return { json, at };
      };
      const status = snapshot('status');
      status.json['lambda'] = { env_names: [`SECRET_TOKEN=${token}`, 'PLAIN'] };
      // The one sender's address is shown as it is, by the contract; here it is not asked about.
      delete status.json['auth'];
      const strip = (json: unknown): string => textOf(json).replaceAll(`SECRET_TOKEN=${token} `, '');
      const card = nothing();
      const { store } = hub();
      const person = `${mail}@private.example.org +44 7700 ${phone}`;
      store.put(recordKey(card.base, 'mc-todos') + 'a', { id: 'a', at, type: 'add', text: `Call ${person}` });
      store.put(recordKey(card.base, 'mc-env-diff') + 'b', {
        id: 'b',
        at,
        type: 'baseline',
        names: [`KEY=${token}`],
      });
      store.put(logKey(card.base, 'missionControlEnvVarSnapshotV1') + '1', [{ at, names: [`KEY=${token}`] }]);
      store.put(logKey(card.base, 'sd_audit_cache') + '1', [{ at, entries: [{ actor: person }] }]);
      const pack = await capture({
        ...card,
        now: at,
        routes: {
          status: { restored: true, last: status, before: snapshot('status') },
          metrics: { restored: true, last: snapshot('metrics'), visit: snapshot('metrics') },
          audit: {
            restored: true,
            last: snapshot('audit'),
            failing: { kind: 'network', message: person, at, since: at, count: 1 },
          },
        },
        site: {
          ...NO_SITE,
          config: {
            environment: person,
            contacts: { P0: { who: mail, how: `+44 7700 ${phone}` } },
            links: { audit: `https://x.test/?token=${token}` },
          },
          files: { operator_notes: { text: `# Notes\n${person}`, at, lines: [] } },
        },
      });
      const { last, before } = pack.routes.status ?? {};
      delete (before?.json as { auth?: unknown } | undefined)?.auth;
      expect(last?.json).to.have.nested.property('lambda.env_names[0]', 'SECRET_TOKEN');
      const text = strip(pack);
      expect(text).to.not.include(`${mail}@`).and.to.not.include(phone).and.to.not.include('private.example');
      expect(text)
        .to.not.match(/(KEY|TOKEN)=hunter2"/)
        .and.to.not.include('token=');
      expect(bytesOf(pack)).to.be.below(MEGABYTE);
      // It opens, and what comes out is the same once more.
      const opened = readPackText(textOf(pack), 'x.json');
      expect(opened.routes.status?.last?.json).to.deep.equal(mask(last?.json));
    }
  });

  it('stays well under 5 MB, keeps the newest, and says what had no room', async () => {
    const many = (n: number, sample: object) =>
      Array.from({ length: n }, (_, i) => ({ ...sample, at: NOW - (n - i) * 1000 }));
    const entry = { id: 'x'.repeat(40), event_type: 'duck.signup', reason: 'ü'.repeat(200) };
    const big = (n: number) => ({
      json: { text: Array.from({ length: n }, () => 'ü'.repeat(500)) },
      at: NOW,
    });
    const pack = packOf(
      known({
        routes: { status: { restored: true, last: big(600), before: big(600), visit: big(600) } },
        logs: {
          sd_latency_log: many(40_000, { route: 'status', ms: 120 }) as never,
          sd_audit_cache: many(10_000, { entries: [entry] }) as never,
          pecks: many(500, { succeeded: 1, failed: 0 }) as never,
        },
        records: {
          'mc-notes': many(20_000, { id: 'a', type: 'add', text: 'Feed the ducks' }) as never,
          'mc-todos': [{ id: 'a', at: NOW, type: 'add' }],
        },
        site: { ...NO_SITE, files: { board: { text: 'x'.repeat(2 * MEGABYTE), at: NOW, lines: [] } } },
      }),
    );
    expect(bytesOf(pack)).to.be.below(4 * MEGABYTE);
    expect(pack.logs['pecks']).to.have.length(500);
    expect(pack.records['mc-todos']).to.have.length(1);
    for (const list of [pack.logs['sd_latency_log'], pack.logs['sd_audit_cache'], pack.records['mc-notes']]) {
      expect(list?.length).to.be.above(500);
      expect(list?.at(-1)?.at).to.equal(NOW - 1000);
    }
    expect(pack.routes.status).to.have.keys('last');
    expect(pack.cut).to.have.members([
      '/beak/system/status',
      'sd_latency_log',
      'sd_audit_cache',
      'mc-notes',
      'board',
    ]);
    expect(readPackText(textOf(pack), 'x.json').cut).to.deep.equal(pack.cut);
  });

  /** Keeps answers of the past for a base, one a minute, the last of them at `NOW`. */
  const keepAnswers = async (base: string, n: number, json: (i: number) => unknown): Promise<void> => {
    const { store } = hub();
    for (let i = 0; i < n; i += 1) {
      const at = NOW - (n - 1 - i) * 60_000;
      const before = i > 0 ? { json: json(i - 1), at: at - 60_000 } : undefined;
      await keepPast(store, base, 'status', { json: json(i), at }, before);
    }
    await store.flush();
  };

  it('leads back to what was answered before, masked, and to nothing that came later', async () => {
    const card = nothing();
    const { store } = hub();
    await keepAnswers(card.base, 5, (i) => ({
      lambda: { version: String(38 + i), env_names: [`KEY${i}=hunter2`] },
      recent_audit: [{ actor: `duck${i}@private.example.org` }],
    }));
    for (const minute of [1, 3])
      store.put(recordKey(card.base, 'mc-todos') + String(minute), {
        id: String(minute),
        at: NOW - minute * 60_000,
        type: 'add',
      });
    const text = textOf(await capture(card));
    expect(text).to.not.include('hunter2').and.to.not.include('private.example');
    const opened = readPackText(text, 'x.json');
    expect(timesOf(opened)).to.deep.equal([4, 3, 2, 1, 0].map((minutes) => NOW - minutes * 60_000));
    const then = packAt(opened, NOW - 2 * 60_000);
    expect(then.routes.status?.last?.json).to.deep.equal({
      lambda: { version: '40', env_names: ['KEY2'] },
      recent_audit: [{ actor: 'd•••@p•••.org' }],
    });
    expect(then.routes.status?.before?.json).to.have.nested.property('lambda.version', '39');
    expect(then.records['mc-todos']?.map(({ id }) => id)).to.deep.equal(['3']);
    expect(then.now).to.equal(NOW - 2 * 60_000);
    expect(packAt(opened, NOW)).to.equal(opened);
    // Kept in this browser, it leads back still.
    expect(readPackText(textOf(packOf(opened)), 'x.json')).to.deep.equal(opened);
  });

  it('keeps what was answered when something happened, where not all has room', async () => {
    const card = nothing();
    const noise = (i: number) =>
      Array.from({ length: 1800 }, (_, n) => ((i * 7919 + n * 104_729) % 1_000_003).toString(36));
    await keepAnswers(card.base, 300, (i) => ({ noise: noise(i), i }));
    const first = NOW - 137 * 60_000;
    hub().store.put(logKey(card.base, 'missionControlAnomalyLog') + '1', [
      { at: first, found: [{ id: 'agent-dead', title: 'Dead', score: 55 }] },
      { at: NOW - 60_000, found: [{ id: 'agent-dead', title: 'Dead', score: 55 }] },
    ]);
    const pack = await capture(card);
    expect(bytesOf(pack)).to.be.below(2 * MEGABYTE);
    const opened = readPackText(textOf(pack), 'x.json');
    expect(timesOf(opened).length).to.be.within(20, 290);
    expect(packAt(opened, first).routes.status?.last).to.deep.include({ at: first });
  });

  it('takes no past that is none, and shows what is left', () => {
    const raw = { mission_control_pack: 1, base: 'https://a.test', now: NOW };
    const past = {
      status: [
        7,
        { at: 'x', json: {} },
        { at: NOW - 9 },
        { at: NOW - 3, after: 1, patch: { in: {} } },
        { at: NOW - 5, json: { a: 'jo@private.example.org' } },
        { at: NOW - 4, after: NOW - 5, patch: { in: { a: { is: 'b@private.example.org' } } } },
      ],
      elsewhere: [{ at: NOW - 5, json: {} }],
    };
    const opened = readPackText(textOf({ ...raw, past }), 'x.json');
    expect(textOf(opened)).to.not.include('private.example');
    expect(packAt(opened, NOW - 1).routes.status?.last).to.deep.include({
      at: NOW - 4,
      json: { a: 'b•••@p•••.org' },
    });
    expect(packAt(opened, NOW - 9).routes.status).to.not.have.property('last');
    expect(readPackText(textOf({ ...raw, past: 'none' }), 'x.json').past).to.deep.equal({});
  });

  it('of a busy day opens in under a second', async () => {
    const at = (n: number) => NOW - n * 30_000;
    const day = Array.from({ length: 2880 }, (_, n) => at(2879 - n));
    const routes = ['beak', 'metrics', 'status', 'audit'] as const;
    const pack = packOf(
      known({
        logs: {
          sd_latency_log: day.flatMap((time) => routes.map((route) => ({ at: time, route, ms: 120 }))),
          sd_audit_cache: day.slice(-600).map((time) => ({
            at: time,
            entries: [{ event_type: 'duck.signup', actor: `mallard-${time % 9999}`, timestamp: time }],
          })),
        },
        records: {
          'mc-shift-log': day
            .slice(-500)
            .map((time) => ({ id: String(time), at: time, type: 'add', text: 'Quiet' })),
        },
        past: {
          status: day.slice(-400).map((time, n) =>
            n === 0
              ? { at: time, json: { database: { eggs: 1 } } }
              : {
                  at: time,
                  after: time - 30_000,
                  patch: { in: { database: { is: { eggs: n, ducklings: n } } } },
                },
          ),
        },
      }),
    );
    const text = textOf(pack);
    expect(text.length).to.be.within(MEGABYTE / 2, 5 * MEGABYTE);
    const begun = performance.now();
    const opened = readPackText(text, 'x.json');
    expect(packAt(opened, at(100)).routes.status?.last?.json).to.deep.equal({
      database: { eggs: 299, ducklings: 299 },
    });
    expect(performance.now() - begun, 'ms').to.be.below(1000);
  });

  it('is named by its moment', () => {
    expect(fileName(NOW, 'json')).to.equal('handoff-2026-03-21-0540Z.json');
    expect(fileName(NOW + 31_000, 'md')).to.equal('handoff-2026-03-21-0540Z.md');
  });
});
