import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-cold-start-detection';

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

  it('estimates the init time beyond the slow mark, and counts seven days', async () => {
    await slow([20, 900], [3, 1000], [1, 2800]);
    const card = await at().card(tag);
    expect(visibleText(card, '[part=body] dl')).to.match(
      /P50 estimated 200 ms.*P95 estimated 2 s.*In 7 days 3 responses/,
    );
    expect(visibleText(card, '[part=body]'))
      .to.include('–, –, –, –, –, 1, 2 (–: nothing seen)')
      .and.to.include('Last: 2026-03-21 04:40:00 UTC');
    expect(visibleText(card)).to.include('Inferred from slow responses');
  });

  it('does not take the lack of any response for good news', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card)).to.include('Nothing seen yet').and.to.include('not known');
    expect(visibleText(card))
      .to.include('–, –, –, –, –, –, – (–: nothing seen)')
      .and.to.include('has seen no good answer yet');
    await logSamples(at(), 'sd_latency_log', [{ ago: 60, ms: 40, route: 'status' }]);
    const seen = await at().card(tag);
    expect(seen).to.have.attribute('tone', 'info');
    expect(visibleText(seen)).to.include('among 1 response in 1 h');
    expect(visibleText(seen))
      .to.include('–, –, –, –, –, –, 0 (–: nothing seen)')
      .and.to.include('None among the responses');
  });
});
