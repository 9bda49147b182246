import type { Card } from '../../../src/card/card.ts';

/** Everything in a card's shadow root. */
export const all = <E extends Element = HTMLElement>(card: Card, selector: string): E[] => [
  ...card.renderRoot.querySelectorAll<E>(selector),
];

/** The first of something in a card's shadow root; throws where there is none. */
export function one<E extends Element = HTMLElement>(card: Card, selector: string): E {
  const [found] = all<E>(card, selector);
  if (!found) throw new Error(`<${card.localName}> shows no ${selector}: ${visibleText(card)}`);
  return found;
}

const TOLD = ['aria-label', 'title', 'placeholder', 'alt', 'href'];

/** All that a card tells, seen or read aloud, with single spaces. @param within only what is below it */
export function visibleText(card: Card, within = '[part=card]'): string {
  const reported: string[] = [];
  for (const root of all(card, within)) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) reported.push(walk.currentNode.textContent ?? '');
    for (const element of [root, ...root.querySelectorAll('*')])
      for (const name of TOLD) reported.push(element.getAttribute(name) ?? '');
  }
  return reported.join(' ').replace(/\s+/g, ' ').trim();
}

/** What the hostile Beak sends as words: a field's text may be shown as it is, these words included. */
const SENT = /NaN undefined null Infinity \[object Object\] Invalid Date/g;

/** The words in a card that only a fault could have put there. */
export const faults = (card: Card): string[] =>
  visibleText(card)
    .replace(SENT, '')
    .match(/\bundefined\b|\bNaN\b|Invalid Date|\[object \w+\]|\bInfinity\b|∞/g) ?? [];

/** Elements that no card makes, and handlers that no template writes: markup that came from a field. */
export const injected = (card: Card): string[] => [
  ...all(card, 'img, script, iframe, object, embed, link, style, base, meta').map(
    ({ localName }) => localName,
  ),
  ...all(card, '*').flatMap((element) =>
    element
      .getAttributeNames()
      .filter((name) => name.startsWith('on') || /^\s*javascript:/i.test(element.getAttribute(name) ?? '')),
  ),
];

/** The fields that a card declares: the path of each, its route first, and whether the card needs it. */
export const readsOf = (card: Card): { path: string[]; needed: boolean }[] =>
  Object.values(card.spec.reads ?? {}).map(({ field, needed }) => ({ path: field.split('.'), needed }));

/** The routes that a card declares, sorted. */
export const routesOf = (card: Card): string[] =>
  [...new Set([...readsOf(card).map(({ path: [route = ''] }) => route), ...(card.spec.probes ?? [])])].sort();

/** What Tab stops at in a card, in order. */
export const stops = (card: Card): HTMLElement[] =>
  all(card, 'button, input, select, textarea, summary, a[href], [tabindex="0"]').filter(
    (element) => element.checkVisibility() && !element.matches(':disabled'),
  );
