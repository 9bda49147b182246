import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { eventLogs } from '../../src/data/event-logs.ts';
import { logShapes } from '../../src/data/log-shapes.ts';
import { maskPack } from '../../src/data/pack-read.ts';
import { isGovernance, openRequests } from '../../src/domain/governance/governance.ts';
import { incidents } from '../../src/domain/incidents/incidents.ts';
import { todos } from '../../src/domain/operator/todo-list.ts';
import { clear } from '../../src/store/clear.ts';
import { importText } from '../../src/store/import.ts';
import { Store } from '../../src/store/store.ts';
import { logKey, samplesIn } from '../../src/store/logs.ts';
import {
  SNIPPET,
  importOld,
  importOldOnce,
  importedOld,
  oldItems,
  reportOf,
} from '../../src/store/old-page.ts';
import { eventsIn, recordKey } from '../../src/store/records.ts';
import { allKept, deleteOwn, redirect } from './database.ts';
import { governanceEvents } from '../../src/domain/governance/governance-events.ts';
import { incidentEvents } from '../../src/domain/incidents/incident-events.ts';
import { todoEvents } from '../../src/domain/operator/todo-events.ts';
import { readEvents } from '../../src/store/event-log.ts';
import type { OldReport } from '../../src/store/old-page.ts';

const now = Date.parse('2026-11-21T07:04:05Z');
const at = Date.parse('2026-03-21T05:40:00Z');
const iso = '2026-03-21T05:40:00.000Z';
const base = 'https://one.test';

/** Every key that the catalogue and the older page's own text name. */
const NAMED = [
  ...['sd_latency_log', 'sd_fleet_cache', 'sd_dynamo_status', 'sd_audit_cache', 'sd_cert_rate_log'],
  ...['sd_activity_baseline', 'sd_invocation_log', 'missionControlMemoryLog', 'sd_cold_starts'],
  ...['missionControlEnvVarSnapshotV1', 'sd_ses_rate_log', 'sd_ses_events', 'sd_deployment_log'],
  ...['sd_gov_actions', 'missionControlAnomalyLog', 'sd_todos', 'sd_sandbox_exit_checklist'],
];

