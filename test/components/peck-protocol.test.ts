import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-peck-protocol';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const cases: [totals: number[], tone: string, chip: string][] = [
    [[1, 96, 4], 'ok', '96% succeed'],
    [[1, 90, 10], 'warn', '90% succeed'],
    [[1, 70, 30], 'bad', '70% succeed'],
    [[1, 0, 0], 'info', 'No outcome yet'],
  ];
  for (const [[running, succeeded, failed], tone, chip] of cases)
    it(`${running} running, ${succeeded} succeeded, ${failed} failed: ${chip}`, async () => {
      at().bend = (answer) => ({ ...answer, peck_protocol: { running, succeeded, failed } });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(visibleText(card, '[part=body]')).to.include('running total');
    });

  it('tells a figure that is offered beside one that is not, and judges neither', async () => {
    at().bend = (answer) => ({ ...answer, peck_protocol: { running: 2, failed: 41 } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Cannot be told');
    expect(visibleText(card, '[part=body]'))
      .to.match(/Succeeded not offered Failed 41 Success share not offered$/)
      .and.to.not.include('Judged');
  });
});
