import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { hub } from '../../src/data/hub.ts';
import { until } from '../components/support/quiet.ts';
import { one, visibleText } from '../components/support/read.ts';
import { useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from '../components/support/stage.ts';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** What is typed into a form of a card, by the selectors of its fields, and the button that sends it. */
const FORMS: Record<string, { fields: Record<string, string>; button: string; under?: string }> = {
  'mc-todos': { fields: { 'input[name=text]': 'feed the ducks' }, button: 'form button' },
  'mc-shift-log': { fields: { textarea: 'all quiet' }, button: 'form button' },
  'mc-watchlist': { fields: { 'input[name=item]': 'teal-1' }, button: 'form button' },
  'mc-governance-actions': {
    fields: {
      '#new-request [name=request]': 'CHG-1',
      '#new-request [name=version]': '42',
      '#new-request [name=reason]': 'new pond',
    },
    button: '#new-request form button',
  },
  'mc-incident-escalation': { fields: { '#new [name=title]': 'The pond is dry' }, button: '#new button' },
  'mc-incident-mode': { fields: { '[name=title]': 'The pond is dry' }, button: '#start' },
  'mc-failure-budget': { fields: { 'form input': '99.5' }, button: 'form button' },
};

/** All events that are kept for a base. */
const kept = async ({ base }: Stage): Promise<string> =>
  JSON.stringify((await hub().store.under(`1/${base}`)).filter(([key]) => key.includes('/record/')));

describe('A form of a card in a frame without allow-forms', () => {
  const at = useStage('mc-todos');

  /** A card in a frame in which the browser submits no form. */
  async function framed(tag: string): Promise<Card> {
    const stage = at();
    const frame = stage.place.appendChild(document.createElement('iframe'));
    frame.setAttribute('sandbox', 'allow-scripts allow-same-origin');
    frame.srcdoc = '<!doctype html><main></main>';
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    const card = await stage.card(tag);
    frame.contentDocument?.body.append(card);
    await stage.pass(2000);
    await until(() => card.writable, `<${tag}> to be writable`);
    return card;
  }

  for (const [tag, { fields, button }] of Object.entries(FORMS))
    it(`is sent by a click: <${tag}>`, async () => {
      const stage = at();
      const card = await framed(tag);
      await until(() => card.shadowRoot?.querySelector(button), 'the form');
      const before = await kept(stage);
      for (const [selector, text] of Object.entries(fields)) {
        const field = one<Field>(card, selector);
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      }
      one(card, button).click();
      await stage.pass(2000);
      expect(await kept(stage), visibleText(card)).to.not.equal(before);
    });

  it('is sent by Enter, and by Ctrl-Enter where Enter makes a new line', async () => {
    const stage = at();
    const todos = await framed('mc-todos');
    one(todos, 'input[name=text]').focus();
    await sendKeys({ type: 'feed' });
    await sendKeys({ press: 'Enter' });
    await stage.pass(1000);
    expect(visibleText(todos, 'ul')).to.include('feed');
    const log = await framed('mc-shift-log');
    one(log, 'textarea').focus();
    await sendKeys({ type: 'quiet' });
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'Enter' });
    await sendKeys({ up: 'Control' });
    await stage.pass(1000);
    expect(visibleText(log, 'ol')).to.include('quiet');
  });
});

describe('A form of a card', () => {
  const at = useStage('mc-todos');

  it('is sent once by a double click', async () => {
    const stage = at();
    const card = await stage.card('mc-governance-actions');
    await stage.pass(1000);
    for (const [selector, text] of Object.entries(FORMS['mc-governance-actions']?.fields ?? {}))
      one<HTMLInputElement>(card, selector).value = text;
    const button = one(card, '#new-request form button');
    for (const detail of [1, 2])
      button.dispatchEvent(
        new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, detail }),
      );
    await stage.pass(1000);
    expect((await kept(stage)).match(/CHG-1/g)).to.have.length(1);
  });

  it('refuses in words what a field does not accept, and sends what it does', async () => {
    const stage = at();
    const card = await stage.card('mc-failure-budget');
    await stage.pass(1000);
    const field = one<HTMLInputElement>(card, 'form input');
    const sent = { '': 'it is empty', '150': 'a number from 0 to 100 is needed', '-1': 'from 0 to 100' };
    for (const [value, why] of Object.entries(sent)) {
      field.value = value;
      one(card, 'form button').click();
      await until(() => visibleText(card, 'form').includes(why), why);
      expect(field, value).to.have.attribute('aria-invalid', 'true');
      const note = card.shadowRoot?.getElementById(field.getAttribute('aria-describedby') ?? '');
      expect(note?.textContent, value).to.include('Not sent').and.to.include(why);
      expect(card.shadowRoot?.activeElement, value).to.equal(field);
      expect(await kept(stage)).to.equal('[]');
    }
    field.value = '99';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    one(card, 'form button').click();
    await stage.pass(1000);
    expect(await kept(stage)).to.include('0.99');
    expect(field).to.not.have.attribute('aria-invalid');
  });
});