describe('the older page', () => {
  let store: Store;

  beforeEach(async () => {
    await deleteOwn();
    redirect();
    store = new Store();
    // It looks at the database at once.
    await store.flush();
  });
  afterEach(async () => {
    await store.flush();
    sinon.restore();
  });

  const take = async (key: string, value: unknown): Promise<OldReport> => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const [report] = (await importOld(store, base, { [key]: text }, now)).reports;
    if (!report) throw new Error('no report');
    return report;
  };
  const values = async (prefix: string) => (await new Store().under(prefix)).map(([, value]) => value);
  const samples = async () => samplesIn(await values(logKey(base, 'sd_latency_log')));
  const events = async (name: string) => eventsIn(await values(recordKey(base, name)));
  const list = async () =>
    todos(readEvents(todoEvents, await events('mc-todos')).events).map(({ text, addedAt, doneAt }) => [
      text,
      addedAt,
      doneAt,
    ]);
  const requests = async () =>
    openRequests(
      readEvents(governanceEvents, await events('mc-governance-actions')).events.filter(isGovernance),
    );
  const all = async () => Object.fromEntries(await allKept());

  it('keeps the text of every key as it was, and of those that it does not know', async () => {
    const items = Object.fromEntries([...NAMED, 'sd_new', 'missionControlX'].map((key) => [key, `«${key}`]));
    const { reports } = await importOld(store, base, items, now);
    expect(reports.map(({ key }) => key)).to.eql(Object.keys(items));
    for (const { key, verbatim, sentence } of reports) {
      expect(verbatim).to.equal(true);
      expect(sentence).to.match(new RegExp(`^${key}: .*kept as it was`));
      expect(await new Store().get(`1/${base}/imported/${key}`)).to.include({ text: `«${key}` });
    }
    expect(Object.keys(await all())).to.have.length(reports.length);
  });

  it('reads requests, whatever their members were called, and counts what it cannot read', async () => {
    const report = await take('sd_latency_log', [
      { ts: iso, path: '/beak/system/status', duration: 412.5, status: 200 },
      { at: at + 1, route: 'metrics', ms: 90 },
      {
        time: String(at + 2),
        url: 'https://old.test/beak/audit?x=1',
        latency_ms: 1200,
        status: 503,
        ok: false,
      },
      { timestamp: at + 3, endpoint: 'GET /beak', latency: 10_000, ok: false, error: 'Timeout after 10s' },
      { t: '2026-03-21 05:40:00 UTC', name: 'system/status', ms: 5, failed: true },
      { at, path: '/beak/metrics', ms: '12' },
      { at, path: '/somewhere', ms: 1 },
      { at: now + 9e9, route: 'metrics', ms: 1 },
      { route: 'metrics', ms: 1 },
      { at, route: 'metrics', ms: -1 },
      null,
      'x',
    ]);
    expect(await samples()).to.eql([
      { at, route: 'status', ms: 412.5 },
      { at, route: 'status', ms: 5, failure: 'network' },
      { at: at + 1, route: 'metrics', ms: 90 },
      { at: at + 2, route: 'audit', ms: 1200, failure: 'http', status: 503 },
      { at: at + 3, route: 'beak', ms: 10_000, failure: 'timeout' },
    ]);
    expect(report).to.include({ taken: 5, skipped: 7, verbatim: true });
    expect(report.sentence).to.match(/5 entries read, 7 entries could not be read/);
    for (const sample of await samples()) expect(logShapes.sd_latency_log({ ...sample })).to.equal(true);
  });

  it('reads requests that were kept by route', async () => {
    await take('sd_latency_log', { '/beak/metrics': [{ t: at, ms: 7 }], 'status': [{ t: at, ms: 8 }] });
    expect(await samples()).to.have.deep.members([
      { at, route: 'metrics', ms: 7 },
      { at, route: 'status', ms: 8 },
    ]);
  });

  it('reads todos as texts, with their times, ticked or not', async () => {
    const report = await take('sd_todos', [
      { id: at, text: 'Feed the ducks', done: false },
      {
        id: 'b',
        title: 'Count the eggs',
        completed: true,
        createdAt: iso,
        completedAt: '2026-03-21T06:00:00Z',
      },
      { id: 'c', label: 'Ask for the quota', status: 'done', ts: at + 5 },
      'Call home',
      'Call home',
      { text: '' },
      7,
    ]);
    expect(report).to.include({ taken: 5, skipped: 2 });
    expect(await list()).to.have.deep.members([
      ['Feed the ducks', at, undefined],
      ['Call home', now, undefined],
      ['Call home', now, undefined],
      ['Count the eggs', at, Date.parse('2026-03-21T06:00:00Z')],
      ['Ask for the quota', at + 5, at + 5],
    ]);
  });

  it('reads todos in a wrapping, or by name', async () => {
    await take('sd_todos', { version: 2, todos: [{ text: 'one' }] });
    await take('sd_todos', { two: true, three: false });
    expect((await list()).map(([text]) => text)).to.have.members(['one', 'two', 'three']);
    expect((await list()).filter(([, , done]) => done)).to.eql([['two', now, now]]);
  });

  it('reads governance requests with their state, and events', async () => {
    const report = await take('sd_gov_actions', [
      { id: 'REQ-1', targetVersion: 'v31', reason: 'fix', createdAt: iso, status: 'open' },
      { requestId: 'REQ-2', version: 32, ts: at + 1, approvedBy: 'Josh', approvedAt: at + 2 },
      { id: 'REQ-3', ts: at, status: 'closed' },
      { request: 'REQ-4', action: 'open', version: '33', at: at + 3 },
      { request: 'REQ-4', action: 'approve', approver: 'Ann', at: at + 4 },
      { id: 'REQ-5', closedAt: at + 9 },
      { reason: 'no id' },
    ]);
    expect(report).to.include({ taken: 6, skipped: 1 });
    expect(await requests()).to.eql([
      { request: 'REQ-1', openedAt: at, version: '31', reason: 'fix' },
      {
        request: 'REQ-2',
        openedAt: at + 1,
        version: '32',
        reason: undefined,
        approvedAt: at + 2,
        approver: 'Josh',
      },
      {
        request: 'REQ-4',
        openedAt: at + 3,
        version: '33',
        reason: undefined,
        approvedAt: at + 4,
        approver: 'Ann',
      },
    ]);
  });

  it('reads incidents, whose P1, P2 and P3 are P0, P2 and P3 here, and keeps what does not tell its tier', async () => {
    const report = await take('sd_incidents', [
      { id: 'a', title: 'Pond dry', severity: 'P1', createdAt: iso, status: 'open' },
      { id: 'b', title: 'Slow ducks', tier: 'p2', ts: at + 1, status: 'resolved', resolvedAt: at + 9 },
      { id: 'c', description: 'Minor', priority: 'P3', ts: at + 2, resolution: 'Fed', resolved: true },
      { id: 'd', title: 'No tier', ts: at },
      { id: 'e', title: 'Another tier', severity: 'P0', ts: at },
      { severity: 'P1', ts: at },
    ]);
    expect(report).to.include({ taken: 3, skipped: 3, verbatim: true });
    const found = incidents(readEvents(incidentEvents, await events('mc-incident-escalation')).events);
    expect(found.map(({ id: _, ...each }) => each)).to.eql([
      { title: 'Pond dry', tier: 'P0', was: 'P1', openedAt: at, notes: [] },
      { title: 'Slow ducks', tier: 'P2', was: 'P2', openedAt: at + 1, notes: [], resolvedAt: at + 9 },
      {
        title: 'Minor',
        tier: 'P3',
        was: 'P3',
        openedAt: at + 2,
        notes: [],
        resolvedAt: at + 2,
        closing: 'Fed',
      },
    ]);
  });

  it('is taken in again without a change, though hours later and its entries have no times', async () => {
    const items = {
      sd_todos: JSON.stringify(['a', 'a', { text: 'b', done: true }]),
      sd_gov_actions: JSON.stringify([{ id: 'REQ-1', status: 'closed' }]),
      sd_latency_log: JSON.stringify([{ at, route: 'status', ms: 1 }]),
      sd_audit_cache: '[]',
    };
    await importOld(store, base, items, now);
    const first = await all();
    const { account } = await importOld(store, base, items, now + 9e6);
    expect(account.report.taken).to.eql([]);
    expect(account.report.leftOut).to.eql([]);
    expect(await all()).to.eql(first);
  });

  it('brings nothing back that the operator has changed since, and keeps a second text beside the first', async () => {
    await take('sd_todos', [{ id: 'a', text: 'a' }]);
    const [added] = await events('mc-todos');
    store.put(`${recordKey(base, 'mc-todos')}99`, { id: '99', at: now, type: 'remove', todo: added?.id });
    await store.flush();
    await take('sd_todos', [
      { id: 'a', text: 'a' },
      { id: 'b', text: 'b' },
    ]);
    expect((await list()).map(([text]) => text)).to.eql(['b']);
    expect(await values(`1/${base}/imported/`)).to.have.length(2);
  });

  it('is taken up by itself once per key, and not again after it was cleared', async () => {
    const items = { sd_todos: '["a"]', sd_gov_actions: '[]' };
    expect(await importOldOnce(store, base, { sd_todos: '["a"]' }, now)).to.have.length(1);
    expect((await importOldOnce(store, base, items, now)).map(({ key }) => key)).to.eql(['sd_gov_actions']);
    await clear(store);
    expect(await importOldOnce(store, base, items, now)).to.eql([]);
    expect(await list()).to.eql([]);
    // Asked for, it is.
    await importOld(store, base, items, now);
    expect((await list()).map(([text]) => text)).to.eql(['a']);
    const report = reportOf('sd_todos', (await importedOld(base)).get('sd_todos'));
    expect(report).to.include({ taken: 1, skipped: 0, verbatim: true });
  });

  it('is not done where it could not be saved, and comes the next time', async () => {
    const put = sinon
      .stub(IDBObjectStore.prototype, 'put')
      .throws(new DOMException('no room', 'QuotaExceededError'));
    const [report] = await importOldOnce(store, base, { sd_todos: '["a"]' }, now);
    expect(report).to.include({ taken: 0, verbatim: false });
    expect(report?.sentence).to.match(/could not be saved/);
    put.restore();
    expect(await all()).to.eql({});
    expect(await importOldOnce(store, base, { sd_todos: '["a"]' }, now)).to.have.length(1);
    expect((await list()).map(([text]) => text)).to.eql(['a']);
  });

  it('survives entries that are hostile', async () => {
    const deep = '['.repeat(500) + ']'.repeat(500);
    const report = await take(
      'sd_todos',
      `[{"text":"ok","__proto__":{"done":true}},${deep},{"text":{"toString":1}},"<img src=x onerror=alert(1)>",
        ${JSON.stringify('x'.repeat(1_000_000))},{"text":"t","at":1e999},{"constructor":{"prototype":1},"text":["a"]}]`,
    );
    expect(report).to.include({ taken: 1, skipped: 6 });
    expect((await list()).map(([text]) => text)).to.eql(['<img src=x onerror=alert(1)>']);
    for (const text of ['null', '5', '"x"', '', '{', '[1'])
      expect((await take('sd_latency_log', text)).taken, text).to.equal(0);
  });

  it('has no items where localStorage throws, and only its own where it does not', () => {
    expect(
      oldItems(() => {
        throw new DOMException('no', 'SecurityError');
      }),
    ).to.eql({});
    localStorage.setItem('sd_mine', '1');
    localStorage.setItem('mission-control/other', '2');
    const found = oldItems(() => localStorage);
    localStorage.removeItem('sd_mine');
    localStorage.removeItem('mission-control/other');
    expect(found).to.eql({ sd_mine: '1' });
    sinon.stub(Storage.prototype, 'getItem').throws(new DOMException('no', 'SecurityError'));
    localStorage.setItem('sd_mine', '1');
    expect(oldItems(() => localStorage)).to.eql({});
    localStorage.removeItem('sd_mine');
  });

  it('on another origin saves a file by the snippet, which an import understands', async () => {
    localStorage.setItem('sd_todos', '["of the old page"]');
    localStorage.setItem('unrelated', 'secret');
    let saved: Promise<string> | undefined;
    sinon.stub(URL, 'createObjectURL').callsFake((blob) => {
      saved = (blob as Blob).text(); // The snippet makes one of a blob.
      return '#';
    });
    const clicked = sinon.stub(HTMLAnchorElement.prototype, 'click');
    try {
      const run = document.createElement('script');
      run.textContent = SNIPPET;
      document.head.append(run);
      run.remove();
    } finally {
      localStorage.removeItem('sd_todos');
      localStorage.removeItem('unrelated');
    }
    expect(clicked.callCount).to.equal(1);
    const text = (await saved) ?? '';
    expect(JSON.parse(text)).to.eql({
      mission_control_old_page: 1,
      items: { sd_todos: '["of the old page"]' },
    });
    const report = await importText(store, text, {
      base,
      now: () => now,
      events: eventLogs,
      logs: logShapes,
      pack: maskPack,
    });
    expect(report.taken).to.have.members([
      '1 note or event of the operator taken.',
      '1 text of the older page taken.',
    ]);
    expect(report.notes.join()).to.match(/sd_todos: 1 entry read/);
    expect((await list()).map(([text]) => text)).to.eql(['of the old page']);
  });

  it('leaves items of such a file that are none', async () => {
    const items = { sd_x: 5, other: 'text', sd_todos: '["a"]' };
    const text = JSON.stringify({ mission_control_old_page: 1, items });
    const { leftOut, notes } = await importText(store, text, {
      base,
      now: () => now,
      events: eventLogs,
      logs: logShapes,
      pack: maskPack,
    });
    expect(leftOut.join()).to.match(/not a key of the older page.*other/);
    expect(notes.join()).to.match(/1 item of the file/);
  });
});
