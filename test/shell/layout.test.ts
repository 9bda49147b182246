import { expect } from '@open-wc/testing';
import { arranged, inOrder } from '../../src/shell/layout.ts';
import { DEFAULTS } from '../../src/shell/settings.ts';
import type { Settings } from '../../src/shell/settings.ts';

const PAGE = new Map([
  ['alerts', ['banner']],
  ['posture', ['a', 'b', 'c']],
  ['latency', ['d', 'e']],
]);

/** The sections that hold anything, each with its cards. */
const page = (set: Partial<Settings>): Record<string, string> =>
  Object.fromEntries(
    [...arranged(PAGE, { ...DEFAULTS, ...set })]
      .filter(([, names]) => names.length > 0)
      .map(([section, names]) => [section, names.join(' ')]),
  );

describe('the order of a section', () => {
  for (const [what, names, store, wanted] of [
    ['nothing was kept', 'a b c', '', 'a b c'],
    ['all was rearranged', 'a b c', 'c a b', 'c a b'],
    ['a card is gone', 'a c', 'c b a', 'c a'],
    ['a card has come first', 'new a b', 'b a', 'new b a'],
    ['a card has come after its neighbour', 'a new b', 'b a', 'b a new'],
    ['two have come, one after the other', 'a new newer b', 'b a', 'b a new newer'],
    ['only cards that are gone were kept', 'a b', 'x y', 'a b'],
  ] as const)
    it(`where ${what}`, () => {
      expect(inOrder(names.split(' '), store.split(' ')).join(' ')).to.equal(wanted);
    });
});

describe('the sections of the page', () => {
  const asWritten = { alerts: 'banner', posture: 'a b c', latency: 'd e' };

  it('are as written until somebody arranges them', () => {
    expect(page({})).to.deep.equal(asWritten);
  });

  it('let pinned cards go to the top, in the order of pinning, and take them back', () => {
    expect(page({ pinned: ['e', 'a'] })).to.deep.equal({
      ...asWritten,
      pinned: 'e a',
      posture: 'b c',
      latency: 'd',
    });
  });

  it('keep the order of a section of which a card is pinned', () => {
    expect(page({ pinned: ['b'], order: { posture: ['c', 'b', 'a'] } })).to.deep.include({
      pinned: 'b',
      posture: 'c a',
    });
  });

  it('raise a pinned card too, and name nothing that is not there', () => {
    expect(page({ pinned: ['e', 'gone'], raised: { since: 1, cards: ['e', 'never', 'b'] } })).to.deep.equal({
      alerts: 'banner',
      raised: 'e b',
      posture: 'a c',
      latency: 'd',
    });
  });

  it('leave alone what speaks up by itself', () => {
    expect(page({ pinned: ['banner'], raised: { since: 1, cards: ['banner'] } })).to.deep.equal(asWritten);
  });

  it('survive an order of sections that are not there', () => {
    expect(page({ order: { attic: ['a'], latency: ['e', 'a', 'd'] } })).to.deep.include({
      posture: 'a b c',
      latency: 'e d',
    });
  });
});
