import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { quiet } from '../support/quiet.ts';
import { all, one, stops } from '../support/read.ts';
import type { Card } from '../../../src/card/card.ts';
import type { Part } from '../contract.ts';

/** What stands out of a card to the right, beyond half a pixel; a scroller may hold wider content. */
const overflow = (card: Card): string[] => {
  const { right } = card.getBoundingClientRect();
  return all(card, '*')
    .filter((element) => !element.closest('.scroll') || element.matches('.scroll'))
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > right + 0.5)
    .map((element) => element.outerHTML.slice(0, 120));
};

/** The focused element within a card. */
const focused = (card: Card): Element | null => card.shadowRoot?.activeElement ?? null;

/** Fits any page, on paper too, and needs no mouse. */
export const looks: Part = ({ tag, prepare }, at) => {
  it('fits 320 px, and paper', async () => {
    const stage = at();
    stage.place.setAttribute('style', 'width: 320px');
    const card = await stage.card(tag);
    await prepare?.(card, stage);
    await stage.pass(1000);
    expect(card.clientWidth).to.equal(320);
    expect(overflow(card)).to.be.empty;
    await emulateMedia({ media: 'print' });
    try {
      expect(overflow(card), 'print').to.be.empty;
      expect(
        all(card, 'button').filter((button) => button.checkVisibility()),
        'print',
      ).to.be.empty;
    } finally {
      await emulateMedia({ media: 'screen' });
    }
  });

  it('tells its tone and its edge where colours are taken away', async () => {
    // The launcher cannot emulate forced colours, so what must be left without colour is looked at.
    const card = await at().card(tag);
    expect(getComputedStyle(one(card, '[part=card]')).borderTopStyle).to.equal('solid');
    expect(one(card, '[part=chip] i').textContent).to.match(/[●▲■◇○]/);
    expect(one(card, '[part=chip]').textContent).to.match(/OK|Warning|Bad|Info|Unknown/);
  });

  it('carries no style attribute, which a strict policy would refuse', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await prepare?.(card, stage);
    await stage.pass(2000);
    // Chart.js sizes its canvas through the CSSOM, which a policy allows.
    expect(all(card, '[style]:not(canvas)').map(({ outerHTML }) => outerHTML)).to.be.empty;
    expect(all(card, 'style')).to.be.empty;
  });

  it('is worked by keyboard alone, with a focus that can be seen', async () => {
    const stage = at();
    const card = await stage.card(tag);
    await prepare?.(card, stage);
    await quiet();
    const wanted = new Set<Element>(stops(card));
    const start = document.createElement('button');
    stage.place.prepend(start);
    start.focus();
    for (let presses = wanted.size + 2; presses > 0 && wanted.size > 0; presses -= 1) {
      await sendKeys({ press: 'Tab' });
      const element = focused(card);
      if (!element) continue;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      expect([outlineStyle, outlineWidth], element.outerHTML).to.deep.equal(['solid', '2px']);
      wanted.delete(element);
    }
    expect(
      [...wanted].map(({ outerHTML }) => outerHTML),
      'never reached',
    ).to.be.empty;
    one(card, '[part=footer] summary').focus();
    await sendKeys({ press: 'Enter' });
    expect(one<HTMLDetailsElement>(card, '[part=footer] details').open).to.equal(true);
  });

  it('keeps typed keys to itself, but for shortcuts with a modifier', async () => {
    const stage = at();
    const card = await stage.card(tag);
    const heard: string[] = [];
    stage.place.addEventListener('keydown', ({ key }) => void heard.push(key));
    const inputs = all(card, 'input');
    for (const input of inputs)
      for (const ctrlKey of [false, true])
        input.dispatchEvent(
          new KeyboardEvent('keydown', { key: ctrlKey ? 'k' : 'j', ctrlKey, bubbles: true, composed: true }),
        );
    expect(heard).to.deep.equal(inputs.map(() => 'k'));
  });
};
