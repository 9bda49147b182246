import { isObject } from '../api/kinds.ts';
import { siteRunbooks } from './site-runbooks.ts';

/** Pages that have cards of their own, by a pattern of their address. */
export interface Runbook {
  /** An address in which each `*` stands for anything: `https://wiki.example.com/ops/rollback*`. */
  pattern: string;
  /** Tags of its cards; none for a runbook of the site, which is known by its file. */
  cards: readonly string[];
}

const MOST = 100;
const LONGEST = 1000;
const TAG = /^mc-[a-z\d-]{1,60}$/;

const isPattern = (text: string): boolean => /^https?:\/\/[^\s]+$/.test(text) && text.length <= LONGEST;

/** The runbooks in anything; what does not fit is left out. */
export function runbooksFrom(raw: unknown): Runbook[] {
  return (Array.isArray(raw) ? raw.slice(0, MOST) : []).flatMap((each: unknown) => {
    if (!isObject(each) || typeof each['pattern'] !== 'string' || !isPattern(each['pattern'])) return [];
    const cards = Array.isArray(each['cards']) ? each['cards'] : [];
    return [
      {
        pattern: each['pattern'],
        cards: [...new Set(cards.filter((tag): tag is string => typeof tag === 'string' && TAG.test(tag)))],
      },
    ];
  });
}

/** Runbooks as they are typed: a line each, the pattern first and then its cards. */
export const runbooksToText = (runbooks: readonly Runbook[]): string =>
  runbooks.map(({ pattern, cards }) => [pattern, ...cards].join(' ')).join('\n');

/** The runbooks of a text, and the first line that is none, in words. */
export function runbooksFromText(text: string): { runbooks: Runbook[]; problem?: string } {
  const lines = text.split('\n').flatMap((line) => line.trim() || []);
  const runbooks = lines.map((line) => {
    const [pattern = '', ...cards] = line.split(/[\s,]+/);
    return { pattern, cards };
  });
  const strange = lines.find((_, index) => {
    const { pattern = '', cards = [] } = runbooks[index] ?? {};
    return !isPattern(pattern) || !cards.every((tag) => TAG.test(tag));
  });
  return strange === undefined
    ? { runbooks: runbooksFrom(runbooks) }
    : {
        runbooks: [],
        problem: `“${strange.slice(0, 100)}” is no runbook. Write an address, then tags: https://wiki.example.com/rollback* mc-rollback-plan.`,
      };
}

/** Whether a pattern fits an address; what is not a star stands for itself. */
function fits(pattern: string, address: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return address === pattern;
  if (!address.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = address.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return address.length - last.length >= at && address.endsWith(last);
}

/**
 * The cards that a page has as a runbook; none where it is not one.
 * @param known the runbooks that come with the site
 */
export function cardsOfRunbook(
  runbooks: readonly Runbook[],
  address: string,
  known = siteRunbooks,
): readonly string[] {
  const page = address.replace(/#.*/s, '');
  for (const { pattern, cards } of runbooks) {
    if (!fits(pattern, page)) continue;
    if (cards.length > 0) return cards;
    const [, file = ''] = /([^/]+?)(?:\.html)?(?:\?.*)?$/.exec(page) ?? [];
    if (Object.hasOwn(known, file)) return known[file] ?? [];
  }
  return [];
}
