import 'axe-core/axe.min.js';
import type { AxeResults, ElementContext, Result, RunOptions } from 'axe-core';
import type { Card } from '../../../src/card/card.ts';

declare global {
  interface Window {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  }
}

const said = (kind: string, results: Result[]): string[] =>
  results.map(({ id, nodes }) => {
    const [node] = nodes;
    const why = [...(node?.any ?? []), ...(node?.all ?? []), ...(node?.none ?? [])].map(
      ({ message }) => message,
    );
    return `${kind} ${id}: ${node?.html} ${why.join('; ')}`;
  });

const ticking = window.setTimeout;

/** Axe waits by timers of its own, which must run although the test's clock stands. */
async function withTimers<T>(act: () => Promise<T>): Promise<T> {
  const stopped = window.setTimeout;
  window.setTimeout = ticking;
  try {
    return await act();
  } finally {
    window.setTimeout = stopped;
  }
}

// Axe cannot measure the contrast of a text without letters or digits: a tone's shape, or the dash of an empty cell.
// The word beside the shape has the same colour and is measured.
const letterless = ({ html }: { html: string }): boolean =>
  !/[\p{L}\p{N}]/u.test(new DOMParser().parseFromString(html, 'text/html').body.textContent);

/** What axe finds wrong with a card, and what it cannot decide: both count. Empty where all is well. */
export async function axe(card: Card): Promise<string> {
  await document.fonts.ready;
  await card.updateComplete;
  const { violations, incomplete } = await withTimers(() =>
    window.axe.run(card, {
      resultTypes: ['violations', 'incomplete'],
      preload: false,
      // A rule on whole pages, which says nothing of one card.
      rules: { region: { enabled: false } },
    }),
  );
  const undecided = incomplete
    .map((result) => ({
      ...result,
      nodes: result.nodes.filter((node) => result.id !== 'color-contrast' || !letterless(node)),
    }))
    .filter(({ nodes }) => nodes.length > 0);
  return [...said('violation', violations), ...said('undecided', undecided)].join('\n');
}
