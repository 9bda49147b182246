import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-cert-inventory';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('tells what is issued, pending and unverified, by the formulas of the contract', async () => {
    at().bend = (answer) => ({
      ...answer,
      database: { eggs: 200, ducklings: 150, birth_certificates: 120 },
      agents: { total_bonded: 50 },
    });
    const body = visibleText(await at().card(tag), '[part=body]');
    for (const figure of [/Issued 120/, /Pending 30/, /Unverified eggs 50/, /Bonded 50/, /80%/, /25%/])
      expect(body).to.match(figure);
  });

  it('shows tables that do not add up as found, and says so', async () => {
    at().bend = (answer) => ({ ...answer, database: { eggs: 9, ducklings: 5, birth_certificates: 10 } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=body]'))
      .to.include('−5')
      .and.to.include('200%')
      .and.to.include('do not add up');
  });

  it('leaves open what is made of a table that is not offered', async () => {
    at().bend = (answer) => ({ ...answer, database: { eggs: 9, ducklings: 5 }, agents: { total_bonded: 3 } });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]')).to.match(
      /Issued not offered.*Unverified eggs 4.*cannot be told/,
    );
  });
});
