import { logKey, samplesIn } from '../store/logs.ts';
import { anomalyReads } from './anomaly-reads.ts';
import { factsOf } from './card-data.ts';
import {
  anomalyLimits,
  ofAlarms,
  ofAlias,
  ofDead,
  ofPecks,
  ofQuota,
  ofSandbox,
  ofSlow,
  ofStatus,
} from '../domain/findings/severity.ts';
import { failureLimits } from '../domain/availability/failure-limits.ts';
import { pecks } from '../domain/fleet/pecks.ts';
import { quotaUse } from '../domain/mail/quota.ts';
import type { Polled } from './polled.ts';
import type { AnomalySample, PeckSample, Polling } from './samples.ts';
import type { Spec } from './spec.ts';
import type { Failing } from './state.ts';

const HOUR = 3_600_000;

/** What anomalies are found by, as a card that tells them declares it; no page shows this. */
const spec = {
  title: '',
  section: 'banners',
  size: 'small',
  reads: anomalyReads,
} as const satisfies Spec;

/** The log of pecks over the last hour: its present chunk, and the one before. */
async function recentPecks({ hub, realm }: Polled, at: number): Promise<PeckSample[]> {
  const hour = Math.floor(at / HOUR);
  const keys = [hour - 1, hour].map((each) => logKey(realm, 'pecks') + String(each));
  // What this very poll tells of pecks is being written.
  await hub.writing;
  // Only samples of pecks are written there.
  return samplesIn(await Promise.all(keys.map((key) => hub.store.get(key)))) as PeckSample[];
}

/**
 * The anomalies that a poll of the status route finds, by the usual limits: a tab polls for cards of any configuration. A
 * poll that failed tells of the route itself only. `undefined` where it tells nothing.
 * @param at when it was polled, in ms since 1970 UTC
 */
export async function found(
  source: Polled,
  { attempt: { reply }, disturbed }: Polling,
  failing: Failing | undefined,
  at: number,
): Promise<Omit<AnomalySample, 'at'> | undefined> {
  // What fails in a hidden or just woken tab says more of the tab than of the route.
  if (!reply && disturbed) return undefined;
  const facts = factsOf(spec, () => reply && { json: reply.json, at });
  const { agents = {}, pecks: totals = {}, sent, quota } = facts;
  const list = [
    ofStatus(failing?.count ?? 0, failureLimits.bad),
    ofDead(agents, anomalyLimits.half),
    ofSlow(agents),
    ofPecks(pecks(totals, await recentPecks(source, at), at).tone),
    ofQuota(quotaUse(sent, quota).tone),
    ofAlarms(facts.alarms),
    ofAlias(facts),
    ofSandbox(facts.sesSandbox, facts.snsSandbox),
  ]
    .flatMap((each) => each ?? [])
    .sort((a, b) => b.score - a.score);
  if (reply) return { found: list };
  return list.length > 0 ? { found: list, unanswered: true } : undefined;
}
