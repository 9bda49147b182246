import { age, duration, stamp } from '../rules/words.ts';
import { madeAt } from '../data/moment.ts';
import type { Known } from '../data/moment.ts';
import type { Route } from '../api/fields.ts';

/** The exact time that an element's title tells, with its zone. */
const told = new WeakMap<Element, string>();

/**
 * Writes every `<time>` below a root: `data-at` (server time) and `data-route` as an age, `data-until` (local clock)
 * as what is left, `data-clock` as the time it is, in UTC. Outside rendering, so that a second that passes renders
 * nothing.
 * @param exactly whether to put the exact time into the title too, which can wait for the next second
 */
export function tellTimes(root: ParentNode, { now, routes }: Known, tz: string, exactly: boolean): void {
  for (const element of root.querySelectorAll('time')) {
    const { at, until, route, clock } = element.dataset;
    // `data-route` is written by the frame, from the declared routes.
    const last = routes[route as Route]?.last;
    const when = route ? last && madeAt(last) : Number(at);
    const left = Number(until) - Date.now();
    const words =
      clock !== undefined
        ? stamp(now)
        : until !== undefined
          ? left >= 1000
            ? `in ${duration(Math.ceil(left / 1000) * 1000)}`
            : 'now'
          : when === undefined
            ? 'no answer'
            : age(now - when);
    if (element.textContent !== words) element.textContent = words;
    if (!exactly || when === undefined || until !== undefined || clock !== undefined) continue;
    const exact = when + tz;
    if (told.get(element) === exact) continue;
    told.set(element, exact);
    element.title = stamp(when, tz);
  }
}
