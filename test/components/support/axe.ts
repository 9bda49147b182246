import 'axe-core/axe.min.js';
import type { AxeResults, ElementContext, Result, RunOptions } from 'axe-core';
import type { Card } from '../../../src/card/card.ts';

declare global {
  interface Window {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  }
}

const messages = (kind: string, results: Result[]): string[] =>
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

/** What there is to check in a card but for the words, of which it counts only that they are there. */
const skeleton = (card: Card): string =>
  (card.shadowRoot?.innerHTML ?? '')
    .replace(/<!--.*?-->/gs, '')
    .replace(/(title|datetime|href|value|aria-label|d|points)="[^"]+"/g, '$1="…"')
    .replace(/>[^<]*\S[^<]*</g, '>…<');

/** What waits to be laid out until it is seen would lie behind everything else, for axe. */
const laidOut = new CSSStyleSheet();
laidOut.replaceSync('[part=body] { content-visibility: visible !important; }');

/** Skeletons in which axe found nothing wrong. */
const sound = new Set<string>();

/**
 * What axe finds wrong with a card, and what it cannot decide: both count. Empty where all is well. A card whose
 * skeleton was found sound is not examined again.
 * @param contrast whether colours are measured too, which depends on more than the skeleton
 */
export async function axe(card: Card, { contrast = true } = {}): Promise<string> {
  await document.fonts.ready;
  await card.updateComplete;
  const bones = skeleton(card);
  if (!contrast && sound.has(bones)) return '';
  card.shadowRoot?.adoptedStyleSheets.push(laidOut);
  const { violations, incomplete } = await withTimers(() =>
    window.axe.run(card, {
      resultTypes: ['violations', 'incomplete'],
      preload: false,
      // A rule on whole pages, which says nothing of one card.
      rules: { 'region': { enabled: false }, 'color-contrast': { enabled: contrast } },
    }),
  );
  card.shadowRoot?.adoptedStyleSheets.splice(card.shadowRoot.adoptedStyleSheets.indexOf(laidOut), 1);
  const undecided = incomplete
    .map((result) => ({
      ...result,
      nodes: result.nodes.filter((node) => result.id !== 'color-contrast' || !letterless(node)),
    }))
    .filter(({ nodes }) => nodes.length > 0);
  return [...messages('violation', violations), ...messages('undecided', undecided)].join('\n');
}
