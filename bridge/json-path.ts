const STEP = /\.([A-Za-z_][\w-]*)|\[(\d{1,6})\]|\['((?:[^'\\]|\\.)*)'\]/y;

/** The steps of a path such as `$.fleet.up`, `$.list[0]` or `$['a name']`; `undefined` where it is none. */
export function parsePath(path: string): (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const found = STEP.exec(path);
    if (!found) return undefined;
    const [, name, index, quoted] = found;
    steps.push(index !== undefined ? Number(index) : (name ?? String(quoted).replace(/\\(.)/g, '$1')));
  }
  return steps;
}

/** What stands at the end of the steps; `undefined` where they lead nowhere. */
export function follow(value: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step)
        ? Reflect.get(inner, step)
        : undefined,
    value,
  );
}
