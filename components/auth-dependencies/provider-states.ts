import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { ProviderEvent } from '../../src/domain/auth/provider-events.ts';

/** A provider as somebody recorded it; times in ms since 1970 UTC. */
export interface Recorded extends CheckResult {
  /** When, and by what; absent where nobody has. */
  at?: number | undefined;
  by?: string;
  /** When the record has to be confirmed anew. */
  until?: number;
}

/** Providers that no route tells of. */
const NAMES = ['Turnstile', 'AgentMail'];
/** A record holds for 30 days; then it is unverified. In ms. */
const HOLDS = 30 * 86_400_000;

/** The newest record of each provider: the operator's own, or the site's configuration. */
export function recorded(
  configured: readonly { name?: string; state?: string; as_of?: number }[],
  events: readonly ProviderEvent[],
  now: number,
): Recorded[] {
  const names = [...new Set([...NAMES, ...configured.flatMap(({ name }) => name || [])])];
  return names.map((name): Recorded => {
    const own = events.findLast(({ provider }) => provider === name);
    const given = configured.find((each) => each.name === name);
    const newer = own && own.at >= (given?.as_of ?? -Infinity);
    const at = newer ? own.at : given?.as_of;
    const label = newer ? own.state : given?.state;
    if (!label) return { name, tone: 'unknown', label: 'not recorded' };
    const by = newer ? 'Recorded by the operator' : 'By the configuration';
    if (at === undefined)
      return { name, tone: 'unknown', label: `${label}, unverified`, note: 'Without a date.' };
    const until = at + HOLDS;
    if (now >= until) return { name, tone: 'unknown', label: `${label}, unverified`, at, by };
    // What the configuration calls a state cannot be judged.
    const tone = newer ? (label === 'works' ? 'ok' : 'bad') : 'info';
    return { name, tone, label, at, by, until };
  });
}
