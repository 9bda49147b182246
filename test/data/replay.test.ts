import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { hub } from '../../src/data/hub.ts';
import { recall } from '../../src/data/replay.ts';
import { momentOf } from '../../src/data/moment.ts';
import { pastPrefix } from '../../src/store/past.ts';
import { recordKey } from '../../src/store/records.ts';
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
  const open = (body: unknown) => {
    sinon
      .stub(window, 'fetch')
      .callsFake(() => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body))));
    return recall(spec, { interval: 30_000, own: 'mc-version', pack: 'pack.json' });
  };

  it('shows its moment, and what is broken in it costs only itself', async () => {
    const known = await open(good);
    const moment = momentOf(spec, known, 'mc-version');
    expect(moment.facts.version).to.equal('39');
    expect(known.logs.pecks).to.have.length(1);
    expect(moment.records.deeds.map(({ id }) => id)).to.deep.equal(['a']);
  });

  it('is masked like any answer, though somebody edited it', async () => {
    const edited = { ...good, routes: { status: { last: { json: json('jo@example.com'), at: FIRST } } } };
    expect(JSON.stringify(await open(edited))).to.not.include('jo@example');
  });

  for (const [name, body, says] of [
    ['that is cut off', '{"mission_control_pack": 1, "now": 17', /is not a pack/],
    ['that is something else', { hello: 'world', now: 5 }, /is not a pack/],
    ['from a newer version', { ...good, mission_control_pack: 2 }, /another version/],
  ] as const)
    it(`${name} is refused with a sentence`, async () => {
      expect(await failureOf(open(body))).to.match(says);
    });
});
