import { isObject } from '../api/kinds.ts';
import { define } from '../card/define.ts';
import { plural } from '../domain/format/values.ts';
import { raiseProblems } from './layout.ts';
import { element, isReplay } from './page.ts';
import { McVerdict } from './verdict.ts';
import type { Findings } from '../data/findings-of.ts';
import type { Finding } from '../domain/findings/finding.ts';

let now: Finding[] | undefined;
const listeners = new Set<() => void>();

/** What stands on this page, the worst first; `undefined` until it was looked at. */
export const findingsNow = (): readonly Finding[] | undefined => now;
/** Calls back when what was found was judged anew. */
export const listenFindings = (listener: () => void): void => void listeners.add(listener);

/** How many causes there are, and on how many cards. */
function causes(found: readonly Finding[]): string {
  const n = (tone: Finding['tone']): number => found.filter((each) => each.tone === tone).length;
  const cards = document.querySelectorAll('.place > [tone="bad"]').length;
  const parts = [
    ...(n('bad') > 0 ? [`${plural(n('bad'), 'critical cause')} on ${plural(cards, 'card')}`] : []),
    ...(n('warn') > 0 ? [plural(n('warn'), 'warning cause')] : []),
  ];
  return parts.length > 0 ? parts.join(' · ') : 'No cause stands';
}

const isFindings = (detail: unknown): detail is Findings =>
  isObject(detail) && Array.isArray(detail['findings']);

/** Follows the verdict: what stands is raised with its cards, counted, and told to who asked. */
export function startFindings(): void {
  const line = element('causes', HTMLElement);
  document.addEventListener('mc-findings', ({ detail }: CustomEventInit<unknown>) => {
    if (!isFindings(detail)) return;
    now = detail.findings;
    const standing = now.filter(({ tone }) => tone !== 'info');
    // A recorded moment raises nothing: it is read, not worked on.
    raiseProblems(isReplay() ? [] : [...new Set(standing.map(({ card }) => card))]);
    const words = causes(standing);
    if (line.textContent !== words) line.textContent = words;
    for (const listener of listeners) listener();
  });
  define('mc-verdict', McVerdict);
}
