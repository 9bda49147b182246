import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { announce } from '../../src/card/announce.ts';
import { heard } from '../components/support/heard.ts';
import { one } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';

/** What the live region holds, and whether it stands where a modal dialog leaves it alive. */
const region = (): Element | null => document.querySelector('[role=status]');

describe('one live region says what was done', () => {
  const at = useStage('mc-todos');

  it('is there, empty, before anything is said, once for all cards and every build', async () => {
    const stage = at();
    await stage.card('mc-todos');
    await stage.card('mc-todos', 'state-key="night-shift"');
    expect(document.querySelectorAll('[role=status]')).to.have.length(1);
    expect(region()?.textContent).to.equal('');
    const place = Symbol.for('mission-control/announcer/1');
    const shared: unknown = Reflect.get(document, place);
    expect(shared).to.have.property('say').that.is.a('function');
  });

  it('says the same sentence twice, and loses none of two that come together', async () => {
    const stage = at();
    const card = await stage.card('mc-todos');
    const sentences = heard();
    announce(card, 'Copied: get-alias.');
    announce(card, 'Removed “ducks”.');
    await stage.pass(2000, 50);
    announce(card, 'Removed “ducks”.');
    await stage.pass(2000, 50);
    expect(sentences).to.deep.equal(['Copied: get-alias.', 'Removed “ducks”.', 'Removed “ducks”.']);
  });

  it('is heard within a modal dialog, outside of which all is inert', async () => {
    const stage = at();
    const card = await stage.card('mc-todos');
    const dialog = stage.place.appendChild(document.createElement('dialog'));
    dialog.append(card);
    dialog.showModal();
    announce(card, 'Added “ducks”.');
    await stage.pass(200, 50);
    expect(region()?.textContent).to.equal('Added “ducks”.');
    expect(region()?.closest('dialog')).to.equal(dialog);
    dialog.close();
    dialog.remove();
    announce(document.body, 'Still here.');
    await stage.pass(1000, 50);
    expect(region()?.textContent).to.equal('Still here.');
    expect(region()?.parentElement).to.equal(document.body);
  });

  it('adding, removing, undoing and refusing each say so once', async () => {
    const stage = at();
    const card = await stage.card('mc-todos');
    const sentences = heard();
    one(card, 'form input').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000, 50);
    await sendKeys({ type: 'First thing' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000, 50);
    one(card, 'li button').focus();
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000, 50);
    expect(card.shadowRoot?.activeElement?.ariaLabel).to.equal('Undo removing “First thing”');
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000, 50);
    expect(sentences).to.deep.equal([
      'Not added: write what has to be done.',
      'Added “First thing”.',
      'Removed “First thing”.',
      'Undone: removing “First thing”.',
    ]);
  });
});
