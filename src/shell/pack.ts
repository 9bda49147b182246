import { allPlaces } from './layout.ts';

/** The height of a row of a section's grid, in px, as `grid-auto-rows` of shell.css has it. */
const ROW = 4;

/** The gap between cards, in px. */
const gap = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--gap')) || 0;

/**
 * Lets each card take the rows of its section's grid that its own height needs, so that short cards lie under each
 * other beside a tall one and no hole is left.
 */
export function startPacking(): void {
  const allot = (element: HTMLElement, height: number): void => {
    // What is not laid out keeps the rows that it had.
    if (height === 0) return;
    const rows = `span ${Math.ceil((height + (element.hasAttribute('data-row') ? 0 : gap())) / ROW)}`;
    if (element.style.gridRowEnd !== rows) element.style.gridRowEnd = rows;
  };
  const heightOf = (element: HTMLElement): number => element.getBoundingClientRect().height;
  const observer = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target instanceof HTMLElement) allot(target, heightOf(target));
  });
  const elements = allPlaces().map(({ element }) => element);
  // Before the first frame, so that nothing is seen before it stands where it will stay: all are read, then all are set.
  const heights = elements.map(heightOf);
  elements.forEach((element, n) => {
    allot(element, heights[n] ?? 0);
    observer.observe(element);
  });
}
