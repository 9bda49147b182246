import { faultWords } from '../../src/rules/outages.ts';
import { freshness } from '../../src/rules/freshness.ts';
import { tierOf, toneOf } from '../../src/rules/anomalies.ts';
import { worst } from '../../src/rules/tone.ts';
import { count, plural } from '../../src/rules/words.ts';
import type { Anomaly, Tier, Unchecked } from '../../src/rules/anomalies.ts';
import type { Incident } from '../../src/rules/incidents.ts';
import type { Note } from '../../src/rules/notes.ts';
import type { WayBack } from '../../src/rules/way-back.ts';
import type { RouteHealth } from '../../src/rules/route-health.ts';
import type { Evidence } from '../../src/card/ticks.ts';

/** What an operator may call what was found, the least first. */
export const CLASSES = ['Degraded', 'Partial Outage', 'Full Outage'] as const;
export type Class = (typeof CLASSES)[number];

const BY_TIER: Record<Tier, Class> = {
  P0: 'Full Outage',
  P1: 'Partial Outage',
  P2: 'Degraded',
  P3: 'Degraded',
};

/** What the worst score suggests; `undefined` where nothing was found. */
export const suggested = (score: number): Class | undefined =>
  score > 0 ? BY_TIER[tierOf(score)] : undefined;

/** How the status route does, and from when its last answer is. */
export function statusEvidence(
  status: RouteHealth | undefined,
  made: number | undefined,
  now: number,
  interval: number,
): Evidence {
  if (status && status.failures > 0)
    return {
      tone: worst([status.tone, 'warn']),
      words: `the status route has failed ${plural(status.failures, 'time')} in a row`,
      ...(status.result?.fault && { note: `${faultWords(status.result.fault)}.` }),
    };
  if (made === undefined) return { tone: 'unknown', words: 'nothing was answered yet' };
  return { tone: freshness(now - made, interval), words: 'the status is from', at: made };
}

/** How many routes are up, and which are not, by their paths. */
export function routesEvidence(routes: readonly (RouteHealth & { path: string })[]): Evidence {
  const not = routes.filter(({ standing }) => standing !== 'up');
  return {
    tone: worst(routes.map(({ tone }) => tone)),
    words: `${count(routes.length - not.length)} of ${plural(routes.length, 'route')} up`,
    ...(not.length > 0 && {
      note: `${not.map(({ path, standing }) => `${path} ${standing}`).join(', ')}.`,
    }),
  };
}

/** What was found, worst first. */
export function anomaliesEvidence(found: readonly Anomaly[], { needed }: Unchecked): Evidence {
  const [worse] = found;
  const note = needed.length > 0 ? `Not checked, for it is not told: ${needed.join(', ')}.` : '';
  if (!worse) return { tone: needed.length > 0 ? 'unknown' : 'ok', words: 'no anomaly was found', note };
  return {
    tone: toneOf(worse.score),
    words: `${plural(found.length, 'anomaly', 'anomalies')}, score ${count(worse.score)}, ${tierOf(worse.score)}`,
    note: `${worse.title}. ${note}`.trim(),
  };
}

/** The version to go back to. */
export const rollbackEvidence = ({ version, why, sure }: WayBack, revision: string | undefined): Evidence =>
  version === undefined
    ? { tone: 'unknown', words: 'the version before is not known', note: why }
    : {
        tone: sure && revision ? 'ok' : 'unknown',
        words: `back to version ${version}`,
        note: revision
          ? `${why}.`
          : `${why}. release.revision_id is not offered, so there is no safe command.`,
      };

/** What there is to hand over. */
export function handoverEvidence(notes: readonly Note[], incidents: readonly Incident[]): Evidence {
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  const last = notes.at(-1);
  return {
    tone: 'info',
    words: `${plural(open, 'open incident')}, ${plural(notes.length, 'note')} in the shift log${last ? ', the last one' : ''}`,
    ...(last && { at: last.at }),
  };
}
