import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { logSamples } from './support/samples.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-ses-analytics';

cardContract({ tag, ageing: true });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const cases: [bounce: unknown, complaint: unknown, tone: string, chip: string][] = [
    [0.049, 0.0009, 'ok', 'Good standing'],
    [0.05, 0.0009, 'warn', 'Bounces too high'],
    [0.01, 0.001, 'warn', 'Complaints too high'],
    [0.1, 0.001, 'bad', 'Bounces too high'],
    [0.01, 0.005, 'bad', 'Complaints too high'],
    [0.01, 'many', 'unknown', 'Not fully told'],
  ];
  for (const [bounce_rate, complaint_rate, tone, chip] of cases)
    it(`bounces ${String(bounce_rate)}, complaints ${String(complaint_rate)}: ${chip}`, async () => {
      at().bend = (answer) => ({ ...answer, ses: { bounce_rate, complaint_rate } });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
    });

  it('tells the last value of each day from its own log', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, ses: { bounce_rate: 0.01, complaint_rate: 0.0002 } });
    await logSamples(stage, 'sd_ses_events', [{ ago: 24 * 60, bounce: 0.03, complaint: 0.0004 }]);
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]'))
      .to.include('–, –, –, –, –, 3%, 1%')
      .and.to.include('–, –, –, –, –, 0.04%, 0.02%')
      .and.to.include('2 of 7 days');
  });

  it('shows no trend before it has seen two days', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, ses: { bounce_rate: 0.01, complaint_rate: 0.0002 } });
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.include('A trend needs two days').and.not.to.include('–');
  });
});
