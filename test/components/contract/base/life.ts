import { expect } from '@open-wc/testing';
import { quiet } from '../../support/quiet.ts';
import { one, routesOf, visibleText } from '../../support/read.ts';
import type { Card } from '../../../../src/card/card.ts';
import type { ErrorDetail } from '../../../../src/card/events.ts';
import type { BasePart } from '../part.ts';

/** A method that a card's class has, seen without its types: a test may break even what is protected. */
type Breakable = Record<'view' | 'renderBody', (...given: unknown[]) => unknown>;

/** A card that throws says so. */
export const life: BasePart = (tag, at) => {
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
      expect(visibleText(card, '[part=body]'))
        .to.match(/could not show/i)
        .and.to.include('Try again');
      expect(errors[0]).to.deep.equal({ card: tag, message: 'planted' });
      expect(visibleText(neighbour, '[part=body]')).to.not.match(/could not show/i);
      one(card, '[part=body] button').click();
      await quiet();
      expect(visibleText(card, '[part=body]'), 'still broken').to.match(/could not show/i);
      Reflect.deleteProperty(card, method);
      if (routesOf(card).length > 0) await card.reload();
      else one(card, '[part=body] button').click();
      await stage.pass(2000);
      expect(visibleText(card, '[part=body]'), 'healed').to.not.match(/could not show/i);
      expect(stage.messages).to.be.empty;
    });
};
