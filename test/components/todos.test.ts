import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { quiet, until } from './support/quiet.ts';
import { all, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Stage } from './support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-todos';
const HOUR = 3_600_000;

/** Adds a todo as an operator does, who needs a moment for each. */
async function add(card: Card, text: string, stage: Stage): Promise<void> {
  one(card, 'form input').focus();
  await sendKeys({ type: text });
  await sendKeys({ press: 'Enter' });
  await stage.pass(10);
}

cardContract({ tag, prepare: (card, stage) => add(card, 'Feed the ducks', stage) });

describe(`<${tag}> keeps the operator's list`, () => {
  const at = useStage(tag);
  const list = (card: Card): string[] => all(card, 'li label > span > span').map((item) => item.textContent);

  it('adds, ticks, removes and brings back by keyboard', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const actions: string[] = [];
    card.addEventListener('mc-action', ({ detail }) => void actions.push(detail.action));
    await add(card, 'Feed the ducks', stage);
    await add(card, 'Count the eggs', stage);
    expect(list(card)).to.deep.equal(['Feed the ducks', 'Count the eggs']);
    one(card, 'input[type=checkbox]').focus();
    await sendKeys({ press: ' ' });
    await stage.pass(10);
    expect(visibleText(card, '[part=chip]')).to.include('1 of 2 done');
    expect(list(card)).to.deep.equal(['Count the eggs', 'Feed the ducks']);
    one(card, 'li button').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(list(card)).to.deep.equal(['Feed the ducks']);
    expect(card).to.have.attribute('tone', 'ok');
    expect(card.shadowRoot?.activeElement?.textContent.trim(), 'the focus').to.equal('Undo');
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(list(card)).to.deep.equal(['Count the eggs', 'Feed the ducks']);
    expect(actions).to.deep.equal(['add', 'add', 'done', 'remove', 'restore']);
  });

  it('finds the list again after a reload, one list per state-key', async () => {
    const stage = at();
    const first = await stage.card(tag);
    const other = await stage.card(tag, 'state-key="night-shift"');
    await add(first, 'Feed the ducks', stage);
    expect(list(other)).to.be.empty;
    await stage.pass(1000);
    first.remove();
    other.remove();
    await stage.pass(8000);
    expect(list(await stage.card(tag))).to.deep.equal(['Feed the ducks']);
  });

  it('brings back for an hour what was removed, after a reload and on another card too, once', async () => {
    const stage = at();
    const first = await stage.card(tag);
    await add(first, 'Feed the ducks', stage);
    one(first, 'li button').click();
    await stage.pass(10);
    first.remove();
    await stage.pass(8000);
    const [card, other] = [await stage.card(tag), await stage.card(tag)];
    await add(card, 'Count the eggs', stage);
    for (const each of [card, other]) {
      expect(visibleText(each)).to.match(/Removed “ ?Feed the ducks ?”\./);
      expect(one<HTMLButtonElement>(each, '#undo').disabled).to.equal(false);
    }
    one(other, '#undo').click();
    await stage.pass(10);
    for (const each of [card, other]) {
      expect(list(each)).to.deep.equal(['Feed the ducks', 'Count the eggs']);
      expect(all(each, '#undo')).to.be.empty;
    }
    one(card, 'li button').click();
    await stage.pass(HOUR - 1000, HOUR / 4);
    expect(all(card, '#undo'), 'within the hour').to.have.length(1);
    await stage.pass(3000);
    expect(all(card, '#undo'), 'after it').to.be.empty;
    expect(list(card)).to.deep.equal(['Count the eggs']);
  });

  it('brings nothing back in a recorded moment', async () => {
    const stage = at();
    const { id } = hub().keep(stage.base, tag, { type: 'add', text: 'Feed the ducks' });
    hub().keep(stage.base, tag, { type: 'remove', todo: id });
    await stage.pass(1000);
    const card = await stage.card(tag, `at="${new Date().toISOString()}"`);
    await until(() => all(card, '#undo').length > 0, 'the recorded removal');
    expect(one<HTMLButtonElement>(card, '#undo').disabled).to.equal(true);
  });

  it('shows at once what another tab has added', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await add(card, 'Feed the ducks', stage);
    const record = `1/${stage.base}/record/${tag}/`;
    const id = '99999999999999-other';
    const event = { id, at: Date.now(), type: 'add', text: 'Count the eggs' };
    const { objects } = await import('../../src/store/database.ts');
    await objects('readwrite', (store) => void store.put(event, record + id));
    const channel = new BroadcastChannel('mission-control/2');
    channel.postMessage({ topic: 'kept', body: [record + id] });
    for (let turn = 0; turn < 20 && list(card).length < 2; turn += 1) await quiet();
    channel.close();
    expect(list(card)).to.deep.equal(['Feed the ducks', 'Count the eggs']);
  });

  it('cannot be changed in a recorded moment', async () => {
    const stage = at();
    hub().keep(stage.base, tag, { type: 'add', text: 'Feed the ducks' });
    await stage.pass(1000);
    const then = new Date().toISOString();
    await stage.pass(1000);
    hub().keep(stage.base, tag, { type: 'add', text: 'Came later' });
    await stage.pass(1000);
    const card = await stage.card(tag, `at="${then}"`);
    await until(() => list(card).length > 0, 'the recorded list');
    expect(list(card)).to.deep.equal(['Feed the ducks']);
    expect(card).to.have.attribute('phase', 'replay');
    for (const control of all<HTMLInputElement>(card, 'form input, form button, li input, li button'))
      expect(control.disabled, control.outerHTML).to.equal(true);
  });
});
