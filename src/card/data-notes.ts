import { html, nothing } from 'lit';
import { misfitsInWords } from '../api/misfit.ts';
import { routes as table } from '../api/routes.ts';
import { madeAt, missingFrom } from '../data/card-data.ts';
import { limitsOf } from '../data/card-limits.ts';
import { routesOf } from '../data/spec.ts';
import { freshnessLimits } from '../domain/freshness/freshness.ts';
import { duration, stamp } from '../domain/format/values.ts';
import { ago, until } from './parts.ts';
import type { TemplateResult } from 'lit';
import type { Field, Route } from '../api/fields.ts';
import type { ApiState, Missing, Phase } from '../data/card-data.ts';
import type { SiteFile } from '../data/site-state.ts';
import type { Spec } from '../data/spec.ts';
import type { Shown } from './parts.ts';

/** A shift between the clocks that is smaller than this is not told, in ms. */
const TOLD_FROM = 30_000;

/** What is wrong with a time zone, if anything. */
function zoneProblem(tz: string): string[] {
  try {
    if (tz !== 'UTC') new Intl.DateTimeFormat('en', { timeZone: tz });
    return [];
  } catch {
    return [`tz="${tz}" is no known time zone; UTC is used.`];
  }
}

/** A field as an operator knows it: without its route. */
const nameOf = (field: Field): string => field.slice(field.indexOf('.') + 1);

/** What shows how much of the audit is told: by their names alone nobody would know what that changes. */
const REACH: readonly Field[] = ['audit.covers_from', 'audit.truncated'];

/** What an answer lacks and what of it cannot be read, named once. */
function lacking({ absent, misfits }: Missing): string[] {
  const reach = absent.filter((field) => REACH.includes(field));
  const others = absent.filter((field) => !REACH.includes(field));
  const what = reach.includes('audit.covers_from')
    ? 'how far back its audit reaches'
    : 'whether its audit was cut short';
  return [
    ...misfitsInWords(misfits),
    ...(others.length > 0 ? [`Not provided by this backend: ${others.map(nameOf).join(', ')}.`] : []),
    ...(reach.length > 0 ? [`This backend does not tell ${what} (${reach.map(nameOf).join(', ')}).`] : []),
  ];
}

const note = (text: Shown | readonly Shown[], look = ''): TemplateResult =>
  html`<p class="note ${look}">${text}</p>`;

/**
 * Routes that failed in the same way, the first in full: a backend that is gone fails on every route, and four notes
 * would tell no more than one.
 */
function failed([route, ...others]: readonly Route[], apiState: ApiState, tz: string): TemplateResult {
  const { failing, last, due } = (route && apiState.routes[route]) ?? {};
  return note(
    [
      html`${failing?.message} ${failing?.advice}
      ${
        failing && failing.count > 1
          ? html`${failing.count} failures since ${stamp(failing.since, tz)}.`
          : nothing
      }
      ${due ? html`Next try ${until(due)}.` : nothing}
      ${last && route !== 'beak' ? html`Showing data from ${ago(madeAt(last))}.` : nothing}
      ${others.length > 0 ? `Also affects ${others.map((each) => table[each].path).join(', ')}.` : nothing}`,
    ],
    'failed',
  );
}

/** A file of the site that was read after the moment that is shown: its past is not kept. */
function readLater(name: SiteFile, { site, now }: ApiState, tz: string): TemplateResult[] {
  const at = site.files[name]?.at ?? 0;
  const left = name === 'deploy_log' ? ' Its entries of later times are left out.' : '';
  return at > now
    ? [note(`The site’s ${name.replaceAll('_', ' ')} is as it was read ${stamp(at, tz)}.${left}`)]
    : [];
}

/** A list in groups of those that answer the same, in their order. */
function grouped<T, K>(list: readonly T[], of: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of list) groups.set(of(each), [...(groups.get(of(each)) ?? []), each]);
  return groups;
}

/** Limits of the configuration that cannot be limits. */
function wrongLimits(spec: Spec, { site, interval }: ApiState): string[] {
  const { wrong } = limitsOf(spec, site.config.thresholds, interval);
  const named = wrong.map(({ key, value, needed }) => `${key} (${value}; ${needed})`).join(', ');
  return named ? [`Invalid thresholds: ${named}. Their defaults are used.`] : [];
}

/** What a reader must know before believing the body: one line for each thing, the worst first. */
export function notes(
  spec: Spec,
  apiState: ApiState,
  phase: Phase,
  tz: string,
  problems: readonly string[],
): TemplateResult[] {
  const { now, routes, interval, skew, pausedSince } = apiState;
  const lines = [...problems, ...zoneProblem(tz), ...wrongLimits(spec, apiState)].map((problem) =>
    note(problem, 'failed'),
  );
  if (phase === 'replay')
    return [
      ...lines,
      note(`Recorded moment: ${stamp(now, tz)}. Read-only; nothing is live.`),
      ...(spec.files ?? []).flatMap((file) => readLater(file, apiState, tz)),
    ];
  const failure = (route: Route): string | undefined => {
    const failing = routes[route]?.failing;
    return failing && `${failing.kind} ${failing.status ?? ''}`;
  };
  for (const [how, alike] of grouped(routesOf(spec), failure))
    if (how !== undefined) lines.push(failed(alike, apiState, tz));
  for (const route of routesOf(spec)) {
    const state = routes[route];
    if (!state?.failing && state?.last && now - madeAt(state.last) >= freshnessLimits(interval).bad)
      lines.push(
        note([
          html`Stale: ${table[route].path} is from ${ago(madeAt(state.last))}`,
          skew === undefined ? ', or this clock is fast.' : '.',
        ]),
      );
  }
  // A card that asks nothing has no Refresh either.
  if (pausedSince !== undefined && routesOf(spec).length > 0)
    lines.push(note(`Automatic refresh paused since ${stamp(pausedSince, tz)}. Refresh still works.`));
  lines.push(...lacking(missingFrom(spec, apiState)).map((each) => note(each)));
  if (skew !== undefined && Math.abs(skew) >= TOLD_FROM)
    lines.push(
      note(
        `This machine’s clock is ${duration(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead of'} the server’s; ages are corrected.`,
      ),
    );
  return lines;
}
