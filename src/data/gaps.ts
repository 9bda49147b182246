import { misfitsInWords } from '../api/misfit.ts';
import { routes as table } from '../api/routes.ts';
import { freshnessLimits } from '../domain/freshness/freshness.ts';
import { plain } from '../domain/format/markdown-text.ts';
import { age, plural } from '../domain/format/values.ts';
import { madeAt, missingFrom } from './card-data.ts';
import type { Route } from '../api/fields.ts';
import type { CardData } from './card-data.ts';
import type { Spec } from './spec.ts';

/** What a gap is told of. */
type Shown = Pick<CardData, 'routes' | 'now' | 'interval' | 'site' | 'pausedSince'>;

/**
 * What a reader of a report must know before believing it, as lines of Markdown: routes that fail or told something too
 * old, fields that are not offered, a pause, and what is wrong with the site's files.
 * @param routes the routes that the report tells of
 * @param tell how times are told
 */
export function gaps(
  { routes, now, interval, site, pausedSince }: Shown,
  spec: Spec,
  reported: readonly Route[],
  tell: (at: number) => string,
): string[] {
  const limit = freshnessLimits(interval).bad;
  const states = reported.flatMap((route) => {
    const { last, failing } = routes[route] ?? {};
    const { path } = table[route];
    const failed = failing
      ? [
          `${plain(failing.message)} It had failed ${plural(failing.count, 'time')} since ${tell(failing.since)}.`,
        ]
      : [];
    if (!last) return failing ? failed : [`Nothing was known of ${path}.`];
    const made = madeAt(last);
    return now - made >= limit
      ? [...failed, `What ${path} told was too old to judge: from ${tell(made)}, ${age(now - made)}.`]
      : failed;
  });
  const { absent, misfits } = missingFrom(spec, { routes });
  return [
    ...states,
    ...misfitsInWords(misfits).map((each) => plain(each)),
    ...(absent.length > 0
      ? [`The backend did not offer ${absent.map((each) => plain(each)).join(', ')}.`]
      : []),
    ...(pausedSince === undefined ? [] : [`Automatic refresh was paused since ${tell(pausedSince)}.`]),
    ...site.problems.map((problem) => plain(problem)),
  ];
}
