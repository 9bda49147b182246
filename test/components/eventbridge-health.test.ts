import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-eventbridge-health';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const event = (minutes: number) => [
    { event_type: 'duck.pulse', timestamp: new Date(START - minutes * 60_000).toISOString() },
  ];
  const cases: [minutes: number, tone: string, chip: string][] = [
    [14.5, 'ok', 'Events arrive'],
    [15, 'warn', 'Quiet'],
    [60, 'bad', 'Silent'],
  ];
  for (const [minutes, tone, chip] of cases)
    it(`the newest event ${minutes} min ago: ${chip}`, async () => {
      at().bend = () => ({ entries: event(minutes) });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
    });

  it('turns by time alone', async () => {
    const stage = at();
    const entries = event(14.5);
    stage.bend = () => ({ entries });
    const card = await stage.card(tag);
    await stage.pass(31_000);
    expect(card).to.have.attribute('tone', 'warn');
  });

  it('does not take an event that is dated in the future for the newest', async () => {
    const [old] = event(20);
    at().bend = () => ({
      entries: [{ event_type: 'duck.pulse', timestamp: '9999-12-31T23:59:59Z' }, old],
    });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=body]'))
      .to.include('20 min ago')
      .and.to.include('Not counted: 1 entry without a usable time');
  });

  it('does not take an empty audit for a healthy bus', async () => {
    at().bend = () => ({ entries: [] });
    expect(await at().card(tag)).to.have.attribute('tone', 'unknown');
  });

  it('does not call the bus silent because the backend is', async () => {
    const stage = at();
    stage.bend = () => ({ entries: event(10) });
    const card = await stage.card(tag);
    stage.mute = true;
    await stage.pass(70 * 60_000, 10_000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('was: Events arrive');
    expect(visibleText(card, '[part=body]')).to.not.include('dead-letter');
  });
});
