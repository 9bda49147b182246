import { age, duration, stamp } from '../domain/format/values.ts';
import { madeAt } from '../data/card-data.ts';
import type { ApiState } from '../data/card-data.ts';
import type { Route } from '../api/fields.ts';

/** The exact time that an element's title tells, with its zone. */
const reported = new WeakMap<Element, string>();

/**
 * Writes `<time>` elements: `data-at` (server time) and `data-route` as an age, `data-until` (local clock)
 * as what is left, `data-clock` as the time it is, in UTC. Outside rendering, so that a second that passes renders
 * nothing.
 * @param exactly whether to put the exact time into the title too, which can wait for the next second
 */
export function tellTimes(
  elements: Iterable<HTMLTimeElement>,
  { now, routes }: Pick<ApiState, 'now' | 'routes'>,
  tz: string,
  exactly: boolean,
): void {
  for (const element of elements) {
    const { at, until, route, clock } = element.dataset;
    // `data-route` is written by the frame, from the declared routes.
    const last = routes[route as Route]?.last;
    const when = route ? last && madeAt(last) : Number(at);
    const left = Number(until) - Date.now();
    const label =
      clock !== undefined
        ? stamp(now)
        : until !== undefined
          ? left >= 1000
            ? `in ${duration(Math.ceil(left / 1000) * 1000)}`
            : 'now'
          : when === undefined
            ? 'no answer'
            : age(now - when);
    if (element.textContent !== label) element.textContent = label;
    if (!exactly || when === undefined || until !== undefined || clock !== undefined) continue;
    const exact = when + tz;
    if (reported.get(element) === exact) continue;
    reported.set(element, exact);
    element.title = stamp(when, tz);
  }
}
