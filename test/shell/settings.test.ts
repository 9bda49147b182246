import { expect } from '@open-wc/testing';
import { DEFAULTS, SETTINGS, readSettings, settings } from '../../src/shell/settings.ts';

const store = (): unknown => JSON.parse(localStorage.getItem(SETTINGS) ?? 'null');

/** Puts another function in the place of one of localStorage for as long as a test runs. */
function bend(name: 'getItem' | 'setItem', instead: () => never, act: () => void): void {
  const was = Object.getOwnPropertyDescriptor(Storage.prototype, name);
  Object.defineProperty(Storage.prototype, name, { configurable: true, writable: true, value: instead });
  try {
    act();
  } finally {
    if (was) Object.defineProperty(Storage.prototype, name, was);
  }
}

const refuse = (name: string) => (): never => {
  throw new DOMException('no', name);
};

describe('settings of the shell', () => {
  beforeEach(() => localStorage.removeItem(SETTINGS));
  after(() => localStorage.removeItem(SETTINGS));

  for (const [what, text] of [
    ['nothing', null],
    ['an empty text', ''],
    ['half a JSON text', '{"theme":"dark"'],
    ['null', 'null'],
    ['a list', '[1,2]'],
    ['a number', '7'],
    ['an object of other things', '{"a":1}'],
  ] as const)
    it(`have their defaults where ${what} was kept`, () => {
      expect(readSettings(text)).to.deep.equal(DEFAULTS);
    });

  it('take what fits, and for the rest the defaults', () => {
    const read = readSettings(
      JSON.stringify({
        version: 1,
        theme: 'dark',
        compact: 'yes',
        notify: 'always',
        interval: 7,
        order: { posture: ['mc-b', 7, null, 'mc-a', 'mc-b'], latency: 'mc-c' },
        pinned: { length: 2 },
        hidden: ['mc-x', 'x'.repeat(10_000)],
        raised: { since: 'today', cards: [] },
      }),
    );
    expect(read).to.deep.equal({
      theme: 'dark',
      compact: false,
      notify: false,
      interval: undefined,
      order: { posture: ['mc-b', 'mc-a'], latency: [] },
      pinned: [],
      hidden: ['mc-x'],
      sections: {},
    });
  });

  it('do not reach the language itself', () => {
    const read = readSettings('{"order":{"__proto__":["mc-a"],"constructor":["mc-b"]},"theme":"toString"}');
    expect(read.theme).to.equal('auto');
    expect(Object.getPrototypeOf(read.order)).to.equal(Object.prototype);
  });

  it('are kept with their version, and what another tab has kept meanwhile stands', () => {
    settings.change(() => ({ theme: 'dark' }));
    expect(store()).to.deep.include({ version: 1, theme: 'dark' });
    // Another tab hides a card.
    localStorage.setItem(SETTINGS, JSON.stringify({ version: 1, theme: 'dark', hidden: ['mc-a'] }));
    settings.change(() => ({ compact: true }));
    expect(store()).to.deep.include({ theme: 'dark', compact: true, hidden: ['mc-a'] });
  });

  it('hold for this page, and say so, where storage is refused, full or of a newer version', () => {
    bend('getItem', refuse('SecurityError'), () => {
      settings.change(() => ({ theme: 'light' }));
      settings.change(() => ({ compact: true }));
      expect(settings.now).to.deep.include({ theme: 'light', compact: true });
      expect(settings.notStored).to.match(/for this page only/);
    });
    bend('setItem', refuse('QuotaExceededError'), () => {
      settings.change(() => ({ theme: 'dark' }));
      settings.change(() => ({ compact: false }));
      expect(settings.now).to.deep.include({ theme: 'dark', compact: false });
      expect(settings.notStored).to.match(/full/);
    });
    const newer = JSON.stringify({ version: 2, theme: 'auto', shelves: [] });
    localStorage.setItem(SETTINGS, newer);
    settings.change(() => ({ theme: 'light' }));
    expect(localStorage.getItem(SETTINGS)).to.equal(newer);
    expect(settings.now.theme).to.equal('light');
    expect(settings.notStored).to.match(/newer version/);
    localStorage.removeItem(SETTINGS);
    settings.change(() => ({ theme: 'light' }));
    expect(settings.notStored).to.equal('');
  });
});
