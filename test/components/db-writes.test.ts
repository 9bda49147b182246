import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';

const tag = 'mc-db-writes';

cardContract({ tag });

describe(`<${tag}>`, () => {
  const at = useStage(tag);

  const entry = (minutes: number) => ({
    id: `e${minutes}`,
    event_type: `duck.n${minutes}`,
    timestamp: new Date(START - minutes * 60_000).toISOString(),
  });
  const listed = (card: Parameters<typeof all>[0]) =>
    all(card, 'li code').map(({ textContent }) => textContent);

  it('lists ten, and what the backend no longer lists from its own log', async () => {
    const stage = at();
    stage.bend = () => ({ entries: [2, 3, 4].map(entry) });
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(listed(card)).to.deep.equal(['duck.n2', 'duck.n3', 'duck.n4']);
    stage.bend = () => ({ entries: [entry(1)] });
    await card.reload();
    await stage.pass(1000);
    expect(listed(card)).to.deep.equal(['duck.n1', 'duck.n2', 'duck.n3', 'duck.n4']);
    expect(visibleText(card, '[part=body]')).to.include('own log still knows 3 entries of these');
    stage.bend = () => ({ entries: Array.from({ length: 12 }, (_, minutes) => entry(minutes)) });
    await card.reload();
    await stage.pass(1000);
    expect(listed(card)).to.have.length(10);
  });
});
