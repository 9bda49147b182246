import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import '../../components/cold-start-tracker/cold-start-tracker.ts';
import { cardContract } from './contract.ts';
import { all, words } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-cold-start-tracker';

cardContract({
  tag,
  prepare: async (_, stage) => {
    hub().kept.put(`1/${stage.base}/log/sd_cold_starts/${Math.floor(START / 3_600_000)}`, [
      { at: START, ms: 3200, route: 'status' },
    ]);
    await stage.pass(100);
  },
});

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const HOUR = 3_600_000;
  /** Puts slow answers into the log, as the recorder would have. */
  const slow = (...answers: [hoursAgo: number, ms: number][]) => {
    const chunks = new Map<number, object[]>();
    for (const [hoursAgo, ms] of answers) {
      const time = START - hoursAgo * HOUR;
      const hour = Math.floor(time / HOUR);
      chunks.set(hour, [...(chunks.get(hour) ?? []), { at: time, ms, route: 'status' }]);
    }
    for (const [hour, chunk] of chunks) hub().kept.put(`1/${at().base}/log/sd_cold_starts/${hour}`, chunk);
  };

  it('lists what took 3 s at least, the newest first, and says that it infers', async () => {
    slow([5, 3000], [4, 2999], [1, 5200]);
    await at().pass(100);
    const card = await at().card(tag);
    const rows = all(card, 'tbody tr').map((row) => row.textContent.replace(/\s+/g, ' '));
    expect(rows).to.have.length(2);
    expect(rows[0]).to.match(/04:40:00 UTC.*system\/status.*5\.2 s/);
    expect(words(card)).to.include('2 candidates').and.to.include('Inferred from slow responses');
  });

  it('says so when there is none', async () => {
    expect(words(await at().card(tag))).to.include('No response took 3 s or longer');
  });
});
