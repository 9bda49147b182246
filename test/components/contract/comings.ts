import { expect } from '@open-wc/testing';
import { living } from '../support/living.ts';
import { useStage } from '../support/stage.ts';
import type { Card } from '../../../src/card/card.ts';
import type { Part } from './part.ts';

/** Comings and goings: every third waits, and every third is changed meanwhile. */
const TURNS = 9;

/** A card that has left is gone. */
export const comings: Part = ({ tag }) => {
  const at = useStage(tag);

  it('leaves nothing alive after many comings and goings, in whatever order', async () => {
    const stage = at();
    const counts = living();
    const came = async (wait: boolean, last?: (card: Card) => void): Promise<void> => {
      const card = document.createElement(tag) as Card;
      card.setAttribute('api-base', stage.base);
      stage.place.append(card);
      if (wait) await stage.pass(10);
      last?.(card);
      card.remove();
    };
    const gone = async (): Promise<Record<string, number>> => {
      await stage.pass(12_000, 4000);
      const { held = [], pending = [] } = await navigator.locks.query();
      const locks = [...held, ...pending].filter(({ name }) => name?.includes(stage.base));
      return { ...counts.now(), timers: stage.clock.countTimers(), locks: locks.length };
    };
    try {
      await came(true);
      const after = await gone();
      expect(after).to.include({ timers: 0, locks: 0 });
      for (let turn = 0; turn < TURNS; turn += 1) {
        await came(turn % 3 === 0);
        await came(turn % 3 === 1, (card) => card.setAttribute('refresh', '60'));
      }
      const before = stage.asked.length;
      expect(await gone()).to.deep.equal(after);
      await stage.pass(120_000, 10_000);
      expect(stage.asked, 'requests for nobody').to.have.length(before);
      expect(stage.messages).to.be.empty;
    } finally {
      counts.end();
    }
  });
};
