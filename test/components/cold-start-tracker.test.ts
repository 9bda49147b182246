import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-cold-start-tracker';

cardContract({
  tag,
  prepare: (_, stage) => logSamples(stage, 'sd_cold_starts', [{ ago: 0, ms: 3200, route: 'status' }]),
});

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  /** Puts slow answers into the log, as the recorder would have. */
  const slow = (...answers: [hoursAgo: number, ms: number][]) =>
    logSamples(
      at(),
      'sd_cold_starts',
      answers.map(([hoursAgo, ms]) => ({ ago: hoursAgo * 60, ms, route: 'status' as const })),
    );

  it('lists what took 3 s at least, the newest first, and says that it infers', async () => {
    await slow([5, 3000], [4, 2999], [1, 5200]);
    const card = await at().card(tag);
    const rows = all(card, 'tbody tr').map((row) => row.textContent.replace(/\s+/g, ' '));
    expect(rows).to.have.length(2);
    expect(rows[0]).to.match(/04:40:00 UTC.*system\/status.*5\.2 s/);
    expect(visibleText(card)).to.include('2 candidates').and.to.include('Inferred from slow responses');
  });

  it('says so when there is none among the responses that were seen', async () => {
    await logSamples(at(), 'sd_latency_log', [
      { ago: 120, ms: 40, route: 'status' },
      { ago: 60, ms: 50, route: 'status' },
      { ago: 30, ms: 10_000, route: 'status', failure: 'timeout' },
    ]);
    const card = await at().card(tag);
    expect(visibleText(card)).to.include('No response took 3 s or longer, as far as this browser saw.');
    expect(visibleText(card)).to.include('among 2 responses in 2 h, the network included');
    expect(card).to.have.attribute('tone', 'info');
  });

  it('does not take the lack of any response for good news', async () => {
    const card = await at().card(tag);
    expect(visibleText(card)).to.include('Nothing seen yet').and.to.include('has seen no good answer yet');
    expect(card).to.have.attribute('tone', 'unknown');
  });
});
