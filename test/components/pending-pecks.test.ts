import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-pending-pecks';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('tells how many requests wait, and who may ask', async () => {
    at().bend = (answer, route) =>
      route === 'metrics' ? { spaceducks_bonded: 1204 } : { ...answer, peck_protocol: { running: 1 } };
    const card = await at().card(tag);
    expect(visibleText(card, '[part=body]')).to.include('1 request').and.to.include('1,204');
    expect(visibleText(card, '[part=chip]')).to.include('1 pending');
  });

  it('shows no link where none is set', async () => {
    const card = await at().card(tag);
    expect(card.renderRoot.querySelector('a')).to.equal(null);
  });
});
