import { percent } from './words.ts';
import type { GovernanceDeed } from './governance.ts';

/** One line of the audit trail, in words; `at` in ms since 1970 UTC. */
export interface TrailEntry {
  at: number;
  what: string;
  /** The request that it was about, or done for. */
  request?: string;
  /** Who did it, as typed. */
  who?: string;
  outcome?: string;
  /** The command that was used. */
  line?: string;
}

const textOf = (raw: unknown): string | undefined =>
  typeof raw === 'string' && raw.trim() ? raw : typeof raw === 'number' ? String(raw) : undefined;

const ACTIONS: Record<string, string> = {
  shift: 'Shift',
  promote: 'Promote',
  rollback: 'Roll back',
  stop: 'Stop the deployment',
};

/** A use of a governed control, in words. */
function used(deed: GovernanceDeed): string {
  const action = textOf(deed['action']) ?? 'not told which';
  const version = textOf(deed['version']);
  const weight = deed['weight'];
  return [
    Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : action,
    ...(version ? [`version ${version}`] : []),
    ...(typeof weight === 'number' && Number.isFinite(weight) ? [`${percent(weight, 2)} of the calls`] : []),
    ...(deed['emergency'] === true ? ['as an emergency, without an approved request'] : []),
  ].join(', ');
}

/** What a deed was, in words; `undefined` where nobody can tell. */
function what(deed: GovernanceDeed, tell: (at: number) => string): string | undefined {
  const because = textOf(deed['reason']) ? `: ${textOf(deed['reason']) ?? ''}` : '';
  const [from, until] = (['from', 'until'] as const).map((name) => {
    const at = deed[name];
    return typeof at === 'number' ? tell(at) : 'a time that was not told';
  });
  switch (deed.did) {
    case 'open':
      return `Request opened${textOf(deed['version']) ? ` for version ${textOf(deed['version']) ?? ''}` : ''}${because}`;
    case 'approve':
      return 'Request approved';
    case 'close':
      return 'Request closed';
    case 'freeze':
      return `Freeze from ${from ?? ''} until ${until ?? ''}${because}`;
    case 'extend':
      return `Freeze extended until ${until ?? ''}`;
    case 'end':
      return 'Freeze ended early';
    case 'use':
      return used(deed);
    default:
      return undefined;
  }
}

/**
 * Everything that was done, newest first, as it was recorded, whether or not it had an effect.
 * @param tell a time (ms since 1970 UTC) in words
 */
export function trailOf(deeds: readonly GovernanceDeed[], tell: (at: number) => string): TrailEntry[] {
  return deeds
    .toSorted((a, b) => b.at - a.at)
    .map((deed) => {
      const request = textOf(deed['request']);
      const who = textOf(deed['operator']) ?? textOf(deed['approver']);
      const outcome = textOf(deed['outcome']);
      const line = textOf(deed['line']);
      return {
        at: deed.at,
        what: what(deed, tell) ?? `Recorded as “${deed.did}”, which this card does not know`,
        ...(request && { request }),
        ...(who && { who }),
        ...(outcome && { outcome }),
        ...(line && { line }),
      };
    });
}
