import { expect } from '@open-wc/testing';
import { hub } from '../../src/data/hub.ts';
import { cardContract } from './contract.ts';
import { all, injected, visibleText } from './support/read.ts';
import { configure } from './support/site.ts';
import { START, useStage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-freeze-banner';
const GOVERNANCE = 'mc-governance-actions';
const HOUR = 3_600_000;

/** Starts a freeze as the governance card does, in this tab or another. */
async function freeze(stage: Stage, more: object = {}): Promise<string> {
  const window = { from: START, until: START + HOUR };
  const event = { type: 'freeze', reason: 'End of the quarter', operator: 'Grace', ...window, ...more };
  const { id } = hub().keep(stage.base, GOVERNANCE, event);
  await stage.pass(1000);
  return id;
}

cardContract({ tag, prepare: async (_card, stage) => void (await freeze(stage)) });

describe(`<${tag}> speaks up while a change freeze is on`, () => {
  const at = useStage(tag);
  const seen = (card: Card): boolean => card.checkVisibility();

  it('is not there while none is on, also where one is to come', async () => {
    const stage = at();
    const card = await stage.card(tag);
    expect(card).to.have.attribute('phase', 'empty');
    expect(seen(card)).to.equal(false);
    await freeze(stage, { from: START + 60_000 });
    expect(seen(card)).to.equal(false);
    await stage.pass(61_000, 5000);
    expect(seen(card), 'once its time has come').to.equal(true);
  });

  it('tells reason, window in UTC and who declared it, without ages that would speak up', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await freeze(stage);
    expect(card).to.have.attribute('tone', 'warn');
    expect(visibleText(card, '.news'))
      .to.match(/End of the quarter .*From 2026-03-21 05:40:00 UTC until 2026-03-21 06:40:00 UTC/)
      .and.to.include('started by Grace')
      .and.to.include('It ends by itself')
      .and.to.include('your own IAM rights');
    expect(all(card, '.news time')).to.be.empty;
  });

  it('ends by itself when the window has passed', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await freeze(stage);
    await stage.pass(HOUR - 5000, HOUR / 4);
    expect(seen(card)).to.equal(true);
    await stage.pass(6000);
    expect(seen(card)).to.equal(false);
  });

  it('goes at once where another tab ends it', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const id = await freeze(stage);
    hub().keep(stage.base, GOVERNANCE, { type: 'end', freeze: id, approver: 'Release lead' });
    await stage.pass(1000);
    expect(seen(card)).to.equal(false);
  });

  it('tells those of the configuration and of operators together', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await freeze(stage);
    const freezes = [{ reason: 'Holidays', from: '2026-03-21T00:00:00Z', until: '2026-03-22T00:00:00Z' }];
    await configure(card, stage, { approver: 'Release lead', freezes }, {}, 'Holidays');
    expect(all(card, '.what').map(({ textContent }) => textContent)).to.deep.equal([
      'Holidays',
      'End of the quarter',
    ]);
    expect(visibleText(card, '.news'))
      .to.include('declared by the site’s configuration')
      .and.to.include('only by a change of the site’s configuration');
    expect(visibleText(card, '[part=chip]')).to.include('2 freezes');
  });

  it('shows hostile texts as text, and says where no reason was given', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await freeze(stage, { reason: '<img src=x onerror="window.pwned=1">', operator: '<script>' });
    await freeze(stage, { reason: undefined, operator: undefined });
    await freeze(stage, { reason: 7 });
    expect(injected(card)).to.be.empty;
    expect(visibleText(card)).to.include('could not be read (reason: 7, text expected)');
    expect(visibleText(card)).to.include('No reason was given').and.to.include('started by an operator');
  });
});
