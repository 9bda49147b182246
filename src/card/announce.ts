/** Where every build on a page finds the announcer of a document; the 1 is the version of what it shares. */
const PLACE = Symbol.for('mission-control/announcer/1');

/** So long the region is empty before it is filled, in ms: the same sentence twice is a change each time. */
const EMPTY_MS = 100;

/** So long a sentence stands before the next one takes its place, in ms. */
const STAYS_MS = 400;

/** The size of what is there for screen readers alone; set by script, since a strict policy refuses `style=`. */
const UNSEEN = {
  'position': 'absolute',
  'width': '1px',
  'height': '1px',
  'overflow': 'hidden',
  'clip-path': 'inset(50%)',
  'white-space': 'nowrap',
};

/** What builds of different age share: the first on a page makes it, the others call it. */
interface Announcer {
  /** Has a sentence read aloud, after those that wait. */
  say: (sentence: string) => void;
}

/** The one live region of a document. It is there, and empty, before there is anything to say. */
class LiveRegion implements Announcer {
  readonly #element: HTMLElement;
  readonly #waiting: string[] = [];
  #busy = false;

  constructor(readonly document: Document) {
    this.#element = document.createElement('div');
    this.#element.role = 'status';
    this.#element.ariaLive = 'polite';
    this.#element.ariaAtomic = 'true';
    for (const [name, value] of Object.entries(UNSEEN)) this.#element.style.setProperty(name, value);
    this.#place();
  }

  readonly say = (sentence: string): void => {
    this.#waiting.push(sentence);
    if (!this.#busy) this.#next();
  };

  #next(): void {
    const sentence = this.#waiting.shift();
    this.#busy = sentence !== undefined;
    if (sentence === undefined) return;
    this.#element.textContent = '';
    this.#place();
    setTimeout(() => {
      this.#element.textContent = sentence;
      setTimeout(() => this.#next(), STAYS_MS);
    }, EMPTY_MS);
  }

  /** What stands outside of a modal dialog is inert, and so not heard while one is open. */
  #place(): void {
    const dialogs = [...this.document.querySelectorAll('dialog:modal')];
    const place = dialogs.at(-1) ?? this.document.body;
    if (this.#element.parentNode !== place) place.append(this.#element);
  }
}

type Page = Document & { [PLACE]?: Announcer };

/** The announcer of a document, made when first asked for: each card asks when it comes to the page. */
export const announcer = (page: Page): Announcer => (page[PLACE] ??= new LiveRegion(page));

/**
 * Has one sentence read aloud, politely: what was copied, added, removed, brought back or refused.
 * @param from the card, or anything in its document
 */
export const announce = (from: Node, sentence: string): void => {
  if (from.ownerDocument) announcer(from.ownerDocument).say(sentence);
};
