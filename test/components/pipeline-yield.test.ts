import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-pipeline-yield';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('names what the share is of, and its trend since the poll before', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, database: { eggs: 50, ducklings: 30, birth_certificates: 20 } });
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=body]')).to.include('20%').and.to.include('20 of 100 entries');
    expect(visibleText(card, '[part=chip]')).to.include('20% of all entries');
    expect(visibleText(card, '[part=body]')).to.include('from the second poll on');
    stage.bend = (answer) => ({ ...answer, database: { eggs: 45, ducklings: 30, birth_certificates: 25 } });
    await card.reload();
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]')).to.include('25%').and.to.include('+5 percentage points');
  });

  it('says what it needs where a table is not counted, and promises no trend', async () => {
    at().bend = (answer) => ({ ...answer, database: { eggs: 50, birth_certificates: 20 } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]')).to.equal(
      'Certified share cannot be told needs the counts of eggs, ducklings and certificates',
    );
  });
});
