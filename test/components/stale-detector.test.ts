import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { cardContract } from './contract.ts';
import { until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-stale-detector';

/** Puts a card that polls on the page, and lets its data become too old. */
async function grow(stage: Stage, attributes = ''): Promise<Card> {
  const card = await stage.card('mc-agent-fleet', attributes);
  await stage.pass(1000);
  stage.mute = true;
  await stage.pass(125_000, 5000);
  return card;
}

cardContract({ tag, prepare: async (_card, stage) => void (await grow(stage)) });

describe(`<${tag}> watches the cards of the page`, () => {
  const at = useStage('mc-agent-fleet');

  it('is calm while all are fresh, and counts those apart that need no backend', async () => {
    const stage = at();
    await stage.card('mc-agent-fleet');
    await stage.card('mc-agent-fleet', 'state-key="second"');
    await stage.card('mc-todos');
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=body]'))
      .to.include('All 2 cards are fresh.')
      .and.to.include('1 card needs no backend');
    expect(all(card, 'li')).to.be.empty;
    expect(stage.counts(), 'it asks nothing itself').to.deep.equal({ status: 1 });
  });

  it('has nothing to watch on a page without cards that poll', async () => {
    const card = await at().card(tag);
    expect(card).to.have.attribute('tone', 'info');
    expect(visibleText(card, '[part=body]')).to.include('No other card of this page needs the backend');
  });

  it('names a card from the stale limit on, by time alone, and is calm again when it answers', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const fleet = await stage.card('mc-agent-fleet');
    stage.mute = true;
    await stage.pass(118_000, 2000);
    expect(card).to.have.attribute('tone', 'ok');
    await stage.pass(4000);
    expect(card).to.have.attribute('tone', 'bad');
    expect(visibleText(card, '[part=chip]')).to.include('1 stale card');
    expect(visibleText(card, 'li')).to.match(/Agent Fleet data from 2 min ago/);
    stage.mute = false;
    // A request that nobody answers may be on its way, and is given up after 10 s: a new one is not sent beside it.
    await stage.pass(12_000);
    await fleet.reload();
    await stage.pass(2000);
    expect(card).to.have.attribute('tone', 'ok');
    fleet.remove();
    await stage.pass(2000);
    expect(card).to.have.attribute('tone', 'info');
  });

  it('jumps by keyboard to the very card, wherever it stands', async () => {
    const stage = at();
    await stage.card('mc-agent-fleet');
    const host = stage.place.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode: 'open' });
    const second = document.createElement('mc-agent-fleet');
    second.setAttribute('api-base', stage.base);
    second.setAttribute('state-key', 'second');
    root.append(second);
    const card = await stage.card(tag);
    await grow(stage, 'state-key="third"');
    const jumps: unknown[] = [];
    card.addEventListener('mc-action', ({ detail }) => void jumps.push(detail));
    const named = all(card, 'li').find((li) => li.textContent.includes('(second)'));
    named?.querySelector('button')?.focus();
    await sendKeys({ press: 'Enter' });
    expect(root.activeElement).to.equal(second);
    expect(jumps).to.deep.equal([
      { card: tag, action: 'jump', detail: { tag: 'mc-agent-fleet', stateKey: 'second' } },
    ]);
    second.blur();
    expect(second.hasAttribute('tabindex')).to.equal(false);
  });

  it('does not call fresh what has not answered yet, and notices when it does', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.mute = true;
    const fleet = await stage.card('mc-agent-fleet');
    await stage.pass(2000);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]'))
      .to.include('Without an answer of the backend yet')
      .and.to.include('Agent Fleet');
    stage.mute = false;
    await stage.pass(12_000);
    await fleet.reload();
    await stage.pass(2000);
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('lists the first of many, and the others on demand', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.mute = true;
    for (let n = 1; n <= 10; n += 1) await stage.card('mc-agent-fleet', `state-key="fleet-${n}"`);
    await stage.pass(2000);
    expect(visibleText(card, '[part=chip]')).to.include('10 cards without data');
    expect(all(card, '[part=body] > ul > li')).to.have.length(8);
    expect(visibleText(card, '[part=body] summary')).to.equal('2 more cards');
    expect(all(card, '[part=body] details li')).to.have.length(2);
  });

  it('says of a recorded moment that it does not hold the page', async () => {
    const stage = at();
    const card = await stage.card(tag, 'at="2026-03-21T05:40:00Z"');
    await until(() => card.getAttribute('phase') === 'replay', 'the recorded moment');
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=body]')).to.include('a recorded moment does not hold them');
    expect(one(card, '[part=chip]').textContent).to.include('Not known');
  });
});
