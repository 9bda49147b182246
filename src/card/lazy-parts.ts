import { adoptStyles } from 'lit';
import type { CSSResult, LitElement } from 'lit';

/** A module that draws a part of a card, with its styles. */
export interface LazyPart {
  styles: CSSResult;
}

/** The styles of a card and of its parts, and the parts that are loaded when they are first shown. */
export class LazyParts {
  readonly #parts = new Map<() => Promise<LazyPart>, LazyPart | undefined>();
  #failed = false;

  constructor(readonly host: LitElement) {}

  /** A sentence where a part could not be loaded the last time that it was needed. */
  get problems(): string[] {
    return this.#failed ? ['A part of this card could not be loaded.'] : [];
  }

  /** The part that a function loads; `undefined` until it is there, then the host renders. */
  get<T extends LazyPart>(load: () => Promise<T>): T | undefined {
    if (!this.#parts.has(load)) {
      this.#parts.set(load, undefined);
      load().then(
        (part) => {
          this.#parts.set(load, part);
          this.#failed = false;
          this.adopt();
          this.host.requestUpdate();
        },
        () => {
          // The next render tries again.
          this.#parts.delete(load);
          this.#failed = true;
        },
      );
    }
    // What is kept under a function is what it has loaded.
    return this.#parts.get(load) as T | undefined;
  }

  /** Puts the styles on, again where the card came into another document: a constructed sheet stays with its own. */
  adopt(): void {
    const { elementStyles } = this.host.constructor as typeof LitElement;
    const parts = [...this.#parts.values()].flatMap((part) => part?.styles ?? []);
    const { shadowRoot: root } = this.host;
    if (root && root.ownerDocument === document) adoptStyles(root, [...elementStyles, ...parts]);
    else if (root)
      void import('./foreign-styles.ts').then(({ adoptCopies }) =>
        adoptCopies(root, [...elementStyles, ...parts]),
      );
  }
}
