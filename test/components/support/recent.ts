import { expect } from '@open-wc/testing';
import { all, visibleText } from './read.ts';
import { START, useStage } from './stage.ts';
import type { Answer } from './stage.ts';

/**
 * What every list of the last five entries of the audit holds to.
 * @param put where the entries stand in the answer
 */
export function recentEntries(tag: string, put: (answer: Answer, entries: object[]) => Answer): void {
  describe(`<${tag}>`, () => {
    const at = useStage(tag);

    const entries = [3, 1, 2, 5, 4, 6].map((minutes) => ({
      event_type: `duck.n${minutes}`,
      timestamp: new Date(START - minutes * 60_000).toISOString(),
      actor: 'teal-1',
      reason: 'met at the pond',
    }));

    it('lists the last five, newest first, with their exact time and its zone', async () => {
      at().bend = (answer) => put(answer, entries);
      const card = await at().card(tag);
      expect(all(card, 'li code').map(({ textContent }) => textContent)).to.deep.equal(
        [1, 2, 3, 4, 5].map((minutes) => `duck.n${minutes}`),
      );
      expect(visibleText(card, 'li:first-child')).to.match(
        /teal-1 2026-03-21 05:39:00 UTC · 1 min ago · met at the pond/,
      );
    });

    it('says so when there is none, and shows an entry without a type or a time for what it is', async () => {
      const stage = at();
      let entries: object[] = [];
      stage.bend = (answer) => put(answer, entries);
      const card = await stage.card(tag);
      expect(card).to.have.attribute('phase', 'empty');
      entries = [{ actor: 'teal-1' }];
      await card.reload();
      await stage.pass(1000);
      expect(visibleText(card, 'li')).to.include('without a type').and.to.include('without a time');
    });
  });
}
