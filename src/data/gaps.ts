import { routes as table } from '../api/routes.ts';
import { freshnessLimits } from '../rules/freshness.ts';
import { plain } from '../rules/markdown.ts';
import { age, plural } from '../rules/words.ts';
import { madeAt, missingFrom } from './moment.ts';
import type { Route } from '../api/fields.ts';
import type { Moment } from './moment.ts';
import type { Spec } from './spec.ts';

/** What a gap is told of. */
type Shown = Pick<Moment, 'routes' | 'now' | 'interval' | 'site' | 'pausedSince' | 'base'>;

/**
 * What a reader of a report must know before believing it, as lines of Markdown: routes that fail or told something too
 * old, fields that are not offered, a pause, and what is wrong with the site's files.
 * @param routes the routes that the report tells of
 * @param tell how times are told
 */
export function gaps(
  { routes, now, interval, site, pausedSince, base }: Shown,
  spec: Spec,
  told: readonly Route[],
  tell: (at: number) => string,
): string[] {
  const limit = freshnessLimits(interval).bad;
  const states = told.flatMap((route) => {
    const { last, failing } = routes[route] ?? {};
    const { path } = table[route];
    const failed = failing
      ? [
          `${plain(failing.said)} It had failed ${plural(failing.count, 'time')} since ${tell(failing.since)}.`,
        ]
      : [];
    if (!last) return failing ? failed : [`Nothing was known of ${path}.`];
    const made = madeAt(last);
    return now - made >= limit
      ? [...failed, `What ${path} told was too old to judge: from ${tell(made)}, ${age(now - made)}.`]
      : failed;
  });
  const known = { routes, base, now, interval, logs: {}, records: {}, site };
  const { needed, optional } = missingFrom(spec, known);
  const missing = [...needed, ...optional];
  return [
    ...states,
    ...(missing.length > 0
      ? [`The backend did not offer ${missing.map((each) => plain(each)).join(', ')}.`]
      : []),
    ...(pausedSince === undefined ? [] : [`Automatic refresh was paused since ${tell(pausedSince)}.`]),
    ...site.problems.map((problem) => plain(problem)),
  ];
}
