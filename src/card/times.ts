import { age, duration, stamp } from '../rules/words.ts';
import { madeAt } from '../data/moment.ts';
import type { Known } from '../data/moment.ts';
import type { Route } from '../api/fields.ts';

/**
 * Writes every `<time>` below a root: `data-at` (server time) and `data-route` as an age, `data-until` (local clock)
 * as what is left. Outside rendering, so that a second that passes renders nothing.
 */
export function tellTimes(root: ParentNode, { now, routes }: Known, tz: string): void {
  for (const element of root.querySelectorAll('time')) {
    const { at, until, route } = element.dataset;
    // `data-route` is written by the frame, from the declared routes.
    const last = routes[route as Route]?.last;
    const when = route ? last && madeAt(last) : Number(at);
    const left = Number(until) - Date.now();
    const words =
      until !== undefined
        ? left >= 1000
          ? `in ${duration(Math.ceil(left / 1000) * 1000)}`
          : 'now'
        : when === undefined
          ? 'not answered yet'
          : age(now - when);
    if (element.textContent !== words) element.textContent = words;
    if (when === undefined || until !== undefined) continue;
    const exact = new Date(when).toISOString();
    if (element.dateTime === exact && element.dataset.tz === tz) continue;
    element.dateTime = exact;
    element.dataset.tz = tz;
    element.title = stamp(when, tz);
  }
}
