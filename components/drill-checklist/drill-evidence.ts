import { faultWords } from '../../src/domain/availability/outages.ts';
import { freshness } from '../../src/domain/freshness/freshness.ts';
import { toneOfAll, uncheckedWords } from '../../src/data/findings-of.ts';
import { headlineAt, scoreOf, tallyWords } from '../../src/domain/findings/finding.ts';
import { tierOf } from '../../src/domain/findings/tier.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import type { Findings } from '../../src/data/findings-of.ts';
import type { Tier } from '../../src/domain/findings/tier.ts';
import type { Incident } from '../../src/domain/incidents/incidents.ts';
import type { Note } from '../../src/domain/operator/shift-notes.ts';
import type { RollbackTarget } from '../../src/domain/release/rollback-target.ts';
import type { RouteHealth } from '../../src/domain/availability/route-status.ts';
import type { Evidence } from '../../src/card/tick-list.ts';

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
      label: `the status route has failed ${plural(status.failures, 'time')} in a row`,
      ...(status.result?.fault && { note: `${faultWords(status.result.fault)}.` }),
    };
  if (made === undefined) return { tone: 'unknown', label: 'nothing was answered yet' };
  return { tone: freshness(now - made, interval), label: 'the status is from', at: made };
}

/** How many routes are up, and which are not, by their paths. */
export function routesEvidence(routes: readonly (RouteHealth & { path: string })[]): Evidence {
  const not = routes.filter(({ standing }) => standing !== 'up');
  return {
    tone: worst(routes.map(({ tone }) => tone)),
    label: `${count(routes.length - not.length)} of ${plural(routes.length, 'route')} up`,
    ...(not.length > 0 && {
      note: `${not.map(({ path, standing }) => `${path} ${standing}`).join(', ')}.`,
    }),
  };
}

/** What was found, worst first. */
export function anomaliesEvidence(judged: Findings, now: number): Evidence {
  const { findings, unchecked } = judged;
  const [first] = findings;
  const tone = toneOfAll(judged);
  const note = uncheckedWords(unchecked);
  if (!first) return { tone, label: 'no problem found', note };
  const score = scoreOf(findings);
  return {
    tone,
    label: `${tallyWords(findings)}, score ${count(score)}, ${tierOf(score)}`,
    note: `${headlineAt(first, now)}. ${note}`.trim(),
  };
}

/** The version to go back to. */
export const rollbackEvidence = (
  { version, why, sure, tone }: RollbackTarget,
  revision: string | undefined,
): Evidence =>
  version === undefined
    ? { tone: 'unknown', label: 'the version before is not known', note: why }
    : {
        tone: tone === 'warn' ? 'warn' : sure && revision ? 'ok' : 'unknown',
        label: `back to version ${version}`,
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
    label: `${plural(open, 'open incident')}, ${plural(notes.length, 'note')} in the shift log${last ? ', the last one' : ''}`,
    ...(last && { at: last.at }),
  };
}
