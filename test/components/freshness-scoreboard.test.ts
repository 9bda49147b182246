import { expect } from '@open-wc/testing';
import { cardContract } from './contract.ts';
import { all, visibleText } from './support/read.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-freshness-scoreboard';

// What has become too old is marked so.
cardContract({ tag, ageing: true });

describe(`<${tag}> tells how old each answer is`, () => {
  const at = useStage(tag);
  /** The tone of each row, as its mark says it, and its age. */
  const rows = (card: Card): string[] =>
    all(card, '.results li').map((li) => {
      const [mark, name, age] = [...li.children].map(({ textContent }) => textContent.trim());
      return `${name} ${mark?.replace(/^\S+\s+/, '').toLowerCase()} ${age}`;
    });

  it('names the three routes, and their ages tick by themselves', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(rows(card)).to.deep.equal(['Status', 'Metrics', 'Audit'].map((name) => `${name} ok: just now`));
    await stage.pass(7000);
    // A server tells its time in whole seconds.
    expect(rows(card).join()).to.match(/(ok: [67] s ago.*){3}/);
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('All fresh');
  });

  it('turns by time alone: a warning from 60 s, bad from 120 s, and then too old to judge', async () => {
    const stage = at();
    const card = await stage.card(tag);
    stage.mute = true;
    await stage.pass(58_000);
    expect(card).to.have.attribute('tone', 'ok');
    await stage.pass(4000);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('Status, Metrics, Audit getting old');
    await stage.pass(56_000);
    expect(rows(card).join()).to.match(/(warning: 1 min ago.*){3}/);
    await stage.pass(4000);
    expect(rows(card).join()).to.match(/(bad: 2 min ago.*){3}/);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Too old');
    stage.mute = false;
    // A request that nobody answers may be on its way, and is given up after 10 s.
    await stage.pass(12_000);
    await card.reload();
    await stage.pass(1000);
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('takes its limits from the interval where that is long', async () => {
    const stage = at();
    const card = await stage.card(tag, 'refresh="60"');
    expect(visibleText(card)).to.match(/Warning from 2 min ?, bad from 4 min ?, with one poll every 1 min/);
    stage.mute = true;
    await stage.pass(118_000);
    expect(card).to.have.attribute('tone', 'ok');
    await stage.pass(4000);
    expect(card).to.have.attribute('tone', 'warn');
  });

  it('is not deceived by an old answer that has just come', async () => {
    const stage = at();
    const generated_at = new Date(START - 600_000).toISOString();
    stage.bend = (answer, route) => (route === 'status' ? { ...answer, generated_at } : answer);
    const card = await stage.card(tag);
    expect(rows(card)).to.deep.equal([
      'Status bad: 10 min ago',
      'Metrics ok: just now',
      'Audit ok: just now',
    ]);
    expect(visibleText(card, '[part=chip]')).to.include('Too old · was: Status too old');
  });

  it('notices at once when an answer is older than the one before', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const generated_at = new Date(START - 90_000).toISOString();
    stage.bend = (answer, route) => (route === 'status' ? { ...answer, generated_at } : answer);
    await stage.pass(1000);
    await card.reload();
    await stage.pass(1);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '[part=chip]')).to.include('Status getting old');
  });

  it('does not call fresh what has never answered', async () => {
    const stage = at();
    stage.answer = () => new Response('{}', { status: 503 });
    const card = await stage.card(tag);
    expect(rows(card).join()).to.match(/(unknown: no answer.*){3}/);
    expect(card).to.have.attribute('tone', 'unknown');
  });
});
