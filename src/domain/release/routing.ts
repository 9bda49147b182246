import { isPublished } from './versions.ts';
import { percent } from '../format/values.ts';
import type { Answer } from '../../api/fields.ts';

/** What routing is read from. */
export type Routed = Pick<NonNullable<Answer<'status'>['release']>, 'stable' | 'routing'>;

/** Where an alias sends calls beside the version that it points to. */
export type Routing =
  /** Not provided, unreadable, or as it cannot be on AWS: nothing may be concluded from it. */
  | { state: 'unknown'; offered: boolean; why: string }
  /** All calls go to the version that the alias points to. */
  | { state: 'still' }
  /** All calls go to another version by weight, as AWS does while provisioned concurrency follows a change. */
  | { state: 'settling'; version: string }
  /** A share of the calls, above 0 and below 1, goes to another version. */
  | { state: 'split'; version: string; weight: number };

const unreadable = (why: string): Routing => ({ state: 'unknown', offered: true, why });

/**
 * The routing of an alias, by one rule for every card. A weight that cannot be read is unknown routing, not no routing;
 * so are two additional versions, which AWS does not allow, and weights of more than all calls.
 * @param primary the version that the alias points to
 */
export function routingOf(release: Routed | undefined, primary: string | undefined): Routing {
  const { routing } = release ?? {};
  if (!routing)
    return {
      state: 'unknown',
      offered: false,
      why: `${release ? 'release.routing' : 'release'} is not provided by this backend`,
    };
  const all = Object.entries(routing);
  const odd = all.find(([, weight]) => !(weight >= 0 && weight <= 1));
  if (odd)
    return unreadable(`release.routing is invalid: ${odd[0]} has ${odd[1]}, a weight from 0 to 1 expected`);
  const moving = all.filter(([version, weight]) => weight > 0 && version !== primary);
  const sum = all.reduce((total, [, weight]) => total + weight, 0);
  // Rounding of sums such as 0.1 + 0.9 is no finding.
  if (sum > 1 + 1e-9) return unreadable(`release.routing is invalid: its weights add up to ${percent(sum)}`);
  if (moving.length > 1)
    return unreadable(
      `release.routing is invalid: ${moving.length} additional versions (${moving.map(([version]) => version).join(', ')}), AWS allows 1`,
    );
  const [first] = moving;
  if (!first) return { state: 'still' };
  const [version, weight] = first;
  if (!isPublished(version))
    return unreadable(`release.routing is invalid: ${String(version)}, a published version expected`);
  return weight === 1 ? { state: 'settling', version } : { state: 'split', version, weight };
}
