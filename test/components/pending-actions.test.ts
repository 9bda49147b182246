import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { cardContract } from './contract.ts';
import { all, injected, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-pending-actions';
const GOVERNANCE = 'mc-governance-actions';

/** Adds a todo and opens a request, as the cards of those do. */
async function prepare(_card: Card, stage: Stage): Promise<void> {
  hub().keep(stage.base, 'mc-todos', { type: 'add', text: 'Count the eggs' });
  hub().keep(stage.base, GOVERNANCE, { type: 'open', request: 'CHG-7', version: '42', reason: 'Faster' });
  await stage.pass(1000);
}

cardContract({ tag, prepare });

describe(`<${tag}> tells what is unresolved`, () => {
  const at = useStage(tag);
  const items = (card: Card): string[] =>
    all(card, '.list li').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());

  it('nothing, calmly', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(card).to.have.attribute('phase', 'empty');
    expect(visibleText(card)).to.include('Nothing waits for you');
  });

  it('open todos and requests, with what each waits for', async () => {
    const stage = at();
    const { base } = stage;
    const card = await stage.card(tag);
    await prepare(card, stage);
    expect(visibleText(card, '[part=chip]')).to.include('2 pending');
    expect(items(card)[0]).to.match(/CHG-7 for version 42: Faster opened .*, to be approved/);
    expect(items(card)[1]).to.match(/Count the eggs ?added/);
    hub().keep(base, GOVERNANCE, { type: 'approve', request: 'CHG-7', approver: 'Ada' });
    await stage.pass(1000);
    expect(items(card)[0]).to.match(/approved .* by Ada, to be carried out and closed/);
    hub().keep(base, GOVERNANCE, { type: 'close', request: 'CHG-7' });
    await stage.pass(1000);
    expect(items(card)).to.have.length(1);
  });

  it('nothing of what is done or removed', async () => {
    const stage = at();
    const { id } = hub().keep(stage.base, 'mc-todos', { type: 'add', text: 'One' });
    const other = hub().keep(stage.base, 'mc-todos', { type: 'add', text: 'Two' });
    const card = await stage.card(tag);
    expect(items(card)).to.have.length(2);
    hub().keep(stage.base, 'mc-todos', { type: 'done', todo: id });
    hub().keep(stage.base, 'mc-todos', { type: 'remove', todo: other.id });
    await stage.pass(1000);
    expect(items(card)).to.be.empty;
  });

  it('requests of the site’s log too, and that approvals wait in a freeze', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const head =
      '| Request id | Opened | Target version | Reason | Approver | Approved | Closed |\n|---|---|---|---|---|---|---|\n';
    const log = `${head}| CHG-1 | 2026-03-21 05:20 UTC | v41 | <b>Older</b> | | | |`;
    const freezes = [{ reason: 'Q', from: '2026-03-21T00:00:00Z', until: '2026-03-21T05:41:00Z' }];
    const config = { files: { governance_log: 'GOVERNANCE-LOG.md' }, freezes };
    await configure(card, stage, config, { 'GOVERNANCE-LOG.md': log }, 'CHG-1');
    expect(visibleText(card)).to.include('A change freeze is on until 2026-03-21 05:41:00 UTC');
    expect(all(card, '.list li b').map(({ textContent }) => textContent)).to.deep.equal(['CHG-1']);
    expect(injected(card)).to.be.empty;
    await stage.pass(61_000, 5000);
    expect(visibleText(card)).to.not.include('A change freeze is on');
  });

  it('ten of each, and how many more there are', async () => {
    const stage = at();
    for (let n = 1; n <= 12; n += 1) {
      hub().keep(stage.base, 'mc-todos', { type: 'add', text: `Todo ${n}` });
      hub().keep(stage.base, GOVERNANCE, { type: 'open', request: `R${n}`, at: START });
    }
    const card = await stage.card(tag);
    expect(items(card)).to.have.length(20);
    expect(visibleText(card))
      .to.include('and 2 more requests: see Governance Actions')
      .and.to.include('and 2 more todos');
  });
});
