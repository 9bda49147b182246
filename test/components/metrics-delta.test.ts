import { expect } from '@open-wc/testing';
import '../../components/metrics-delta/metrics-delta.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-metrics-delta';

cardContract({ tag });

describe(`<${tag}> tells what the latest poll has moved`, () => {
  const at = useStage(tag);
  const figure = (card: Card, name: string): string =>
    all(card, 'dl > div')
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .find((text) => text.startsWith(name)) ?? '';

  /** Makes the next answers tell these counters of `/beak/metrics`, and nothing else that moves. */
  const tell = (registered: number, bonded: number): void => {
    at().bend = (answer, route) =>
      route === 'metrics'
        ? {
            ...answer,
            ducklings_registered: registered,
            ducklings_certified: 7,
            spaceducks_bonded: bonded,
          }
        : {
            ...answer,
            database: { eggs: 5, connections: 6, peck_requests: 8 },
            agents: { alive: 9 },
            peck_protocol: { succeeded: 10 },
          };
  };

  it('has nothing to compare at first', async () => {
    tell(1000, 40);
    const card = await at().card(tag);
    expect(figure(card, 'Registered')).to.equal('Registered 1,000 nothing before');
    expect(visibleText(card, '[part=chip]')).to.include('First poll');
    expect(card).to.have.attribute('tone', 'info');
  });

  it('up is green, down is red, none is grey, each in words', async () => {
    const stage = at();
    tell(1000, 40);
    const card = await stage.card(tag);
    tell(1003, 38);
    await stage.pass(2000);
    await card.reload();
    await stage.pass(100);
    expect(figure(card, 'Registered')).to.equal('Registered 1,003 ↑ up 3');
    expect(figure(card, 'Bonded')).to.equal('Bonded 38 ↓ down 2');
    expect(figure(card, 'Certified')).to.equal('Certified 7 no change');
    expect(figure(card, 'Pecks approved')).to.equal('Pecks approved 10 no change');
    const colour = (selector: string) => getComputedStyle(one(card, selector)).color;
    expect(new Set(['dd .ok', 'dd .bad', 'dd .muted'].map(colour)).size).to.equal(3);
    expect(visibleText(card, '[part=chip]')).to.include('Bonded down');
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, 'small')).to.match(/poll before to the latest ?, [23] s apart/);
  });

  it('forgets a change with the next poll', async () => {
    const stage = at();
    tell(1000, 40);
    const card = await stage.card(tag);
    tell(1003, 40);
    await card.reload();
    await stage.pass(100);
    expect(visibleText(card, '[part=chip]')).to.include('1 figure up');
    await card.reload();
    await stage.pass(100);
    expect(figure(card, 'Registered')).to.equal('Registered 1,003 no change');
    expect(visibleText(card, '[part=chip]')).to.include('No change');
  });

  it('makes no change of a figure that one answer lacks', async () => {
    const stage = at();
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    expect(figure(card, 'Registered')).to.equal('Registered not offered');
    stage.beak.scenario = 'healthy';
    await card.reload();
    await stage.pass(100);
    expect(figure(card, 'Registered')).to.match(/nothing before$/);
  });
});
