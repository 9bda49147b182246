import { expect } from '@open-wc/testing';
import '../../components/agent-fleet/agent-fleet.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';

const tag = 'mc-agent-fleet';

cardContract({ tag });

describe(`<${tag}> counts the agents`, () => {
  const at = useStage(tag);
  const cases = [
    { agents: [10, 0, 0, 10], tone: 'ok', chip: 'All alive', says: '100%' },
    { agents: [9, 1, 0, 10], tone: 'warn', chip: '1 slow', says: '90%' },
    { agents: [7, 2, 1, 10], tone: 'bad', chip: '1 dead', says: '70%' },
    { agents: [0, 0, 4, 4], tone: 'bad', chip: 'Whole fleet dead', says: '100%' },
    { agents: [7, 0, 0, 10], tone: 'warn', chip: 'Does not add up', says: 'add up to 7, but 10 agents' },
    { agents: [0, 0, 0, 0], tone: 'info', chip: 'No agents bonded', says: 'No agent is bonded yet' },
  ];
  for (const { agents, tone, chip, says } of cases)
    it(`alive, slow, dead and total ${agents.join(', ')}: ${chip}`, async () => {
      const stage = at();
      const [alive, slow, dead, total_bonded] = agents;
      stage.bend = (answer) => ({ ...answer, agents: { alive, slow, dead, total_bonded } });
      const card = await stage.card(tag);
      expect(card).to.have.attribute('tone', tone);
      expect(visibleText(card, '[part=chip]')).to.include(chip);
      expect(visibleText(card)).to.include(says);
      const widths = all(card, '.bar rect').map((rect) => Number(rect.getAttribute('width')));
      const whole = Math.max(total_bonded ?? 0, 1);
      expect(widths).to.deep.equal([alive, slow, dead].map((n = 0) => (n / whole) * 100));
    });
});
