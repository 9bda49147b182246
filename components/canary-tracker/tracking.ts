import { atLeast, atMost } from '../../src/domain/canary/binomial.ts';
import { latestAhead } from '../../src/domain/release/parity.ts';
import { byNumber } from '../../src/domain/release/versions.ts';
import { curveOf, stepAt } from '../../src/domain/release/strategies.ts';
import { percent } from '../../src/domain/format/values.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

type Version = NonNullable<Release['versions']>[number];

/** How `$LATEST` compares with a published version, by its hashes: it has no number. */
export interface Latest {
  /** `undefined` where no hash is known of both. */
  ahead: boolean | undefined;
  hashes: CheckResult[];
  /** The newest version that was published from what `$LATEST` holds now. */
  publishedAs: string | undefined;
}

const HASHES = [
  ['Code', 'code_sha256'],
  ['Configuration', 'config_sha256'],
] as const;

/** Compares `$LATEST` with the version that the alias points to. */
export function latestOf(release: Release | undefined, target: string | undefined): Latest {
  const { latest, versions } = release ?? {};
  const published = versions?.find(({ version }) => version !== undefined && version === target);
  const same = (hash: 'code_sha256' | 'config_sha256', version: Version | undefined) =>
    latest?.[hash] && version?.[hash] ? latest[hash] === version[hash] : undefined;
  return {
    ahead: target === undefined ? undefined : latestAhead(release, target),
    hashes: HASHES.map(([name, hash]) => {
      const alike = same(hash, published);
      const [tone, label]: [Tone, string] =
        alike === undefined
          ? ['unknown', 'cannot be compared']
          : alike
            ? ['ok', 'the same']
            : ['info', 'differs'];
      return { name, tone, label };
    }),
    publishedAs: byNumber(versions).find((each) => HASHES.every(([, hash]) => same(hash, each)))?.version,
  };
}

/** The weight that is set, beside the one that the calls show. */
export interface Weights {
  version: string;
  /** As the alias has it, 0 to 1. */
  set: number;
  /** The calls of all versions in the window, and the share of them that ran this one; absent where not offered. */
  calls?: number;
  observed?: number;
  tone: Tone;
  sentence: string;
}

/** So unlikely a split is no chance: low, because it is looked at with every poll. */
const UNLIKELY = 1e-4;

/** The set weight of a version beside the share of the calls that ran it. */
export function weightsOf(release: Release, version: string, set: number): Weights {
  const { traffic, deployment } = release;
  const entries = Object.entries(traffic?.by_version ?? {});
  const counts = entries.map(([, { invocations }]) => invocations);
  const own = entries.find(([name]) => name === version)?.[1].invocations;
  if (counts.length === 0 || counts.some((calls) => calls === undefined))
    return {
      version,
      set,
      tone: 'unknown',
      sentence: 'The calls are not offered, so the split cannot be seen.',
    };
  const calls = counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  // Of a version that CloudWatch has no figures of, it has counted no call.
  const ran = own ?? 0;
  if (calls === 0)
    return {
      version,
      set,
      calls,
      tone: 'unknown',
      sentence: 'No call was counted yet, so the split cannot be seen.',
    };
  const seen = { version, set, calls, observed: ran / calls };
  const began = deployment?.shift_started_at;
  const curve = curveOf(deployment);
  const stepFor = (at = NaN) => (curve && began !== undefined ? stepAt(curve, (at - began) / 1000) : 0);
  if (stepFor(traffic?.from) !== stepFor(traffic?.to))
    return {
      ...seen,
      tone: 'info',
      sentence: 'The weight has changed within this window, so the two may differ.',
    };
  const off =
    set > 0 && set < 1 && (atLeast(ran, calls, set) < UNLIKELY || atMost(ran, calls, set) < UNLIKELY);
  return off
    ? {
        ...seen,
        tone: 'warn',
        sentence: `The calls do not follow the weight: so far from ${percent(set)} chance comes less than once in ten thousand times. Was the weight changed just now, or do callers name a version?`,
      }
    : {
        ...seen,
        tone: 'ok',
        sentence: 'Each call is sent by chance, so the two differ a little; this much is within chance.',
      };
}
