import { latestAhead } from '../../src/domain/release/parity.ts';
import { byNumber } from '../../src/domain/release/versions.ts';
import type { ReleaseState } from '../../src/data/release-state.ts';

/** The name of the function's unpublished state, which has no number. */
export const LATEST = '$LATEST';

/** A version that an alias sends calls to. */
export interface Target {
  version: string;
  /** Its share (0..1) of the alias's calls; `undefined` where the routing is not told. */
  share: number | undefined;
}

/** What calls reach. */
export interface ReleaseMap {
  /** Where the alias leads, its primary version first; empty where that is not told. */
  targets: Target[];
  /** Published versions that no call through the alias reaches, newest first. */
  others: string[];
  /** The published version that has the code and configuration of `$LATEST`, as far as hashes tell. */
  twin: string | undefined;
  /** Whether `$LATEST` differs from the alias's primary version. */
  ahead: boolean | undefined;
  /** What cannot be so on AWS, in words. */
  problems: string[];
}

/** `version 42`, and `$LATEST` as it is. */
export const named = (version: string): string => (version === LATEST ? LATEST : `v${version}`);

/** What calls reach, by the release that the backend tells. */
export function mapOf({
  release,
  routing,
  canary,
}: Pick<ReleaseState, 'release' | 'routing' | 'canary'>): ReleaseMap {
  const { stable, versions } = release ?? {};
  const moving =
    routing.state === 'split'
      ? { version: routing.version, share: routing.weight }
      : routing.state === 'settling'
        ? { version: routing.version, share: 1 }
        : undefined;
  const rest = routing.state === 'unknown' ? undefined : 1 - (moving?.share ?? 0);
  const targets: Target[] = [
    ...(stable === undefined ? [] : [{ version: stable, share: rest }]),
    ...(moving ? [moving] : []),
  ];
  const published = byNumber(versions).flatMap(({ version }) => version || []);
  const lost = targets.filter(({ version }) => version !== LATEST && !published.includes(version));
  const problems = [
    routing.state === 'unknown' && routing.offered && `${routing.why}.`,
    canary?.turned && `Primary and additional version are swapped: ${named(canary.version)} is the new one.`,
    stable === LATEST && 'The alias points to $LATEST: every upload is live at once.',
    versions &&
      lost.length > 0 &&
      `${lost.map(({ version }) => named(version)).join(', ')} is not among the published versions that the backend lists.`,
  ];
  return {
    targets,
    others: published.filter((version) => targets.every((target) => target.version !== version)),
    twin: published.find((version) => latestAhead(release, version) === false),
    ahead: stable === undefined ? undefined : latestAhead(release, stable),
    problems: problems.filter((problem) => typeof problem === 'string'),
  };
}
