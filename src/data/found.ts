import { logKey, samplesIn } from '../store/logs.ts';
import { anomaliesOf, anomalyLogs, anomalyReads } from './anomalies.ts';
import { factsOf } from './moment.ts';
import { NO_SITE } from './site.ts';
import type { AnomalySample, PeckSample, Polling } from './samples.ts';
import type { Source } from './source.ts';
import type { Spec } from './spec.ts';
import type { Failing } from './state.ts';

const HOUR = 3_600_000;

/** What anomalies are found by, as a card that tells them declares it; no page shows this. */
const spec = {
  title: '',
  section: 'banners',
  size: 'small',
  height: 0,
  reads: anomalyReads,
  logs: anomalyLogs,
} as const satisfies Spec;

/** The log of pecks over the last hour: its present chunk, and the one before. */
async function recentPecks({ hub, base }: Source, at: number): Promise<PeckSample[]> {
  const hour = Math.floor(at / HOUR);
  const keys = [hour - 1, hour].map((each) => logKey(base, 'pecks') + String(each));
  // What this very poll tells of pecks is being written.
  await hub.writing;
  // Only samples of pecks are written there.
  return samplesIn(await Promise.all(keys.map((key) => hub.kept.get(key)))) as PeckSample[];
}

/**
 * The anomalies that a poll of the status route finds, by the usual limits: a tab polls for cards of any configuration. A
 * poll that failed tells of the route itself only. `undefined` where it tells nothing.
 * @param at when it was polled, in ms since 1970 UTC
 */
export async function found(
  source: Source,
  { attempt: { reply }, disturbed }: Polling,
  failing: Failing | undefined,
  at: number,
): Promise<Omit<AnomalySample, 'at'> | undefined> {
  // What fails in a hidden or just woken tab says more of the tab than of the route.
  if (!reply && disturbed) return undefined;
  const list = anomaliesOf({
    facts: factsOf(spec, () => reply && { json: reply.json, at }),
    logs: { pecks: await recentPecks(source, at) },
    routes: { status: { restored: true, ...(failing && { failing }) } },
    now: at,
    site: NO_SITE,
  }).map(({ id, title, score }) => ({ id, title, score }));
  if (reply) return { found: list };
  return list.length > 0 ? { found: list, unanswered: true } : undefined;
}
