import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { eventLogs } from '../../src/data/event-logs.ts';
import { logShapes } from '../../src/data/log-shapes.ts';
import { maskPack } from '../../src/data/pack-read.ts';
import { append } from '../../src/store/append.ts';
import { exportFile, exportStore } from '../../src/store/export.ts';
import { importFile, importText } from '../../src/store/import.ts';
import { storeEvent } from '../../src/store/keep-event.ts';
import { Store } from '../../src/store/store.ts';
import { logKey, samplesIn } from '../../src/store/logs.ts';
import { recordKey } from '../../src/store/records.ts';
import { allKept, deleteOwn, redirect } from './database.ts';
import type { Imported } from '../../src/store/import.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-21T07:04:05Z');
const base = 'https://one.test/api';
const log = logKey(base, 'pecks');
const todos = recordKey(base, 'mc-todos');
const peck = (at: number, succeeded = 1) => ({ at, succeeded, failed: 0 });
const cap = { age: 7 * 24 * HOUR, count: 20_000 };

describe('an import', () => {
  let store: Store;

  beforeEach(async () => {
    await deleteOwn();
    redirect();
    store = new Store();
    // It looks at the database at once.
    await store.flush();
  });
  afterEach(async () => {
    // What is still to be written must not come into the next test.
    await store.flush();
    sinon.restore();
  });

  /** Another browser, with nothing in it. */
  const another = async (): Promise<void> => {
    await store.flush();
    await deleteOwn();
    store = new Store();
  };
  const all = async () => Object.fromEntries(await allKept());
  const exported = async () => exportFile(await exportStore(store, now, '{"theme":"dark"}')).text();
  const take = (text: string): Promise<Imported> =>
    importText(store, text, { base, now: () => now, events: eventLogs, logs: logShapes, pack: maskPack });
  /** Takes a file with these entries. */
  const takeEntries = (entries: Record<string, unknown>): Promise<Imported> =>
    take(JSON.stringify({ mission_control_export: 1, at: '2026-11-21T07:00:00Z', entries }));

  it('of everything into an empty browser leaves the same there, but for what belongs to a machine', async () => {
    for (const at of [now - HOUR, now - 5, now]) await append(store, log, peck(at), cap);
    for (const kind of ['snapshot', 'visit'])
      store.put(`1/${base}/${kind}/status`, { json: { a: 1 }, at: now });
    store.put(`1/${base}/past/audit/${now}`, { json: { entries: [] }, at: now, made: now - 1 });
    const patch = { in: { entries: { list: [{ is: { id: 'a' } }, [0, 1]] } }, gone: ['truncated'] };
    store.put(`1/${base}/past/audit/${now + 30}`, { at: now + 30, after: now, patch, until: now + 60 });
    storeEvent(store, todos, now, { type: 'add', text: 'Call +44 20 7946 0123 <b>or</b> duck@pond.example' });
    storeEvent(store, recordKey(base, 'team/night'), now, { type: 'add', text: 'x' });
    store.put(`1/${base}/imported/sd_todos`, { text: '[]', taken: 0, skipped: 0, sentence: 'read' });
    store.put('1/packs/night.json', { mission_control_pack: 1, now, routes: {} });
    store.put(`1/aside/1/${base}/log/x/1`, ['broken']);
    await store.flush();
    const before = await all();
    store.put(`1/${base}/skew`, 1200);
    store.put(`1/${base}/mode/paused`, { since: now });
    const text = await exported();

    await another();
    const { leftOut, settings } = await take(text);
    expect(await all()).to.eql(before);
    expect(settings).to.equal('{"theme":"dark"}');
    expect(leftOut).to.have.length(2);
    expect(leftOut.join())
      .to.match(/mode belongs/)
      .and.to.match(/offset belongs/);
  });

  it('of two browsers’ exports gives the union, whichever comes first; a second time changes nothing', async () => {
    const shared = peck(now - 2 * HOUR, 2);
    const fill = async (own: number): Promise<string> => {
      await append(store, log, shared, cap);
      await append(store, log, peck(now - 10 + own, own), cap);
      await append(store, log, peck(now - own * HOUR, own), cap);
      storeEvent(store, todos, now - own, { type: 'add', text: `of ${own}` });
      store.put(`1/${base}/snapshot/status`, { json: { own }, at: now - own });
      store.put(`1/${base}/snapshot/${own === 3 ? 'audit' : 'metrics'}`, { json: { own }, at: now });
      store.put(`1/${base}/past/status/${now - own}`, { json: { own }, at: now - own });
      store.put('1/packs/night', { mission_control_pack: 1, own });
      await store.flush();
      return exported();
    };
    const [first, second] = [await fill(3), await another().then(() => fill(4))];
    // The second browser takes the first one's, and the other way round.
    await take(first);
    const merged = await all();
    await another();
    await take(first);
    await take(second);
    const union = await all();

    const packs = (found: Record<string, unknown>) =>
      ['1/packs/night', '1/packs/night (2)'].map((name) => JSON.stringify(found[name])).sort();
    expect(packs(union)).to.eql(packs(merged));
    for (const found of [merged, union]) {
      const chunks = Object.entries(found).flatMap(([key, chunk]) => (key.startsWith(log) ? [chunk] : []));
      const samples = samplesIn(chunks);
      expect(samples).to.eql([
        peck(now - 4 * HOUR, 4),
        peck(now - 3 * HOUR, 3),
        shared,
        peck(now - 7, 3),
        peck(now - 6, 4),
      ]);
      const sizes = Object.entries(found[log.slice(0, -1)] as Record<string, number>);
      expect(Object.fromEntries(sizes)).to.eql(
        Object.fromEntries([4, 3, 2, 0].map((ago) => [Math.floor(now / HOUR) - ago, ago ? 1 : 2])),
      );
      const events = Object.entries(found).filter(([key]) => key.startsWith(todos));
      expect(events.map(([, event]) => (event as { text: string }).text)).to.eql(['of 4', 'of 3']);
      expect(found[`1/${base}/snapshot/status`], 'the newer').to.eql({ json: { own: 3 }, at: now - 3 });
      expect(found).to.include.keys(
        ['metrics', 'audit']
          .map((route) => `1/${base}/snapshot/${route}`)
          .concat([3, 4].map((own) => `1/${base}/past/status/${now - own}`)),
      );
    }
    for (const text of [first, second]) {
      const report = await take(text);
      expect(report.taken).to.eql([]);
      expect(report.leftOut).to.eql([]);
    }
    expect(await all()).to.eql(union);
  });

  it('of the oldest export takes every kind without the members that came later, and loses nothing that is here', async () => {
    const past = `1/${base}/past/status/${now - HOUR}`;
    const events = {
      [`${todos}00000000000001-a-b`]: {
        id: '00000000000001-a-b',
        at: now,
        type: 'add',
        text: 'Feed the ducks',
      },
      // A word that no card of this version knows stays, as an operator's.
      [`${todos}00000000000002-a-b`]: { id: '00000000000002-a-b', at: now, type: 'wave', at_whom: 'ducks' },
      [`1/${base}/record/mc-incident-mode/00000000000003-a-b`]: {
        id: '00000000000003-a-b',
        at: now,
        type: 'end',
      },
    };
    const samples: Record<string, object> = {
      sd_latency_log: { at: now, route: 'status', ms: 80 },
      pecks: peck(now),
      missionControlAnomalyLog: { at: now, found: [{ id: 'dead', title: 'Agents are dead', score: 55 }] },
      sd_ses_events: { at: now },
    };
    const hour = String(Math.floor(now / HOUR));
    const logs = Object.fromEntries(
      Object.entries(samples).map(([name, sample]) => [logKey(base, name) + hour, [sample]]),
    );
    const others = {
      [`1/${base}/snapshot/status`]: { json: { eggs: 1 }, at: now - 5 },
      [past]: { json: { eggs: 0 }, at: now - HOUR },
      [`1/${base}/imported/sd_todos`]: { text: '[]' },
      '1/packs/night': { mission_control_pack: 1 },
    };
    const mine = storeEvent(store, todos, now, { type: 'add', text: 'mine' });
    store.put(`1/${base}/snapshot/status`, { json: { eggs: 2 }, at: now, made: now });
    await append(store, log, peck(now - 1), cap);
    await store.flush();
    const entries = { ...events, ...logs, ...others };
    // Neither a time of its own, nor settings, nor the indexes of logs and of the past.
    const { taken, leftOut } = await take(`\uFEFF${JSON.stringify({ mission_control_export: 1, entries })}`);
    expect(leftOut).to.eql([]);
    expect(taken).to.include.members(['3 notes and events of the operator taken.', '4 log samples taken.']);
    const found = await all();
    expect(found).to.deep.include({
      ...events,
      [todos + mine.id]: mine,
      [past]: others[past],
      [`1/${base}/snapshot/status`]: { json: { eggs: 2 }, at: now, made: now },
      [log + hour]: [peck(now - 1), peck(now)],
      [log.slice(0, -1)]: { [hour]: 2 },
    });
    // What comes after goes on from it.
    await append(store, logKey(base, 'sd_latency_log'), { at: now + 1 }, cap);
    await store.flush();
    expect((await all())[logKey(base, 'sd_latency_log') + hour]).to.have.length(2);
  });

  it('leaves a log that grows on as before, and two samples that are equal stay two', async () => {
    await append(store, log, peck(now), cap);
    await append(store, log, peck(now), cap);
    await takeEntries({ [log + String(Math.floor(now / HOUR))]: [peck(now), peck(now), peck(now)] });
    await append(store, log, peck(now + 1), cap);
    await store.flush();
    const found = await all();
    expect(found[log + String(Math.floor(now / HOUR))]).to.have.length(4);
    expect(found[log.slice(0, -1)]).to.eql({ [Math.floor(now / HOUR)]: 4 });
  });

  it('sets a broken hour aside instead of writing over it', async () => {
    const key = log + String(Math.floor(now / HOUR));
    store.put(key, 'broken');
    await store.flush();
    await takeEntries({ [key]: [peck(now)] });
    const found = await all();
    expect(found[`1/aside/${key}`]).to.equal('broken');
    expect(found[key]).to.eql([peck(now)]);
  });

  it('puts each sample into its own hour, whatever the key says', async () => {
    await takeEntries({ [`${log}5`]: [peck(now), peck(now - HOUR)] });
    expect(Object.keys(await all())).to.have.members([
      log.slice(0, -1),
      log + String(Math.floor(now / HOUR)),
      log + String(Math.floor(now / HOUR) - 1),
    ]);
  });

  it('waits until the tab that polls has written its samples', async () => {
    const key = log + String(Math.floor(now / HOUR));
    let taking: Promise<unknown> | undefined;
    // As a poll does it: the chunk is read, and written again with one more sample.
    await navigator.locks.request(`mission-control/1 ${base} logs`, async () => {
      const chunk = samplesIn([await store.get(key)]);
      taking = takeEntries({ [key]: [peck(now - 1)] });
      // This needs no lock, so by its end the samples had their chance.
      await takeEntries({ [`${todos}a`]: { id: 'a', at: now, type: 'add' } });
      store.put(key, [...chunk, peck(now)]);
      await store.flush();
    });
    await taking;
    expect(samplesIn(Object.values(await all()))).to.eql([peck(now - 1), peck(now)]);
  });

  it('tells listeners and other tabs what it has written', async () => {
    const [heard, written] = [sinon.spy(), sinon.spy()];
    store.listen(heard);
    store.onwritten = written;
    const key = `${todos}00000000000001-a-b`;
    await takeEntries({ [key]: { id: '00000000000001-a-b', at: now, type: 'add', text: 'x' } });
    expect(heard.args).to.eql([[[key]]]);
    expect(written.args).to.eql([[[key]]]);
  });

  it('never replaces an operator’s event by another one under its id', async () => {
    const mine = storeEvent(store, todos, now, { type: 'add', text: 'mine' });
    await store.flush();
    const { leftOut } = await takeEntries({ [todos + mine.id]: { ...mine, text: 'theirs' } });
    expect((await all())[todos + mine.id]).to.eql(mine);
    expect(leftOut.join()).to.match(/kept under its name here, and stays/);
  });

  it('masks what was set aside, recorded moments, and texts of the older page that no operator wrote', async () => {
    const [mail, phone] = ['jane.puddle@example.com', '+44 7700 900123'];
    const long = 'word '.repeat(1000);
    const status = {
      json: { auth: { ses_sender: 'no-reply@example.com' }, emails: [{ to: mail }] },
      at: now,
    };
    const env = { lambda: { env_names: { KEY: 'hunter2value' } } };
    const pack = {
      mission_control_pack: 2,
      base,
      now,
      routes: { status: { last: status, before: { json: env, at: now - 1 } } },
      logs: { sd_audit_cache: [{ at: now, entries: [{ actor: mail }] }] },
      records: { 'mc-todos': [{ id: '1', at: now, type: 'add', text: `Call ${phone}. ${long}` }] },
      site: { files: { board: { text: `${mail}\n${long}`, at: now } } },
      past: {
        status: [
          { at: now - 9, json: { x: phone } },
          { at: now - 5, after: now - 9, patch: { in: { x: { is: mail } } } },
        ],
      },
    };
    const written = `[{"text":"Ask ${mail}"}]`;
    const report = await takeEntries({
      [`1/aside/1/${base}/log/pecks/1`]: { deep: [{ said: `${long} ${mail}` }], id: '0123456789' },
      '1/packs/night': pack,
      [`1/${base}/imported/sd_audit_cache`]: {
        text: `[{"actor":"${mail}","id":"0123456789"}]`,
        taken: 0,
        skipped: 0,
        sentence: 'x',
      },
      [`1/${base}/imported/sd_todos`]: { text: written, taken: 1, skipped: 0, sentence: 'x' },
    });
    expect(report.leftOut).to.deep.equal([]);
    const kept = await all();
    const { [`1/${base}/imported/sd_todos`]: todos, ...others } = kept;
    expect(todos).to.have.property('text', written);
    const text = JSON.stringify(others);
    expect(text).to.not.match(/jane\.puddle|900123|hunter2/);
    // Nothing else of it is lost.
    expect(text).to.include('no-reply@example.com').and.to.include('0123456789').and.to.include(long);
    expect(kept['1/packs/night']).to.have.nested.property('past.status[1].patch.in.x.is', 'j•••@e•••.com');
  });

  it('leaves out an event that its log cannot hold, says why, and takes the rest', async () => {
    const event = { id: 'a', at: now, type: 'open', request: 'CHG-7' };
    const records = (name: string) => recordKey(base, name);
    const hostile: Record<string, object> = {
      a: { ...event, version: 42 },
      b: { ...event, request: ['CHG-7'] },
      c: { ...event, request: undefined },
      d: { ...event, type: 'freeze', from: 1e300, until: 1e301 },
      e: { ...event, type: 'freeze', from: -1, until: 5 },
      f: { ...event, type: 'use', action: 'shift', weight: 286 },
      g: { ...event, type: 'use', action: '__proto__' },
      h: { ...event, reason: null },
    };
    const good = { ...event, id: 'z', reason: 'Ducks' };
    const { taken, leftOut } = await takeEntries({
      ...Object.fromEntries(
        Object.entries(hostile).map(([id, each]) => [records('mc-governance-actions') + id, { ...each, id }]),
      ),
      [`${records('mc-governance-actions')}z`]: good,
      [`${records('team/night')}y`]: { ...event, id: 'y', version: 42 },
      [`${records('mc-governance-actions')}x`]: { id: 'x', at: now, type: 'of a newer build' },
    });
    expect(taken.join()).to.match(/^3 notes and events/);
    expect(leftOut).to.have.length(8);
    expect(leftOut.join(' '))
      .to.include('not an event of governance: version: 42')
      .and.to.include('request: a list')
      .and.to.include('request: missing')
      .and.to.include('weight: 286')
      .and.to.include('reason: null');
    expect((await all())[`${records('mc-governance-actions')}z`]).to.eql(good);
  });

  it('masks again what a backend said, for the file may have been edited', async () => {
    await takeEntries({
      [`1/${base}/snapshot/audit`]: { json: { entries: [{ actor: 'duck@pond.example' }] }, at: now },
      [`${logKey(base, 'sd_audit_cache')}1`]: [{ at: now, entries: [{ actor: 'duck@pond.example' }] }],
      [`${logKey(base, 'missionControlEnvVarSnapshotV1')}1`]: [{ at: now, names: ['TOKEN=secret', 'STAGE'] }],
    });
    const text = JSON.stringify(await all());
    expect(text).to.contain('d•••@p•••.example').and.to.contain('TOKEN').and.to.contain('STAGE');
    expect(text).not.to.contain('duck@').and.not.to.contain('secret');
  });

  describe('of a file that is not good', () => {
    const refused = async (text: string, why: RegExp): Promise<void> => {
      const { taken, leftOut } = await take(text);
      expect(taken).to.eql([]);
      expect(leftOut).to.have.length(1);
      expect(leftOut[0])
        .to.match(why)
        .and.to.match(/Nothing was taken/);
      expect(await all()).to.eql({});
    };

    it('is not read where it is larger than any text, and its absence is said', async () => {
      const options = { base, now: () => now, events: eventLogs, logs: logShapes, pack: maskPack };
      const large = new Blob(['{}']);
      Object.defineProperty(large, 'size', { value: 400_000_001 });
      const read = sinon.spy(large, 'text');
      const tooLarge = await importFile(store, large, options);
      expect(tooLarge.leftOut).to.eql(['The file is larger than 400 MB. Nothing was taken.']);
      expect(read.callCount).to.equal(0);
      const moved = new Blob(['{}']);
      sinon.stub(moved, 'text').rejects(new DOMException('ENGINE', 'NotFoundError'));
      const gone = await importFile(store, moved, options);
      expect(gone.leftOut).to.eql([
        'The file could not be read; it may have been moved or changed. Nothing was taken.',
      ]);
    });

    it('is refused with a sentence', async () => {
      storeEvent(store, todos, now, { type: 'add' });
      const whole = await exported();
      await another();
      for (const length of [40, Math.floor(whole.length / 2), whole.length - 3])
        await refused(whole.slice(0, length), /breaks off/);
      await refused('', /not JSON/);
      await refused('<!doctype html>', /not JSON/);
      await refused('{"mission_control_export":1,"entries":{"1/x":NaN}}', /damaged/);
      await refused('{"mission_control_export":1,"entries":{"1/x":function(){}}}', /damaged/);
      await refused('['.repeat(200_000), /not JSON/);
      for (const text of ['null', '[]', '{}', '"x"', '{"mission_control_export":"1"}'])
        await refused(text, /not an export/);
      await refused('{"mission_control_export":1}', /no entries/);
      await refused('{"mission_control_old_page":1,"items":[]}', /no items/);
      await refused(
        '{"mission_control_export":3,"entries":{}}',
        /newer version \(3\).*reads up to version 2/,
      );
      await refused('{"mission_control_export":1.5,"entries":{}}', /not an export/);
      await refused('{"mission_control_old_page":7,"items":{}}', /newer version \(7\).*up to version 1/);
      await refused('{"mission_control_pack":1,"now":1}', /open it as a pack/);
    });

    it('takes what is good and lists the rest with reasons', async () => {
      const deep = JSON.parse('['.repeat(60) + ']'.repeat(60)) as unknown;
      const huge = 'x'.repeat(10_000_000);
      const event = (id: string, more = {}) => ({ [todos + id]: { id, at: now, type: 'add', ...more } });
      const text = JSON.stringify({
        ...event('good', { text: '<img src=x onerror=alert(1)>', nothing: null }),
        ...event('huge', { text: huge }),
        ...event('deep', { deep }),
        ...event('later', { at: now + 40 * 24 * HOUR }),
        ...event('nobody', { type: 5 }),
        [`${todos}other`]: { id: 'another', at: now, type: 'add' },
        [`1/${base}/snapshot/status`]: { json: [], at: now },
        [`1/${base}/snapshot/__proto__`]: { json: {}, at: now },
        [`1/${base}/past/status/7`]: { json: {}, at: now },
        [`1/${base}/imported/x`]: 'text',
        '1/packs/no': { now },
        '1/packs/huge': { mission_control_pack: 1, huge },
        '1/javascript:alert(1)/snapshot/status': { json: {}, at: now },
        '2/https://one.test/snapshot/status': { json: {}, at: now },
        'idle': 1,
        [`${log}1`]: [
          peck(now),
          { at: now, succeeded: '<b>', failed: 0 },
          { at: now },
          null,
          peck(now + 1e12),
        ],
        [`${logKey(base, 'constructor')}1`]: [{ at: now }],
        [`${logKey(base, 'sd_audit_cache')}1`]: [{ at: now, entries: [{ actor: { toString: 1 } }] }],
        [`${logKey(base, 'sd_fleet_cache')}1`]: [{ at: now, pulses: { a: 'x' } }],
      });
      const hostile = `"${todos}proto":{"id":"proto","at":${now},"did":"add","__proto__":{"a":1}},"__proto__":{"at":1}`;
      const endless = `"${todos}endless":{"id":"endless","at":1e999,"did":"add"}`;
      const { taken, leftOut } = await take(
        `{"mission_control_export":1,"entries":${text.slice(0, -1)},${hostile},${endless}}}`,
      );
      const found = await all();
      expect(Object.keys(found)).to.have.members([
        `${todos}good`,
        log.slice(0, -1),
        log + String(Math.floor(now / HOUR)),
      ]);
      // Markup in a text is text, and stays as it was written.
      expect(found[`${todos}good`]).to.include({ text: '<img src=x onerror=alert(1)>' });
      expect(found[log + String(Math.floor(now / HOUR))]).to.eql([peck(now)]);
      expect(taken).to.have.members(['1 note or event of the operator taken.', '1 log sample taken.']);
      const said = leftOut.join('\n');
      for (const reason of [
        /too large/,
        /nested too deep/,
        /not an event/,
        /not an answer of the Beak API/,
        /not a text of the older page/,
        /not a recorded moment/,
        /none of this version’s/,
        /^6 left out: not a sample of its log/m,
        /not a log of this version/,
        /a name that is not allowed/,
        /a number that is none/,
      ])
        expect(said).to.match(reason);
      expect(said.length, 'no flood').to.be.below(4000);
      expect(Object.getPrototypeOf(found)).to.equal(Object.prototype);
    });

    it('leaves settings that are no text or too long', async () => {
      for (const settings of [5, {}, 'x'.repeat(300_000)]) {
        const file = JSON.stringify({ mission_control_export: 1, entries: {}, settings });
        expect(await take(file)).not.to.have.property('settings');
      }
    });
  });

  describe('where storage is full or refused', () => {
    const good = (): Record<string, unknown> => ({
      [`${todos}a`]: { id: 'a', at: now, type: 'add', text: 'x' },
      [log + String(Math.floor(now / HOUR))]: [peck(now)],
    });

    it('takes nothing from what is kept to make room, and says what found none', async () => {
      const chunks = [3, 2, 1].map((ago) => log + String(Math.floor(now / HOUR) - ago));
      for (const [n, key] of chunks.entries()) store.put(key, [peck(now - (3 - n) * HOUR)]);
      await store.flush();
      const before = await all();
      const put = sinon
        .stub(IDBObjectStore.prototype, 'put')
        .throws(new DOMException('no room', 'QuotaExceededError'));
      const { taken, leftOut } = await takeEntries(good());
      put.restore();
      expect(taken).to.eql([]);
      expect(leftOut.join()).to.match(/^2 left out: this browser’s storage is full/);
      expect(await all()).to.eql(before);
      expect((await takeEntries(good())).taken).to.have.length(2);
    });

    it('does not take a database that cannot be read for an empty one', async () => {
      await append(store, log, peck(now - 1), cap);
      await store.flush();
      const read = sinon
        .stub(IDBObjectStore.prototype, 'getAll')
        .throws(new DOMException('no', 'UnknownError'));
      const { taken, leftOut } = await takeEntries(good());
      read.restore();
      expect(taken).to.eql([]);
      expect(leftOut.join()).to.match(/saves nothing at the moment/);
      expect(samplesIn(Object.values(await all()))).to.eql([peck(now - 1)]);
    });

    it('says that a browser refuses it', async () => {
      sinon.restore();
      await deleteOwn();
      sinon.stub(indexedDB, 'open').throws(new DOMException('no', 'SecurityError'));
      expect((await takeEntries(good())).leftOut.join()).to.match(/saves nothing/);
    });
  });
});
