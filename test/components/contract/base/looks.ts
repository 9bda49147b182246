import { expect } from '@open-wc/testing';
import { one } from '../../support/read.ts';
import type { BasePart } from '../part.ts';

/** What the base draws around every body. */
export const looks: BasePart = (tag, at) => {
  it('tells its tone and its edge where colours are taken away', async () => {
    // The launcher cannot emulate forced colours, so what must be left without colour is looked at.
    const card = await at().card(tag);
    expect(getComputedStyle(one(card, '[part=card]')).borderTopStyle).to.equal('solid');
    expect(one(card, '[part=chip] i').textContent).to.match(/[●▲■◇○]/);
    expect(one(card, '[part=chip]').textContent).to.match(/OK|Warning|Bad|Info|Unknown/);
  });
};
