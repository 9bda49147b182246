import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import '../../components/cold-start-trend/cold-start-trend.ts';
import { cardContract } from './contract.ts';
import { all, words } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-cold-start-trend';

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

  it('counts the suspects of each hour', async () => {
    slow([0.5, 900], [0.6, 3100], [5.5, 800], [30, 900]);
    await at().pass(100);
    const card = await at().card(tag);
    expect(words(card, '[part=body] dl')).to.match(/Suspected in 24 h 3.*Very slow 1/);
    const figures = all(card, 'figure tbody td').map(({ textContent }) => textContent.trim());
    expect(figures.at(-1)).to.equal('2 responses');
    expect(figures.at(-6)).to.equal('1 response');
    expect(words(card)).to.include('Inferred from slow responses');
  });
});
