import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import '../../components/cold-start-detection/cold-start-detection.ts';
import { cardContract } from './contract.ts';
import { words } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-cold-start-detection';

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

  it('estimates the init time beyond the slow mark, and counts seven days', async () => {
    slow([20, 900], [3, 1000], [1, 2800]);
    await at().pass(100);
    const card = await at().card(tag);
    expect(words(card, '[part=body] dl')).to.match(
      /P50 estimated 200 ms.*P95 estimated 2 s.*In 7 days 3 responses/,
    );
    expect(words(card, '[part=body]'))
      .to.include('0, 0, 0, 0, 0, 1, 2')
      .and.to.include('Last: 2026-03-21 04:40:00 UTC');
    expect(words(card)).to.include('Inferred from slow responses');
  });
});
