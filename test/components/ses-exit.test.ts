import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-ses-exit';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);
  const ses = (members: object) => (answer: Record<string, unknown>) => ({ ...answer, ses: members });

  const rates: [name: string, bounce: number, complaint: number, tone: string, chip: string][] = [
    ['well under both', 0.01, 0.0001, 'info', '3 of 6 checks'],
    ['at the limit of bounces', 0.05, 0.0001, 'info', 'Not met: Bounce rate under 5%'],
    ['at the limit of complaints', 0.01, 0.001, 'info', 'Not met: Complaint rate under 0.1%'],
  ];
  for (const [name, bounce_rate, complaint_rate, tone, chip] of rates)
    it(`${name}: ${chip}`, async () => {
      at().bend = ses({ sandbox: true, spf: true, bounce_rate, complaint_rate });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
    });

  it('is ready when all six are met, and shares its ticks with the checklist of both sandboxes', async () => {
    at().bend = ses({ sandbox: true, spf: true, bounce_rate: 0, complaint_rate: 0 });
    const card = await at().card(tag);
    const other = await at().card('mc-sandbox-checklist');
    for (const input of all<HTMLInputElement>(card, 'input')) {
      input.click();
      await at().pass(10);
    }
    expect(visibleText(card, '[part=chip]')).to.include('Ready');
    expect(card).to.have.attribute('tone', 'ok');
    expect(one<HTMLInputElement>(other, '[name=ses-quota]').checked).to.be.true;
  });

  it('lets the operator tick what the backend does not offer', async () => {
    at().bend = ses({ sandbox: true });
    const card = await at().card(tag);
    expect(all(card, 'input')).to.have.lengthOf(6);
    expect(visibleText(card)).to.include('not offered by the backend: tick it by hand');
  });
});
