import type { Finding } from '../../src/rules/finding.ts';
import type { Deed } from '../../src/store/records.ts';

/** A provider as somebody recorded it; times in ms since 1970 UTC. */
export interface Recorded extends Finding {
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
  deeds: readonly Deed[],
  now: number,
): Recorded[] {
  const names = [...new Set([...NAMES, ...configured.flatMap(({ name }) => name || [])])];
  return names.map((name): Recorded => {
    const own = deeds.findLast((deed) => deed.did === 'confirm' && deed['provider'] === name);
    const given = configured.find((each) => each.name === name);
    const newer = own && own.at >= (given?.as_of ?? -Infinity);
    const at = newer ? own.at : given?.as_of;
    const words = newer ? String(own['state']) : given?.state;
    if (!words) return { name, tone: 'unknown', words: 'not recorded' };
    const by = newer ? 'Recorded by the operator' : 'By the configuration';
    if (at === undefined)
      return { name, tone: 'unknown', words: `${words}, unverified`, note: 'Without a date.' };
    const until = at + HOLDS;
    if (now >= until) return { name, tone: 'unknown', words: `${words}, unverified`, at, by };
    // What the configuration calls a state cannot be judged.
    const tone = newer ? (words === 'works' ? 'ok' : 'bad') : 'info';
    return { name, tone, words, at, by, until };
  });
}
