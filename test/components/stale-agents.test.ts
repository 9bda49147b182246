import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';

const tag = 'mc-stale-agents';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const agents = { alive: 3, slow: 1, dead: 2, total_bonded: 6 };

  it('lists the dead and those that never pulsed, the longest silent first', async () => {
    at().bend = (answer) => ({
      ...answer,
      agents: {
        ...agents,
        stale_list: [
          { id: 'slow-1', state: 'slow', last_pulse_at: '2026-03-21T05:30:00Z' },
          { id: 'dead-1', state: 'dead', last_pulse_at: '2026-03-21T03:40:00Z' },
          { id: 'dead-2', state: 'dead', last_pulse_at: '2026-03-20T05:40:00Z' },
          { id: 'new-1', state: 'slow', last_pulse_at: null },
        ],
      },
    });
    const card = await at().card(tag);
    const rows = all(card, 'tbody tr').map((row) => row.textContent.replace(/\s+/g, ' ').trim());
    expect(rows.map((row) => row.split(' ')[0])).to.deep.equal(['new-1', 'dead-2', 'dead-1']);
    expect(rows[0]).to.include('never');
    expect(rows[1]).to.include('1 d ago');
    expect(card).to.have.attribute('tone', 'bad');
  });

  it('tells counts and the missing field where the backend lists none', async () => {
    at().bend = (answer) => ({ ...answer, agents });
    const card = await at().card(tag);
    expect(visibleText(card))
      .to.include('Without agents.stale_list')
      .and.to.match(/Dead 2/);
  });

  it('is calm when nobody is stale', async () => {
    at().bend = (answer) => ({
      ...answer,
      agents: { alive: 6, slow: 0, dead: 0, total_bonded: 6, stale_list: [] },
    });
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card)).to.include('No agent is dead');
  });

  it('does not call nobody dead where the list is empty and the count is not', async () => {
    at().bend = (answer) => ({ ...answer, agents: { ...agents, stale_list: [] } });
    const card = await at().card(tag);
    expect(visibleText(card))
      .to.include('The list names none of the dead')
      .and.to.not.include('No agent is dead');
    expect(card).to.have.attribute('tone', 'bad');
  });
});
