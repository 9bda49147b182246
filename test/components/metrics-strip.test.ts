import { expect } from '@open-wc/testing';
import '../../components/metrics-strip/metrics-strip.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';

const tag = 'mc-metrics-strip';

cardContract({ tag });

describe(`<${tag}> counts changes since the last visit`, () => {
  const at = useStage(tag);
  const counters = (registered: number, certified: number, galaxy_version: string) => () => ({
    ducklings_registered: registered,
    ducklings_certified: certified,
    spaceducks_bonded: 26,
    galaxy_version,
  });

  it('and says on the first visit that there is nothing to compare with', async () => {
    const stage = at();
    stage.bend = counters(1600, 1500, '1.1');
    const card = await stage.card(tag);
    expect(visibleText(card))
      .to.include('1,600')
      .and.to.match(/from this visit on/);
    expect(visibleText(card)).to.not.match(/\+\d|no change/);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=chip]')).to.include('First visit');
  });

  it('a visit that ended half an hour ago', async () => {
    const stage = at();
    stage.bend = counters(1600, 1500, '1.1');
    const first = await stage.card(tag);
    await stage.pass(1000);
    first.remove();
    await stage.pass(8000);
    stage.clock.tick(31 * 60_000);
    stage.bend = counters(1612, 1490, '1.2');
    const card = await stage.card(tag);
    expect(visibleText(card)).to.include('+12').and.to.include('−10').and.to.include('no change');
    expect(visibleText(card))
      .to.include('was 1.1')
      .and.to.match(/since the last visit, 31 min ago/);
    expect(visibleText(card, '[part=chip]')).to.include('Certified fell');
    expect(card).to.have.attribute('tone', 'warn');
  });
});
