import { expect } from '@open-wc/testing';
import { found } from '../../src/data/poll-anomalies.ts';
import { hub } from '../../src/data/hub.ts';
import { ownHub } from './page.ts';
import type { Attempt } from '../../src/api/client.ts';
import type { Failing } from '../../src/data/state.ts';

const NOW = Date.UTC(2026, 2, 21, 5, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let bases = 0;
/** The source of a base that no other test has written to; nobody asks it. */
const source = () => ownHub().source(`https://found-${(bases += 1)}-${Math.random()}.test`, 'status');

const failing = (count: number): Failing => ({
  kind: 'http',
  status: 503,
  message: 'It failed.',
  at: NOW,
  since: NOW,
  count,
});
const failed: Attempt = { sentAt: NOW, ms: 20, failure: { kind: 'http', status: 503 } };
const answered = (json: object): Attempt => ({ sentAt: NOW, ms: 20, reply: { json } });
const polling = (attempt: Attempt, disturbed = false) => ({ route: 'status' as const, attempt, disturbed });

const dead = { agents: { alive: 2, slow: 0, dead: 1, total_bonded: 3 } };

describe('the anomalies that a poll finds', () => {
  it('are told by id, title and score', async () => {
    expect(await found(source(), polling(answered(dead)), undefined, NOW)).to.deep.equal({
      found: [{ id: 'agent-dead', title: 'Agents dead', score: 55 }],
    });
  });

  it('are none where nothing is wrong: that somebody looked is worth a sample', async () => {
    expect(await found(source(), polling(answered({})), undefined, NOW)).to.deep.equal({ found: [] });
  });

  it('are of the route alone where it failed, from the third time on', async () => {
    expect(await found(source(), polling(failed), failing(2), NOW)).to.equal(undefined);
    const sample = await found(source(), polling(failed), failing(3), NOW);
    expect(sample?.unanswered).to.equal(true);
    expect(sample?.found.map(({ id }) => id)).to.deep.equal(['status-failing']);
  });

  it('are not looked for in a failure of a hidden or just woken tab', async () => {
    expect(await found(source(), polling(failed, true), failing(3), NOW)).to.equal(undefined);
    expect(await found(source(), polling(answered(dead), true), undefined, NOW)).to.have.property('found');
  });

  it('judge pecks by the last hour, across the full hour, where it holds enough', async () => {
    const of = async (log: { at: number; succeeded: number; failed: number }[]) => {
      const { base } = source();
      for (const hour of [4, 5]) {
        const key = Date.UTC(2026, 2, 21, hour) / HOUR;
        const chunk = log.filter(({ at }) => Math.floor(at / HOUR) === key);
        hub().store.put(`1/${base}/log/pecks/${key}`, chunk);
      }
      const totals = { peck_protocol: { succeeded: 1000, failed: 10 } };
      const sample = await found(ownHub().source(base, 'status'), polling(answered(totals)), undefined, NOW);
      return sample?.found.map(({ id }) => id);
    };
    const begun = { at: NOW - 30 * MINUTE, succeeded: 990, failed: 0 };
    expect(await of([]), 'by the totals').to.deep.equal([]);
    expect(await of([begun, { at: NOW, succeeded: 1000, failed: 10 }])).to.deep.equal(['pecks-failing']);
    expect(await of([begun, { at: NOW, succeeded: 999, failed: 10 }]), 'too few').to.deep.equal([]);
  });
});
