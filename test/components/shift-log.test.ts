import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { chord } from './support/engine.ts';
import { until } from './support/quiet.ts';
import { all, injected, one, visibleText } from './support/read.ts';
import { useStage } from './support/stage.ts';
import { cardContract } from './contract.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

const tag = 'mc-shift-log';

const write = async (card: Card, text: string, stage: Stage): Promise<void> => {
  one(card, 'textarea').focus();
  await sendKeys({ type: text });
  await chord('Control', 'Enter');
  await stage.pass(1000);
};

cardContract({ tag, prepare: (card, stage) => write(card, 'Quiet so far', stage) });

describe(`<${tag}> keeps the notes of a shift`, () => {
  const at = useStage(tag);
  const notes = (card: Card): string[] => all(card, 'li p').map(({ textContent }) => textContent);

  it('shows the latest three with their times, and all on request', async () => {
    const stage = at();
    const card = await stage.card(tag);
    for (const text of ['one', 'two', 'three', 'four']) await write(card, text, stage);
    expect(notes(card)).to.deep.equal(['four', 'three', 'two']);
    expect(one(card, 'li small').textContent).to.match(/2026-03-21 05:40:0\d UTC/);
    expect(visibleText(card, '[part=body]')).to.include('4 notes are kept for the handover.');
    const button = one(card, '#all');
    expect(button.textContent.trim()).to.equal('Show all 4');
    button.click();
    await card.updateComplete;
    expect(notes(card)).to.deep.equal(['four', 'three', 'two', 'one']);
    expect(button).to.have.attribute('aria-expanded', 'true');
  });

  it('removes and brings back by keyboard', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await write(card, 'one', stage);
    await write(card, 'two', stage);
    one(card, 'li button').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(notes(card)).to.deep.equal(['one']);
    expect(card.shadowRoot?.activeElement?.textContent.trim()).to.equal('Undo');
    await sendKeys({ press: 'Enter' });
    await stage.pass(10);
    expect(notes(card)).to.deep.equal(['two', 'one']);
    expect(card.shadowRoot?.activeElement?.localName, 'the focus').to.equal('textarea');
  });

  it('brings back what was removed after a reload too', async () => {
    const stage = at();
    const first = await stage.card(tag);
    await write(first, 'one', stage);
    one(first, 'li button').click();
    await stage.pass(10);
    first.remove();
    await stage.pass(8000);
    const card = await stage.card(tag);
    await write(card, 'two', stage);
    expect(visibleText(card)).to.match(/Removed the note of 2026-03-21 05:40:\d\d UTC/);
    one(card, '#undo').click();
    await stage.pass(10);
    expect(notes(card)).to.deep.equal(['two', 'one']);
    expect(all(card, '#undo')).to.be.empty;
  });

  it('writes nothing that is empty, and what is markup as text', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await write(card, '   ', stage);
    expect(notes(card)).to.be.empty;
    await write(card, '<img src=x onerror=alert(1)>', stage);
    expect(notes(card)).to.deep.equal(['<img src=x onerror=alert(1)>']);
    expect(injected(card)).to.be.empty;
  });

  it('cannot be written in a recorded moment', async () => {
    const stage = at();
    hub().keep(stage.base, tag, { type: 'add', text: 'Quiet so far' });
    await stage.pass(1000);
    const card = await stage.card(tag, `at="${new Date().toISOString()}"`);
    await until(() => notes(card).length > 0, 'the recorded note');
    for (const control of all<HTMLButtonElement>(card, 'textarea, form button, li button'))
      expect(control.disabled, control.outerHTML).to.equal(true);
  });
});
