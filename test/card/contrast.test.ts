import { expect } from '@open-wc/testing';
import { styles } from '../../src/card/styles.ts';

const TEXTS = ['text', 'muted', 'accent', 'ok', 'warn', 'bad'];
const GROUNDS = ['surface', 'raised'];
/** By WCAG 2.2, for text of any size. */
const LEAST = 4.5;

/** What a token is in a theme, as red, green and blue from 0 to 1. */
function channels(root: ShadowRoot, token: string): number[] {
  const probe = root.appendChild(document.createElement('b'));
  probe.style.color = `var(--${token})`;
  return (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map((each) => Number(each) / 255);
}

const luminance = (colour: readonly number[]): number => {
  const [red = 0, green = 0, blue = 0] = colour.map((each) =>
    each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** By WCAG, from 1 to 21. */
function contrast(one: readonly number[], other: readonly number[]): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('the colours of cards', () => {
  for (const theme of ['light', 'dark'])
    it(`can be read on every ground in the ${theme} theme`, () => {
      const host = document.body.appendChild(document.createElement('div'));
      host.setAttribute('theme', theme);
      const root = host.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = styles.styleSheet ? [styles.styleSheet] : [];
      const pairs = [...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground])), ['surface', 'bad']];
      for (const [text = '', ground = ''] of pairs) {
        const [ink, paper] = [channels(root, text), channels(root, ground)];
        expect(ink, text).to.have.length(3).and.to.not.deep.equal(paper);
        expect(contrast(ink, paper), `${text} on ${ground}`).to.be.at.least(LEAST);
      }
      host.remove();
    });
});
