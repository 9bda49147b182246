import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-cert-latency';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const ago = (days: number) => new Date(START - days * 86_400_000).toISOString();
  const cases: [days: number, tone: string, chip: string][] = [
    [0.9, 'ok', 'Issuing'],
    [1, 'warn', 'None for 1 day'],
    [60, 'bad', 'None for 60 days'],
  ];
  for (const [days, tone, chip] of cases)
    it(`the last certificate ${days} d ago reads ${chip}`, async () => {
      at().bend = (answer, route) => (route === 'metrics' ? { last_cert_issued_at: ago(days) } : answer);
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(visibleText(card, '[part=body]')).to.include('Told by last_cert_issued_at');
    });

  it('does not judge a certificate that is dated in the future', async () => {
    at().bend = (answer, route) => (route === 'metrics' ? { last_cert_issued_at: ago(-1) } : answer);
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]')).to.include('in the future').and.to.not.include('just now');
  });

  it('turns by time alone', async () => {
    const stage = at();
    stage.bend = (answer, route) =>
      route === 'metrics' ? { last_cert_issued_at: ago(1 - 1 / 1440) } : answer;
    const card = await stage.card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    await stage.pass(61_000);
    expect(card).to.have.attribute('tone', 'warn');
  });

  it('falls back to the audit, and says which event stands for a certificate', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=body]'))
      .to.include('Told by duck.hatched')
      .and.to.include('hatchings stand for them');
  });

  it('tells none yet from not told', async () => {
    const stage = at();
    stage.bend = (_, route) => (route === 'metrics' ? { last_cert_issued_at: null } : { entries: [] });
    expect(visibleText(await stage.card(tag)))
      .to.include('None issued yet')
      .and.to.include('not emitted by the backend');
  });

  it('judges an answer that is too old as it was, not by the silence since', async () => {
    const stage = at();
    const last = new Date(START - 86_400_000 + 5 * 60_000).toISOString();
    stage.bend = (_, route) =>
      route === 'metrics'
        ? { last_cert_issued_at: last }
        : { entries: [{ event_type: 'duck.cert_issued', timestamp: last }] };
    const card = await stage.card(tag);
    stage.mute = true;
    await stage.pass(10 * 60_000, 5000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('was: Issuing');
    expect(visibleText(card, '[part=body]')).to.match(/In 24 h (at least )?1\b/);
  });
});
