import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-surface-audit';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('says of each card of the page whether it is live, local or static, and what it reads', async () => {
    for (const other of ['mc-agent-fleet', 'mc-todos', 'mc-recent-deploys']) await at().card(other);
    const card = await at().card(tag);
    await at().pass(2000);
    expect(visibleText(card, '[part=chip]')).to.include('1 of 4 cards live');
    one(card, 'summary').click();
    const reported = visibleText(card, 'table');
    expect(reported).to.include('Agent Fleet live status');
    expect(reported).to.include('Operator Todos local this browser');
    expect(reported).to.include('Recent Deploys static files of the site');
    expect(reported).to.include('Surface Audit static the page itself');
  });
});
