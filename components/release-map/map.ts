import { latestAhead, shifts } from '../../src/rules/parity.ts';
import { percent } from '../../src/rules/words.ts';
import type { Release } from '../../src/data/release.ts';

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
  /** Published versions that no call through the alias reaches, in the order of the answer. */
  others: string[];
  /** The oldest of these, where it can go: older than where the alias leads, and neither the way back nor being deployed. */
  spare: string | undefined;
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
export function mapOf(release: Release | undefined): ReleaseMap {
  const { stable, routing, versions } = release ?? {};
  const moving = shifts(release, stable ?? '') ?? [];
  const rest = moving.reduce((sum, [, weight]) => sum - weight, 1);
  const targets: Target[] = [
    ...(stable === undefined ? [] : [{ version: stable, share: routing && rest }]),
    ...moving.map(([version, share]) => ({ version, share })),
  ];
  const published = (versions ?? []).flatMap(({ version }) => version || []);
  const lost = targets.filter(({ version }) => version !== LATEST && !published.includes(version));
  const problems = [
    // Rounding of sums such as 0.1 + 0.9 is no finding.
    rest < -1e-9 && `The weights add up to ${percent(1 - rest)}.`,
    moving.length > 1 && 'More than one additional weight is told; AWS allows one.',
    stable === LATEST && 'The alias points to $LATEST: every upload is live at once.',
    versions &&
      lost.length > 0 &&
      `${lost.map(({ version }) => named(version)).join(', ')} is not among the published versions that the backend lists.`,
  ];
  const others = published.filter((version) => targets.every((target) => target.version !== version));
  return {
    targets,
    others,
    spare: spareOf(release, others),
    twin: published.find((version) => latestAhead(release, version) === false),
    ahead: stable === undefined ? undefined : latestAhead(release, stable),
    problems: problems.filter((problem) => typeof problem === 'string'),
  };
}

/** The oldest version that nothing needs any more, by its number. */
function spareOf({ stable, deployment }: Release = {}, others: readonly string[]): string | undefined {
  const older = others
    .map(Number)
    .filter((version) => version < Number(stable))
    .sort((a, b) => b - a)
    .map(String);
  // The newest of the older ones is where a rollback leads.
  return older
    .slice(1)
    .filter((version) => version !== deployment?.from_version && version !== deployment?.to_version)
    .at(-1);
}
