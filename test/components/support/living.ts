/** Counts what a card leaves on the page: listeners on window and document, and observers that watch something. */
export function living(): { now: () => Record<string, number>; end: () => void } {
  const listeners = new Set<string>();
  const ids = new WeakMap<object, number>();
  let next = 0;
  const id = (object: object): number => {
    const known = ids.get(object) ?? (next += 1);
    ids.set(object, known);
    return known;
  };
  const key = (type: string, listener: unknown): string =>
    `${type} ${typeof listener === 'object' || typeof listener === 'function' ? id(listener ?? {}) : 0}`;
  const targets = [window, document];
  for (const target of targets) {
    const add = target.addEventListener.bind(target);
    const remove = target.removeEventListener.bind(target);
    Object.assign(target, {
      addEventListener: (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
        listeners.add(key(type, listener));
        add(type, listener, options);
      },
      removeEventListener: (type: string, listener: EventListener, options?: EventListenerOptions) => {
        listeners.delete(key(type, listener));
        remove(type, listener, options);
      },
    });
  }

  const watching = new Set<object>();
  const kinds = [IntersectionObserver, ResizeObserver, MutationObserver];
  const originals = kinds.map(({ prototype }) => ({
    prototype,
    observe: prototype.observe,
    disconnect: prototype.disconnect,
  }));
  for (const { prototype, observe, disconnect } of originals)
    Object.assign(prototype, {
      observe(this: object, ...given: unknown[]) {
        watching.add(this);
        return Reflect.apply(observe, this, given) as unknown;
      },
      disconnect(this: object) {
        watching.delete(this);
        return Reflect.apply(disconnect, this, []);
      },
    });

  return {
    now: () => ({ listeners: listeners.size, observers: watching.size }),
    end: () => {
      for (const target of targets)
        for (const name of ['addEventListener', 'removeEventListener']) Reflect.deleteProperty(target, name);
      for (const { prototype, observe, disconnect } of originals)
        Object.assign(prototype, { observe, disconnect });
    },
  };
}
