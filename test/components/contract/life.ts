import { expect } from '@open-wc/testing';
import { quiet } from '../support/quiet.ts';
import { living } from '../support/living.ts';
import { one, routesOf, words } from '../support/read.ts';
import type { Card } from '../../../src/card/card.ts';
import type { ErrorDetail } from '../../../src/card/events.ts';
import type { Part } from '../contract.ts';

/** A method that a card's class has, seen without its types: a test may break even what is protected. */
type Breakable = Record<'view' | 'renderBody', (...given: unknown[]) => unknown>;

/** A card that throws says so, and one that has left is gone. */
export const life: Part = ({ tag }, at) => {
  for (const method of ['view', 'renderBody'] as const)
    it(`says so when its ${method} throws, leaves its neighbour alone, and heals`, async () => {
      const stage = at();
      const neighbour = await stage.card(tag, 'state-key="neighbour"');
      const card = document.createElement(tag) as Card;
      const broken = card as unknown as Breakable;
      broken[method] = () => {
        throw new Error('planted');
      };
      const errors: ErrorDetail[] = [];
      stage.place.addEventListener('mc-error', ({ detail }) => void errors.push(detail));
      card.setAttribute('api-base', stage.base);
      stage.place.append(card);
      await stage.pass(1000);
      expect(words(card, '[part=body]'))
        .to.match(/could not show/i)
        .and.to.include('Try again');
      expect(errors[0]).to.deep.equal({ card: tag, message: 'planted' });
      expect(words(neighbour, '[part=body]')).to.not.match(/could not show/i);
      one(card, '[part=body] button').click();
      await quiet();
      expect(words(card, '[part=body]'), 'still broken').to.match(/could not show/i);
      Reflect.deleteProperty(card, method);
      if (routesOf(card).length > 0) await card.reload();
      else one(card, '[part=body] button').click();
      await stage.pass(2000);
      expect(words(card, '[part=body]'), 'healed').to.not.match(/could not show/i);
      expect(stage.said).to.be.empty;
    });

  it('leaves nothing alive after 50 comings and goings, in whatever order', async () => {
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
      for (let turn = 0; turn < 50; turn += 1) {
        await came(turn % 3 === 0);
        await came(turn % 3 === 1, (card) => card.setAttribute('refresh', '60'));
      }
      const before = stage.asked.length;
      expect(await gone()).to.deep.equal(after);
      await stage.pass(120_000, 10_000);
      expect(stage.asked, 'requests for nobody').to.have.length(before);
      expect(stage.said).to.be.empty;
    } finally {
      counts.end();
    }
  });
};
