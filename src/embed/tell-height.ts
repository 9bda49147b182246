import { HEIGHT, asksHeight } from './messages.ts';

/**
 * Tells the page around this one how high it is, at each change and when asked. It is told to one origin, and heard from
 * the same; what any other window says is nothing.
 */
export function tellHeight(origin: string): void {
  const { body } = document;
  const tell = (): void => {
    // A line may stick out of its box by a part of a pixel.
    const height = Math.max(body.getBoundingClientRect().height, body.scrollHeight);
    parent.postMessage({ type: HEIGHT, height }, origin);
  };
  new ResizeObserver(tell).observe(body);
  addEventListener('message', ({ source, origin: from, data }) => {
    if (source === parent && from === origin && asksHeight(data)) tell();
  });
}
