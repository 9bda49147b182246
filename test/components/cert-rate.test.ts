import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-cert-rate';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const issued = (n: number) => (answer: object) => ({ ...answer, database: { birth_certificates: n } });

  it('needs two snapshots, and says so', async () => {
    at().bend = issued(5);
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]')).to.include('needs two snapshots');
    expect(all(card, 'canvas'), 'no chart of nothing').to.have.length(0);
  });

  it('tells what an hour brings, by what it has seen of it', async () => {
    const stage = at();
    stage.bend = issued(5);
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.bend = issued(8);
    await stage.pass(30 * 60_000, 5000);
    // Three certificates in what was seen of half an hour: the last sample is at most 5 min old.
    expect(visibleText(card, '[part=chip]')).to.match(/[67](\.\d)? per hour/);
    expect(visibleText(card, '[part=body]')).to.match(/3 in (2[5-9]|30) min.*Per day –.*too short to tell/);
  });

  it('starts a new segment where the table was emptied', async () => {
    const stage = at();
    stage.bend = issued(500);
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.bend = issued(0);
    await stage.pass(60_000);
    stage.bend = issued(2);
    await stage.pass(60_000);
    const body = visibleText(card, '[part=body]');
    expect(body).to.include('The count fell 1 time').and.to.not.include('−');
    expect(visibleText(card, 'figure tbody')).to.match(/03-21 2$/);
  });
});
