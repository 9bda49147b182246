import { expect } from '@open-wc/testing';
import { until } from '../components/support/quiet.ts';
import { useStage } from '../components/support/stage.ts';
import type { Card } from '../../src/card/card.ts';

const tag = 'mc-agent-fleet';

describe('A card that nobody sees', () => {
  const at = useStage(tag);

  afterEach(() => scrollTo(0, 0));

  /** How old the card says that its answer is. */
  const told = (card: Card): string =>
    card.shadowRoot?.querySelector('[part=footer] time')?.textContent ?? 'no age';

  /** Shows the card below a tall margin, and lets the browser notice where it stands. */
  async function far(): Promise<Card> {
    const stage = at();
    const card = await stage.card(tag);
    card.style.setProperty('display', 'block');
    card.style.setProperty('margin-top', '5000px');
    // What the browser saw is told in the frame after the next.
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    return card;
  }

  it('writes no ages, and has the right one when it is scrolled to', async () => {
    const stage = at();
    const card = await far();
    const before = told(card);
    await stage.pass(9000);
    expect(told(card)).to.equal(before);
    card.scrollIntoView();
    await until(() => told(card) !== before, 'an age of now');
    const seconds = (text: string) => Number(/^(\d+) s ago$/.exec(text)?.[1]);
    expect(seconds(told(card))).to.be.at.least(9);
  });

  it('still says in time that its data is too old', async () => {
    const stage = at();
    const card = await far();
    stage.mute = true;
    await stage.pass(400_000, 5000);
    expect(card.getAttribute('tone')).to.equal('unknown');
  });

  it('has the right ages on paper', async () => {
    const stage = at();
    const card = await far();
    const before = told(card);
    await stage.pass(9000);
    dispatchEvent(new Event('beforeprint'));
    expect(told(card)).not.to.equal(before);
  });
});
