import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-communication-status';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const cases: [ses: unknown, sns: unknown, tone: string, chip: string][] = [
    [false, false, 'ok', 'In production'],
    [true, false, 'warn', 'SES in the sandbox'],
    [true, true, 'warn', 'SES and SNS in the sandbox'],
    [false, 'no', 'unknown', 'Not fully told'],
  ];
  for (const [ses, sns, tone, chip] of cases)
    it(`SES ${String(ses)}, SNS ${String(sns)}: ${chip}`, async () => {
      at().bend = (answer) => ({ ...answer, ses: { sandbox: ses }, sns: { sandbox: sns } });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
    });
});
