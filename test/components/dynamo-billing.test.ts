import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-dynamo-billing';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const cases: [modes: Record<string, string>, tone: string, chip: string][] = [
    [{ eggs: 'PAY_PER_REQUEST', ponds: 'PAY_PER_REQUEST' }, 'ok', 'On demand'],
    [{ eggs: 'PROVISIONED' }, 'ok', 'Provisioned'],
    [{ eggs: 'PROVISIONED', ponds: 'PAY_PER_REQUEST' }, 'warn', 'Mixed modes'],
    [{ eggs: 'PAY_PER_REQUEST', ponds: 'FREE' }, 'unknown', '1 table not told'],
    [{}, 'info', 'No tables'],
  ];
  for (const [modes, tone, chip] of cases)
    it(`${JSON.stringify(modes)} reads ${chip}`, async () => {
      at().bend = (answer) => ({ ...answer, database_billing: modes });
      const card = await at().card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      if (tone === 'warn')
        expect(visibleText(card, '[part=body]')).to.include('1 table provisioned, 1 table on demand');
    });
});
