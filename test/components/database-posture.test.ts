import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-database-posture';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('counts every table, those that matter most first, and one that nobody knew too', async () => {
    at().bend = (answer) => ({
      ...answer,
      database: {
        ponds: 3,
        eggs: 10,
        birth_certificates: 4,
        ducklings: 5,
        connections: 1,
        peck_requests: 1204,
      },
    });
    const card = await at().card(tag);
    expect(all(card, 'dl.large dt').map(({ textContent }) => textContent)).to.deep.equal([
      'Ducklings',
      'Certificates',
      'Connections',
      'Peck requests',
      'Eggs',
      'ponds',
    ]);
    expect(visibleText(card, '[part=body]')).to.include('1,204');
  });

  it('tells what has come since the last visit, and a table that shrank', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, database: { eggs: 10, ducklings: 5 } });
    const first = await stage.card(tag);
    expect(visibleText(first)).to.include('Changes are counted from this visit on');
    first.remove();
    await stage.pass(31 * 60_000, 60_000);
    stage.bend = (answer) => ({ ...answer, database: { eggs: 12, ducklings: 4 } });
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=body]')).to.include('+2').and.to.include('−1');
    expect(visibleText(card, '[part=chip]')).to.include('Ducklings shrank');
    expect(card).to.have.attribute('tone', 'warn');
  });

  it('says where the other route tells another number of certificates', async () => {
    at().bend = (answer, route) =>
      route === 'metrics'
        ? { ...answer, ducklings_certified: 7 }
        : { ...answer, database: { birth_certificates: 9 } };
    expect(visibleText(await at().card(tag))).to.include('/beak/metrics tells 7 certificates');
  });

  it('names a table that is told without a usable count', async () => {
    at().bend = (answer) => ({ ...answer, database: { eggs: 10, ducklings: 'many' } });
    const card = await at().card(tag);
    expect(visibleText(card, '[part=body]')).to.include('Ducklings wrong type');
    expect(visibleText(card, '[part=chip]')).to.include('1 table without a count');
    expect(card).to.have.attribute('tone', 'unknown');
  });

  it('does not take the last visit’s own answer for one in which nothing moved', async () => {
    const stage = at();
    stage.bend = (answer) => ({ ...answer, database: { eggs: 10 } });
    const first = await stage.card(tag);
    first.remove();
    await stage.pass(31 * 60_000, 60_000);
    stage.answer = () => new Response('', { status: 503 });
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(visibleText(card, '[part=body]'))
      .to.include('Nothing was answered since the last visit')
      .and.to.not.include('no change');
  });
});
