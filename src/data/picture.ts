import { factsOf } from './card-data.ts';
import { routesOf } from './spec.ts';
import type { Route } from '../api/fields.ts';
import type { RouteState } from './state.ts';
import type { Spec } from './spec.ts';

/** The parts of a route's state that a card shows; a poll that changes none of them tells nobody. */
const shown = ({ last, failing, restored }: RouteState) => ({
  apiState: last !== undefined,
  failing,
  restored,
});

/** What a card would show of what is known, to be compared: the declared facts, and what became of the requests. */
export function pictureOf(spec: Spec, state: (route: Route) => RouteState | undefined): unknown {
  const { compares } = spec;
  return [
    factsOf(spec, (route) => state(route)?.last),
    compares && factsOf(spec, (route) => state(route)?.[compares]),
    routesOf(spec).map((route) => shown(state(route) ?? { restored: false })),
    // Of a route of which it reads no field, that it answered is all there is to show.
    spec.probes?.map((route) => state(route)?.last?.at),
  ];
}
