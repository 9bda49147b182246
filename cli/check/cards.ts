import { readFile } from 'node:fs/promises';
import type { FieldReport } from './judge-fields.ts';

/** What a card reads, as the build writes it into dist/contract/cards.json. */
export interface CardFields {
  tag: string;
  title: string;
  needs: string[];
  /** Fields that it can do without. */
  may: string[];
}

/** How a card fares with a backend. */
export interface CardReport {
  tag: string;
  /** `partly`: it works, and names what is missing. */
  state: 'lit' | 'partly' | 'dark';
  missing: string[];
}

/**
 * The cards and their fields. In the package they lie beside the cards; in a checkout that was not built they are read from
 * the sources.
 */
export const cardFields = (): Promise<CardFields[]> => (known ??= readCardFields());
let known: Promise<CardFields[]> | undefined;

async function readCardFields(): Promise<CardFields[]> {
  // One folder up in a checkout, two in the package, where this is in lib/cli/check.
  for (const up of ['../..', '../../..'])
    try {
      const text = await readFile(new URL(`${up}/dist/contract/cards.json`, import.meta.url), 'utf8');
      return JSON.parse(text) as CardFields[]; // Our own build wrote it.
    } catch {
      // Not there: perhaps at the other place.
    }
  const scripts: string = new URL('../../scripts/build/', import.meta.url).href;
  // Plain scripts of the checkout, which have no types of their own here.
  const { readSpecs } = (await import(`${scripts}specs.mjs`)) as {
    readSpecs: () => Promise<Map<string, unknown>>;
  };
  const { cardsOf } = (await import(`${scripts}contract.mjs`)) as {
    cardsOf: (specs: Map<string, unknown>) => CardFields[];
  };
  return cardsOf(await readSpecs());
}

/** How each card fares with the fields that a backend provides. */
export function judgeCards(cards: readonly CardFields[], reports: readonly FieldReport[]): CardReport[] {
  const right = (field: string): boolean => {
    const own = reports.filter((each) => each.field === field || each.field.startsWith(`${field}.`));
    return own.some(({ state }) => state === 'right');
  };
  return cards.map(({ tag, needs, may }) => {
    const missing = [...needs, ...may].filter((field) => !right(field));
    // As the cards have it: without a single field there is no data, unless none is needed.
    const blank = needs.length > 0 && missing.length === needs.length + may.length;
    return { tag, state: blank ? 'dark' : missing.length > 0 ? 'partly' : 'lit', missing };
  });
}
