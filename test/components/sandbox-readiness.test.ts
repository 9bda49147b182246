import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-sandbox-readiness';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const bend = (ses: object, sns: object) => (answer: object) => ({ ...answer, ses, sns });

  it('names the next step of each that is in the sandbox, with the line that tells its state', async () => {
    at().bend = bend(
      { sandbox: true, daily_quota: 200, sent_24h: 4 },
      { sandbox: true, monthly_spend_limit: 1 },
    );
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card)).to.include('Request production access').and.to.include('Exit SMS sandbox');
    expect(all(card, 'pre').map(({ textContent }) => textContent)).to.deep.equal([
      'aws sesv2 get-account --region us-east-1',
      'aws sns get-sms-sandbox-account-status --region us-east-1',
    ]);
    expect(visibleText(card)).to.include('$1');
  });

  const uses: [sent: number, tone: string, says: string][] = [
    [139, 'ok', 'Nothing to do'],
    [140, 'warn', '70% of the quota used'],
    [180, 'bad', '90% of the quota used'],
  ];
  for (const [sent_24h, tone, says] of uses)
    it(`${sent_24h} of 200 sent: ${says}`, async () => {
      at().bend = bend(
        { sandbox: false, daily_quota: 200, sent_24h },
        { sandbox: false, monthly_spend_limit: 50 },
      );
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(says);
    });
});
