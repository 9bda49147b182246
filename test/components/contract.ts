import { answers } from './contract/answers.ts';
import { attributes } from './contract/base/attributes.ts';
import { data } from './contract/base/data.ts';
import { life } from './contract/base/life.ts';
import { looks } from './contract/base/looks.ts';
import { comings } from './contract/comings.ts';
import { scenarios } from './contract/scenarios.ts';
import { standing } from './contract/standing.ts';
import { useStage } from './support/stage.ts';
import type { Contract } from './contract/part.ts';

/** The tests that every card passes: of all that a card can get wrong itself. */
export function cardContract(contract: Contract): void {
  describe(`<${contract.tag}> keeps the contract of all cards`, () => {
    describe('as it stands', () => standing(contract));
    describe('with its data', () => answers(contract));
    describe('in its life', () => comings(contract));
    describe('whatever the backend does', () => scenarios(contract));
  });
}

/** The tests of what the base does for every card, which a few cards of different kinds stand for. */
export function baseContract(tag: string): void {
  describe(`<${tag}> has from the base`, () => {
    const at = useStage(tag);
    for (const part of [attributes, data, life, looks]) part(tag, at);
  });
}
