/** Names that any element may have, and what a card writes itself. */
const USUAL =
  /^(class|id|style|slot|part|title|lang|dir|hidden|inert|tabindex|role|tone|phase|((aria|data)-|on).*)$/;

/**
 * Attributes of a card and of its provider that neither heeds. Most pages have none, so what says which of them is a near
 * miss is loaded only where there is one.
 */
export class StrangeNames {
  /** A sentence for each that is nearly an attribute. */
  problems: string[] = [];
  #seen = '';

  /** Looks again, for attributes that nobody heeds change without a word. @param changed called when there is news */
  look(elements: readonly Element[], known: readonly string[], changed: () => void): void {
    const names = elements.flatMap((element) => element.getAttributeNames());
    const seen = names.filter((name) => !known.includes(name) && !USUAL.test(name)).join();
    if (seen === this.#seen) return;
    this.#seen = seen;
    void import('./near-miss.ts').then(({ nearMisses }) => {
      this.problems = nearMisses(elements, known);
      changed();
    });
  }
}
