/**
 * Loads the cards of a page as their tags appear in it, however they come: in the page's text, by a framework,
 * by hand. One script for a page whose author does not know yet which cards it will hold.
 *
 * A tag with `data-load-on="visible"` waits until it is near the viewport. A card that cannot be loaded, tried
 * twice, gets the attribute `data-mc-failed` and sends `mc-error`; it is tried again when its tag appears again.
 */
import { cards } from './cards.ts';

/** How far outside the viewport a tag counts as near, in px. */
const NEAR = 300;

const roots = new Set<Document | ShadowRoot>();
const loading = new Map<string, Promise<boolean>>();
const warned = new Set<string>();

const nearby =
  typeof IntersectionObserver === 'function'
    ? new IntersectionObserver(
        (entries, self) => {
          for (const { isIntersecting, target } of entries) {
            if (!isIntersecting) continue;
            self.unobserve(target);
            void load(target.localName);
          }
        },
        { rootMargin: `${NEAR}px` },
      )
    : undefined;

const changes = new MutationObserver((records) => {
  for (const { addedNodes } of records)
    for (const node of addedNodes) if (node instanceof Element) [node, ...undefinedIn(node)].forEach(meet);
});

/**
 * Loads the cards that are in a root or will come into it. The document is observed already; a host whose cards
 * stand in a shadow root hands that over. A root that was handed over twice is observed once.
 */
export function observe(root: Document | ShadowRoot): void {
  if (roots.has(root)) return;
  roots.add(root);
  changes.observe(root, { childList: true, subtree: true });
  undefinedIn(root).forEach(meet);
}

/**
 * Defines a card, as if its tag had appeared.
 * @returns whether the tag is defined now; `false` for a tag that is no card or whose file could not be loaded
 */
export function load(tag: string): Promise<boolean> {
  const fetch = Object.hasOwn(cards, tag) ? cards[tag] : undefined;
  if (!fetch || customElements.get(tag)) return Promise.resolve(fetch !== undefined);
  const begun = loading.get(tag);
  if (begun) return begun;
  const done = fetch()
    .catch(() => again(tag))
    .then(
      () => true,
      (error: unknown) => fail(tag, error),
    )
    .finally(() => loading.delete(tag));
  loading.set(tag, done);
  return done;
}

/** The second try, under an address that a browser which remembers the failure has not seen. */
const again = (tag: string): Promise<unknown> =>
  import(new URL(`./${tag}.js?again=${Date.now().toString(36)}`, import.meta.url).href);

const undefinedIn = (node: ParentNode): Element[] => [...node.querySelectorAll(':not(:defined)')];

function meet(element: Element): void {
  const tag = element.localName;
  if (!Object.hasOwn(cards, tag) || customElements.get(tag)) return;
  if (nearby && element.getAttribute('data-load-on') === 'visible') nearby.observe(element);
  else void load(tag);
}

/** Says on every element of the tag, and once on the console, that it stays empty. */
function fail(tag: string, error: unknown): false {
  const message = `<${tag}> could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
  for (const root of roots)
    for (const element of root.querySelectorAll(tag)) {
      element.setAttribute('data-mc-failed', '');
      const detail = { card: tag, message };
      element.dispatchEvent(new CustomEvent('mc-error', { detail, bubbles: true, composed: true }));
    }
  if (!warned.has(tag)) console.warn(message);
  warned.add(tag);
  return false;
}

observe(document);
