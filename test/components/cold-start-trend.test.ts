import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-cold-start-trend';

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

  it('counts the suspects of each hour', async () => {
    await slow([0.5, 900], [0.6, 3100], [5.5, 800], [30, 900]);
    const card = await at().card(tag);
    expect(visibleText(card, '[part=body] dl')).to.match(/Suspected in 24 h 3.*Very slow 1/);
    const figures = all(card, 'figure tbody td').map(({ textContent }) => textContent.trim());
    expect(figures.at(-1)).to.equal('2 responses');
    expect(figures.at(-6)).to.equal('1 response');
    expect(visibleText(card)).to.include('Inferred from slow responses');
  });

  it('does not take the lack of any response for good news', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card)).to.include('Nothing seen yet').and.to.include('not known');
    await logSamples(at(), 'sd_latency_log', [{ ago: 60, ms: 40, route: 'status' }]);
    const seen = await at().card(tag);
    expect(seen).to.have.attribute('tone', 'info');
    expect(visibleText(seen)).to.include('among 1 response in 1 h');
    const figures = all(seen, 'figure tbody td').map(({ textContent }) => textContent.trim());
    expect(figures.slice(-3)).to.deep.equal(['–', '0 responses', '–']);
  });
});
