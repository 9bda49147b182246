import { useStage } from './support/stage.ts';
import { attributes } from './contract/attributes.ts';
import { data } from './contract/data.ts';
import { life } from './contract/life.ts';
import { looks } from './contract/looks.ts';
import { scenarios } from './contract/scenarios.ts';
import type { Card } from '../../src/card/card.ts';
import type { Stage } from './support/stage.ts';

/** What the contract must know of a card to play all of it. */
export interface Contract {
  tag: string;
  /** Brings the card into a state in which it has something to show, where answers alone do not. */
  prepare?: (card: Card, stage: Stage) => Promise<void>;
  /** Its figures change with time alone, such as counts by age: later they are others, by right. */
  ageing?: true;
}

/** One part of the contract: tests of one card, each on a stage of its own. */
export type Part = (contract: Contract, at: () => Stage) => void;

/** The tests that every card passes, whatever it shows. */
export function cardContract(contract: Contract): void {
  describe(`<${contract.tag}> keeps the contract of all cards`, () => {
    const at = useStage(contract.tag);
    describe('in any page', () => attributes(contract, at));
    describe('with its data', () => data(contract, at));
    describe('in its life', () => life(contract, at));
    describe('to the eye and the hand', () => looks(contract, at));
    describe('whatever the backend does', () => scenarios(contract, at));
  });
}
