import { expect } from '@open-wc/testing';
import '../../components/operator-freshness/operator-freshness.ts';
import { all, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-operator-freshness';
const MINUTE = 60_000;

// What has become too old is marked so.
cardContract({ tag, ageing: true });

describe(`<${tag}> tells how old the page's own data is`, () => {
  const at = useStage(tag);
  /** Name, tone and age of each row. */
  const rows = (card: Card): string[] =>
    all(card, '.results li').map((li) => {
      const [mark, name, age] = [...li.children].map(({ textContent }) => textContent.trim());
      return `${name} ${mark?.replace(/^\S+\s+/, '').toLowerCase()} ${age}`;
    });
  const NAMES = ['Status snapshot', 'Audit baseline', 'Latency log', 'Fleet cache'];

  it('names the four, and their ages tick by themselves', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(rows(card).map((row) => row.replace(/\d s ago/, 'just now'))).to.deep.equal(
      NAMES.map((name) => `${name} ok: just now`),
    );
    expect(card).to.have.attribute('tone', 'ok');
    expect(visibleText(card, '[part=chip]')).to.include('All fresh');
    await stage.pass(6000);
    expect(rows(card).join()).to.match(/([67] s ago.*){4}/);
  });

  it('does not call old what is written only when it changes', async () => {
    const stage = at();
    let kept: Record<string, unknown> | undefined;
    stage.bend = (answer) => ({ ...(kept ??= answer), generated_at: answer['generated_at'] });
    const card = await stage.card(tag);
    await stage.pass(4 * MINUTE, 5000);
    expect(rows(card)[1]).to.match(/^Audit baseline ok: [34] min ago$/);
    expect(card).to.have.attribute('tone', 'ok');
  });

  it('turns by time alone: what is polled first, then the baseline', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await stage.pass(1000);
    stage.beak.scenario = 'down';
    await stage.pass(62_000);
    expect(rows(card)[0]).to.match(/^Status snapshot warning: 1 min ago$/);
    expect(visibleText(card, '[part=chip]')).to.include('Status snapshot getting old');
    await stage.pass(7 * MINUTE, 5000);
    expect(rows(card)[0]).to.match(/^Status snapshot bad: 8 min ago$/);
    expect(rows(card)[1]).to.match(/^Audit baseline bad: 8 min ago$/);
    expect(rows(card)[3]).to.match(/^Fleet cache ok: 8 min ago$/);
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card)).to.include('Too old from 7 min');
  });

  it('does not call fresh what was never recorded', async () => {
    const stage = at();
    // Neither a list of stale agents nor the audit, so nothing tells when an agent pulsed.
    stage.beak.scenario = 'old-backend';
    const card = await stage.card(tag);
    await stage.pass(1000);
    expect(rows(card)[3]).to.equal('Fleet cache unknown: not recorded yet');
    expect(card).to.have.attribute('tone', 'unknown');
    expect(visibleText(card, '[part=chip]')).to.include('Fleet cache not recorded yet');
  });
});
