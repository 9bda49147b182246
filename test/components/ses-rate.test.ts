import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-ses-rate';

cardContract({ tag, ageing: true });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const mails = (...minutes: number[]) =>
    minutes.map((n) => ({
      event_type: 'duck.cert_emailed',
      timestamp: new Date(START - n * 60_000).toISOString(),
    }));

  const cases: [sent: number, tone: string][] = [
    [699, 'ok'],
    [700, 'warn'],
    [900, 'bad'],
  ];
  for (const [sent_24h, tone] of cases)
    it(`${sent_24h} of 1,000 sent is ${tone}`, async () => {
      at().bend = (answer, route) => (route === 'status' ? { ses: { daily_quota: 1000, sent_24h } } : answer);
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=body]')).to.include('as SES counts');
    });

  it('counts the mail events of the audit where SES does not tell, against the quota of the sandbox', async () => {
    const entries = mails(5, 50, 70, 600);
    at().bend = (_, route) =>
      route === 'status' ? {} : { entries, covers_from: new Date(START - 25 * 3_600_000).toISOString() };
    const body = visibleText(await at().card(tag), '[part=body]');
    expect(body).to.match(/Last hour 2 .*Sent in 24 h 4 .*Daily quota 200 assumed/);
    expect(body).to.include('2% used').and.to.include('most in one: 2');
  });

  it('shows no mails per hour where none is told of', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]'))
      .to.include('No mail event is told of')
      .and.not.to.include('most in one');
    expect(card.shadowRoot?.querySelector('.spark')).to.equal(null);
  });
});
