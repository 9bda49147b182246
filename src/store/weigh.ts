/** Deepest nesting that an imported value may have: what is kept nests no deeper than masking leaves it. */
const DEEPEST = 24;

/**
 * What speaks against taking up a value that came from outside; `undefined` where nothing does. It walks without
 * recursion, and no further than it must.
 * @param most the most characters that its texts, names and figures may come to
 */
export function objection(value: unknown, most: number): string | undefined {
  const left: [value: unknown, depth: number][] = [[value, 0]];
  let size = 0;
  for (let next = left.pop(); next; next = left.pop()) {
    const [each, depth] = next;
    size += typeof each === 'string' ? each.length : 4;
    if (size > most) return 'too large';
    if (typeof each === 'number' && !Number.isFinite(each)) return 'holds a number that is none';
    if (typeof each !== 'object' || each === null) continue;
    if (depth === DEEPEST) return 'nested too deep';
    for (const [name, inner] of Object.entries(each)) {
      if (name === '__proto__') return 'holds a name that is not allowed';
      size += Array.isArray(each) ? 0 : name.length;
      left.push([inner, depth + 1]);
    }
  }
  return undefined;
}

/** A value as text in which the order of members says nothing: equal for two that tell the same. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? '';
