import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-auth-status';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const auth = { signup: true, verify: true, signout: true, phone_verify: true, forgot_reset: true };
  const cases: [change: object, tone: string, chip: string][] = [
    [{}, 'ok', '5 of 5 wired'],
    [{ signup: false }, 'bad', '1 of 5 missing'],
    [{ verify: false, signout: false }, 'bad', '2 of 5 missing'],
    [{ phone_verify: false }, 'warn', '1 of 5 missing'],
    [{ signout: undefined }, 'unknown', '4 of 5 wired'],
  ];
  for (const [change, tone, chip] of cases)
    it(`${JSON.stringify(change)} reads ${chip}`, async () => {
      at().bend = (answer) => ({
        ...answer,
        auth: { ...auth, ...change, cognito_pool: 'pool-1', ses_sender: 'a@b.example' },
      });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(visibleText(card, '[part=body]')).to.include('pool-1').and.to.include('a@b.example');
    });
});
