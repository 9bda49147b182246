import { samplesIn, logKey } from '../store/logs.ts';
import { get, under } from '../store/reading.ts';
import { baseIn } from '../store/realm.ts';
import { eventsIn, recordKey } from '../store/records.ts';
import { NO_SITE } from './site-state.ts';
import { namesOf, routesOf } from './spec.ts';
import { isSnapshot, skewKey, snapshotKey } from './state.ts';
import type { ApiState } from './card-data.ts';
import type { Spec } from './spec.ts';

const values = async (prefix: string): Promise<unknown[]> => (await under(prefix)).map(([, value]) => value);

/**
 * What this browser remembers for a card, before anything live has begun: the last good values, with their ages. It
 * needs neither a backend nor the code that asks one.
 */
export async function remembered(
  spec: Spec,
  realm: string,
  interval: number,
  stateKey: string,
): Promise<ApiState> {
  const each = async <K extends string, V>(names: readonly K[], value: (name: K) => Promise<V>) =>
    Object.fromEntries(await Promise.all(names.map(async (name) => [name, await value(name)] as const)));
  const [skew, routes, logs, records] = await Promise.all([
    get(skewKey(baseIn(realm))),
    each(routesOf(spec), async (route) => {
      const last = await get(snapshotKey(realm, route));
      return { ...(isSnapshot(last) && { last }), restored: true };
    }),
    each(spec.logs ?? [], async (log) => samplesIn(await values(logKey(realm, log)))),
    each(namesOf(spec, stateKey), async (name) => eventsIn(await values(recordKey(realm, name)))),
  ]);
  const offset = typeof skew === 'number' ? skew : undefined;
  return {
    base: baseIn(realm),
    realm,
    interval,
    now: Date.now() + (offset ?? 0),
    routes,
    logs,
    records,
    site: NO_SITE,
    ...(offset !== undefined && { skew: offset }),
  };
}
