declare const __VERSION__: string;

/** The version of this build, from package.json. */
export const VERSION = __VERSION__;

/** A class that can be defined under a tag and says what version it is of. */
type Versioned = CustomElementConstructor & { version?: string };

const ours = new Map<string, Versioned>();
const warned = new Set<string>();

/**
 * Defines a tag, and never throws: where it is taken by the same version nothing happens, where it is taken by
 * another the first stays and one warning names both.
 */
export function define(tag: string, element: Versioned): void {
  if (ours.size === 0) watchRegistry();
  element.version = VERSION;
  ours.set(tag, element);
  const taken: Versioned | undefined = customElements.get(tag);
  if (!taken) return customElements.define(tag, element);
  const other = taken.version ?? 'of another make';
  if (other === VERSION || warned.has(other)) return;
  warned.add(other);
  console.warn(`Mission Control ${VERSION} leaves <${tag}> to ${other}, which came first.`);
}

/** Some hosts (Home Assistant) put another registry in place while they start: our tags must be in that one too. */
function heal(): void {
  for (const [tag, element] of ours)
    // A class goes into one registry once; in another a subclass takes its place.
    if (!customElements.get(tag)) customElements.define(tag, class extends element {});
}

/** The registry is looked after from the first tag on: importing this alone does nothing. */
function watchRegistry(): void {
  addEventListener('load', heal);
  for (const wait of [0, 3000]) setTimeout(heal, wait);
}
