import { expect } from '@open-wc/testing';
import '../../components/agent-fleet/agent-fleet.ts';
import '../../components/recent-deploys/recent-deploys.ts';
import '../../components/surface-audit/surface-audit.ts';
import '../../components/todos/todos.ts';
import { cardContract } from './contract.ts';
import { one, words } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-surface-audit';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  it('says of each card of the page whether it is live, local or static, and what it reads', async () => {
    for (const other of ['mc-agent-fleet', 'mc-todos', 'mc-recent-deploys']) await at().card(other);
    const card = await at().card(tag);
    await at().pass(2000);
    expect(words(card, '[part=chip]')).to.include('1 of 4 cards live');
    one(card, 'summary').click();
    const told = words(card, 'table');
    expect(told).to.include('Agent Fleet live status');
    expect(told).to.include('Operator Todos local this browser');
    expect(told).to.include('Recent Deploys static files of the site');
    expect(told).to.include('Surface Audit static the page itself');
  });
});
