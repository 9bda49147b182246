import type { Card } from '../../src/card/card.ts';

/**
 * Finds a card on the page, in open shadow roots too; `undefined` where it has gone.
 * @param own what its events are kept under: its `state-key`, else its tag
 */
export function findCard(root: ParentNode, tag: string, stateKey: string): HTMLElement | undefined {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    // A card of an older build has the attribute alone.
    const { stateKey: own = element.getAttribute('state-key') } = element as Partial<Card>;
    if (element.localName === tag && (own || tag) === stateKey) return element;
    const inner = element.shadowRoot && findCard(element.shadowRoot, tag, stateKey);
    if (inner) return inner;
  }
  return undefined;
}

/** Brings a card into view and gives it the focus, which it can take for this time only. */
export function jumpTo(card: HTMLElement): void {
  card.scrollIntoView({ block: 'start' });
  if (!card.hasAttribute('tabindex')) {
    card.tabIndex = -1;
    card.addEventListener('blur', () => card.removeAttribute('tabindex'), { once: true });
  }
  card.focus({ preventScroll: true });
}
