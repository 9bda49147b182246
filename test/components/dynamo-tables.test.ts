import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-dynamo-tables';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('puts the table that is not active first, and is bad', async () => {
    at().bend = (answer) => ({ ...answer, database_status: { ducklings: 'ACTIVE', ponds: 'UPDATING' } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('1 table not active');
    expect(visibleText(card, 'tbody tr:first-child')).to.match(/ponds.*UPDATING/);
  });

  it('tells since when a table has been in its state', async () => {
    const stage = at();
    const status = (ponds: string) => (answer: object) => ({ ...answer, database_status: { ponds } });
    stage.bend = status('ACTIVE');
    const card = await stage.card(tag);
    await stage.pass(60_000);
    expect(visibleText(card, 'tbody')).to.match(/ACTIVE 2026-03-21 05:40/);
    stage.bend = status('DELETING');
    await stage.pass(10 * 60_000, 5000);
    await card.reload();
    await stage.pass(2000);
    expect(visibleText(card, 'tbody')).to.match(/DELETING 2026-03-21 05:4[12]/);
  });

  it('does not take a table without a usable status for an active one', async () => {
    at().bend = (answer) => ({ ...answer, database_status: { ducklings: 'ACTIVE', ponds: 7 } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('1 table not told');
    expect(visibleText(card, 'tbody tr:first-child')).to.match(/ponds.*not told/);
  });
});
