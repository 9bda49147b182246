import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-cert-pipeline';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('tells the conversion at each step', async () => {
    at().bend = (answer, route) =>
      route === 'metrics'
        ? answer
        : {
            ...answer,
            database: { eggs: 200, ducklings: 150, birth_certificates: 120 },
            agents: { total_bonded: 30 },
          };
    const card = await at().card(tag);
    expect(visibleText(card, '.funnel')).to.match(
      /Eggs 200.*Ducklings 150 75%.*Certified 120 80%.*Bonded 30 25%/,
    );
    expect(visibleText(card, '[part=chip]')).to.include('30 ducklings wait');
    const widths = all(card, '.bar rect').map((rect) => Number(rect.getAttribute('width')));
    expect(widths).to.deep.equal([100, 75, 60, 15]);
  });

  it('counts the week from its own log, and says since when', async () => {
    const stage = at();
    stage.bend = (answer, route) =>
      route === 'status' ? { ...answer, database: { birth_certificates: 5 } } : answer;
    const card = await stage.card(tag);
    expect(visibleText(card, '[part=body]')).to.include('needs two snapshots');
    stage.bend = (answer, route) =>
      route === 'status' ? { ...answer, database: { birth_certificates: 9 } } : answer;
    await stage.pass(60_000);
    expect(visibleText(card, '[part=body]')).to.match(/This week \+4.*own log, since 2026-03-21 05:40/);
  });
});
