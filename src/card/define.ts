declare const __VERSION__: string;

/** The version of this build, from package.json. */
export const VERSION = __VERSION__;

/** A class that can be defined under a tag and says what version it is of. */
type Versioned = CustomElementConstructor & { version?: string };

const ours = new Map<string, Versioned>();
const warned = new Set<string>();
let registry = customElements;

/**
 * Defines a tag, and never throws: where it is taken by the same version nothing happens, where it is taken by
 * another the first stays and one warning names both.
 */
export function define(tag: string, element: Versioned): void {
  element.version = VERSION;
  ours.set(tag, element);
  const taken: Versioned | undefined = customElements.get(tag);
  if (!taken) {
    // A class goes into one native registry once; under a swapped registry a subclass takes its place.
    if (registry === customElements) customElements.define(tag, element);
    else customElements.define(tag, class extends element {});
    return;
  }
  const other = taken.version ?? 'of another make';
  if (other === VERSION || warned.has(other)) return;
  warned.add(other);
  console.warn(`Mission Control ${VERSION} leaves <${tag}> to ${other}, which came first.`);
}

/** Some hosts (Home Assistant) put another registry in place while they start: our tags must be in that one too. */
function heal(): void {
  if (registry === customElements) return;
  for (const [tag, element] of ours) define(tag, element);
  registry = customElements;
}

addEventListener('load', heal);
for (const wait of [0, 3000]) setTimeout(heal, wait);
