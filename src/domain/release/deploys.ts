import type { Deploy } from './deploy-log.ts';

/** From this age on, in ms, what was read from the deploy log is unverified. */
const UNVERIFIED_FROM = 86_400_000;

/** An entry so far ahead of now, in ms, is dated in the future, and not by a clock that differs. */
const AHEAD = 60_000;

/** Whether a deploy log can be believed; times in ms since 1970 UTC. */
export interface LogFile {
  /** Where the configuration says that the file is; `undefined` where it does not say. */
  path: string | undefined;
  /** When the file was read; `undefined` while it was not. */
  readAt: number | undefined;
  /** Whether that is so long ago that what it tells is unverified. */
  unverified: boolean;
  /** When it will be; `undefined` where it is already, or was never read. */
  nextChangeAt: number | undefined;
}

/** How far a deploy log can be believed that was read at `readAt`. */
export function logFile(path: string | undefined, readAt: number | undefined, now: number): LogFile {
  const unverified = readAt !== undefined && now - readAt >= UNVERIFIED_FROM;
  return {
    path,
    readAt,
    unverified,
    nextChangeAt: readAt === undefined || unverified ? undefined : readAt + UNVERIFIED_FROM,
  };
}

/** Whether an entry is dated in the future. */
export const inFuture = ({ at }: Pick<Deploy, 'at'>, now: number): boolean => at > now + AHEAD;

/** A version that this browser saw an alias at, first at `at` (ms since 1970 UTC). */
export interface Seen {
  at: number;
  alias: string;
  version: string;
}

/** A promotion as the deploy log, this browser, or both tell it. */
export interface DeployReport {
  /** When it was: as the deploy log says, else when this browser first saw it. ms since 1970 UTC. */
  at: number;
  version: string;
  alias: string;
  summary?: string;
  /** Told by the deploy log. */
  logged: boolean;
  /** When this browser first saw it, where it did. */
  seenAt?: number;
  /** The first that this browser ever saw of the alias: the promotion itself was before. */
  first: boolean;
}

/**
 * A deploy log is written by hand and to the minute, so its time may lie so far after the one at which a browser saw
 * the change, in ms.
 */
const LATE = 15 * 60_000;

/**
 * The promotions of a deploy log and those that this browser saw, as one list, newest first. One that both tell is one
 * row: same alias and version, logged after the browser last saw another version and not long after it saw this one.
 * @param seen oldest first; what tells no change counts for nothing
 */
export function mergeDeploys(logged: readonly Deploy[], seen: readonly Seen[]): DeployReport[] {
  const open = new Set(logged);
  const last = new Map<string, Seen>();
  const rows: DeployReport[] = [];
  for (const { at, alias, version } of seen) {
    const before = last.get(alias)?.at;
    // Each tab begins its log with what it sees, changed or not.
    if (last.get(alias)?.version === version) continue;
    last.set(alias, { at, alias, version });
    // The newest that fits; of the first sight any earlier promotion may be the one, unless a later one is logged.
    const fits = [...open].filter(
      (each) => each.alias === alias && each.at <= at + LATE && each.at > (before ?? -Infinity),
    );
    const [newest] = fits.sort((a, b) => b.at - a.at);
    const twin = before === undefined ? newest : fits.find((each) => each.version === version);
    const first = before === undefined;
    if (twin?.version === version) {
      open.delete(twin);
      rows.push({ ...twin, logged: true, seenAt: at, first });
    } else rows.push({ at, version, alias, logged: false, seenAt: at, first });
  }
  rows.push(...[...open].map((each) => ({ ...each, logged: true, first: false })));
  return rows.sort((a, b) => b.at - a.at);
}
