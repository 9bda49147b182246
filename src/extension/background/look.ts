import { remembered } from '../../data/remembered.ts';
import { loadConfig } from '../../data/site-config.ts';
import { configOf } from '../environment.ts';
import { tokenOf } from '../tokens.ts';
import { spec, verdictOf, watchedRoutes } from '../verdict.ts';
import { askRoute, hub, pausedSince, sessionFor } from './asker.ts';
import type { Route } from '../../api/fields.ts';
import type { ApiState } from '../../data/card-data.ts';
import type { Environment } from '../environment.ts';
import type { Verdict } from '../verdict.ts';
import type { Remains } from './asker.ts';

/** What outlives the background's death, by realm and route. */
const REMAINS = 'remains';

type Kept = Record<string, Partial<Record<Route, Remains>>>;

const readRemains = async (): Promise<Kept> =>
  ((await chrome.storage.session.get(REMAINS))[REMAINS] as Kept | undefined) ?? {};

/** All that is known of an environment now, each route asked where it is due. @param every the interval, in ms */
export async function look(environment: Environment, every: number): Promise<ApiState> {
  const { base } = environment;
  const token = await tokenOf(environment);
  const session = await sessionFor(base, token && (() => token));
  const { realm } = session;
  const [before, paused] = await Promise.all([readRemains(), pausedSince(base)]);
  const asked = await Promise.all(
    watchedRoutes.map(async (route) => {
      const remains = before[realm]?.[route] ?? { ended: 0 };
      return [route, await askRoute(session, route, every, remains, paused !== undefined)] as const;
    }),
  );
  await keepRemains(realm, asked);
  const [known, { site }] = await Promise.all([
    remembered(spec, realm, every, 'findings'),
    loadConfig(configOf(environment)),
  ]);
  return {
    ...known,
    site,
    now: hub.clock(base).now(),
    routes: Object.fromEntries(asked.map(([route, { state }]) => [route, state])),
    ...(paused !== undefined && { pausedSince: paused }),
  };
}

/** Several environments are looked at side by side, and each keeps what it has. */
const keepRemains = (
  realm: string,
  asked: readonly (readonly [Route, { state: ApiState['routes'][Route] & object; ended: number }])[],
): Promise<void> =>
  navigator.locks.request('mission-control/extension remains', async () => {
    const kept = await readRemains();
    kept[realm] = Object.fromEntries(
      asked.map(([route, { state, ended }]) => [
        route,
        { ended, ...(state.failing && { failing: state.failing }), ...(state.due && { due: state.due }) },
      ]),
    );
    await chrome.storage.session.set({ [REMAINS]: kept });
  });

/** How an environment stands now. Never rejects: what goes wrong here is not fine either. */
export async function verdictNow(
  environment: Environment,
  every: number,
): Promise<{ verdict: Verdict; state?: ApiState }> {
  try {
    const state = await look(environment, every);
    return { verdict: verdictOf(state), state };
  } catch (reason) {
    const why = reason instanceof Error ? reason.message : String(reason);
    return { verdict: { level: 'unknown', count: 0, headline: `This extension failed: ${why}.`, ids: [] } };
  }
}
