import { silence } from '../availability/outages.ts';

/** What one poll found; `at` in ms since 1970 UTC. */
export interface Find {
  at: number;
  found: readonly { id: string; title: string; score: number }[];
  /** The poll failed, so that nothing but this was looked at. */
  unanswered?: true;
}

/** One anomaly for as long as it lasted, as far as anybody looked; times in ms since 1970 UTC. */
export interface Episode {
  id: string;
  title: string;
  score: number;
  /** When it was first and last seen. */
  first: number;
  last: number;
  /** It lasts, as of now; the next look did not find it; or nobody has looked since. */
  state: 'lasting' | 'gone' | 'unseen';
  /** The first look that did not find it. */
  missed?: number;
  /** The longest time in between in which nobody looked, in ms; 0 where it was watched throughout. */
  unwatched: number;
}

/** Takes up what a look has found; answers the spell that begins with it, if one does. */
function see(
  open: Map<string, Episode>,
  { id, title, score }: Find['found'][number],
  at: number,
  patience: number,
): Episode | undefined {
  const known = open.get(id);
  if (known) {
    const gap = at - known.last;
    Object.assign(known, {
      title,
      score,
      last: at,
      unwatched: Math.max(known.unwatched, gap >= patience ? gap : 0),
    });
    return undefined;
  }
  const begun: Episode = { id, title, score, first: at, last: at, state: 'lasting', unwatched: 0 };
  open.set(id, begun);
  return begun;
}

/**
 * The anomalies in a log of what polls found until `now` (ms since 1970 UTC), those seen last first. One that is found
 * again and again is one; it ends where a poll that looked for it does not find it. Where nobody looked for long, no end is
 * made up: found again after that, it is taken for the same, and the gap is told.
 */
export function episodes(log: readonly Find[], now: number, interval: number): Episode[] {
  const patience = silence(interval);
  const all: Episode[] = [];
  const open = new Map<string, Episode>();
  for (const { at, found, unanswered } of log.filter((each) => each.at <= now).sort((a, b) => a.at - b.at)) {
    for (const one of found) {
      const begun = see(open, one, at, patience);
      if (begun) all.push(begun);
    }
    if (unanswered) continue;
    for (const [id, episode] of open) {
      if (found.some((one) => one.id === id)) continue;
      Object.assign(episode, { state: 'gone', missed: at });
      open.delete(id);
    }
  }
  for (const episode of open.values()) if (now - episode.last >= patience) episode.state = 'unseen';
  return all.sort((a, b) => b.last - a.last || b.score - a.score || b.first - a.first);
}

/** When a spell stops to be known to last, by time alone; `Infinity` where none does. */
export const episodesChangeAt = (list: readonly Episode[], interval: number): number =>
  Math.min(...list.flatMap(({ state, last }) => (state === 'lasting' ? last + silence(interval) : [])));
