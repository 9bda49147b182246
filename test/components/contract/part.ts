import type { Card } from '../../../src/card/card.ts';
import type { Stage } from '../support/stage.ts';

/** What the contract must know of a card to play all of it. */
export interface Contract {
  tag: string;
  /** Brings the card into a state in which it has something to show, where answers alone do not. */
  prepare?: (card: Card, stage: Stage) => Promise<void>;
  /** Its figures change with time alone, such as counts by age: later they are others, by right. */
  ageing?: true;
}

/** One part of what every card is held to. */
export type Part = (contract: Contract) => void;

/** One part of what the base does for every card: tests of one card, each on a stage of its own. */
export type BasePart = (tag: string, at: () => Stage) => void;
