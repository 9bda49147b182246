import { alarmsOf } from './alarms.ts';
import { isPublished } from './versions.ts';
import { percent, stamp } from '../format/values.ts';
import type { AliasRef } from '../../commands/aws.ts';
import type { Answer } from '../../api/fields.ts';
import type { Freeze } from '../governance/governance.ts';
import type { CheckResult } from '../judgement/check-result.ts';
import type { AlarmReport } from './alarms.ts';
import type { End } from './deployment-end.ts';
import type { OnTrial } from './on-trial.ts';
import type { Routing } from './routing.ts';

type Release = NonNullable<Answer<'status'>['release']>;

/** What a shift is judged by before it is made. */
export interface PreflightFacts {
  ref: AliasRef;
  release: Release | undefined;
  /** The version that the alias points to. */
  stable: string | undefined;
  routing: Routing;
  /** The version on trial. */
  canary: OnTrial | undefined;
  /** Whether a deployment runs; `undefined` where that is not told. */
  runs: boolean | undefined;
  /** How the last deployment ended, where it did not go through. */
  end: End | undefined;
  /** `undefined` where they are not provided. */
  alarms: readonly AlarmReport[] | undefined;
  /** The freezes that hold. */
  freezes: readonly Freeze[];
}

/**
 * The checks before a shift to a version, the same on the card and in the release tool. One that is `bad` stands against
 * it.
 */
export const preflight = (facts: PreflightFacts, version: string | undefined): CheckResult[] => [
  target(facts.stable),
  named(facts.ref),
  weightsFor(facts, version),
  revision(facts.release),
  deployment(facts.release, facts.runs, facts.end),
  alarmsCheck(facts.alarms),
  freeze(facts.freezes),
];

const target = (stable: string | undefined): CheckResult => {
  const name = 'Alias points to a published version';
  if (stable === undefined) return { name, tone: 'bad', label: 'not offered' };
  if (isPublished(stable)) return { name, tone: 'ok', label: `version ${stable}` };
  return {
    name,
    tone: 'bad',
    label: stable,
    note: 'AWS takes weights only on an alias that points to a published version: point it at one first.',
  };
};

const named = ({ alias }: AliasRef): CheckResult => ({
  name: 'Alias is named',
  ...(alias
    ? { tone: 'ok', label: alias }
    : { tone: 'bad', label: 'not provided', note: 'Set `alias` in the site’s configuration.' }),
});

const revision = (release: Release | undefined): CheckResult => ({
  name: 'Revision id of the alias is known',
  ...(release?.revision_id
    ? { tone: 'ok', label: release.revision_id }
    : {
        tone: 'bad',
        label: 'not offered',
        note: 'Without it a change by somebody else could be undone unseen, so no command is made.',
      }),
});

function deployment(
  release: Release | undefined,
  runs: boolean | undefined,
  end: End | undefined,
): CheckResult {
  const name = 'No CodeDeploy deployment is running';
  if (runs === undefined)
    return { name, tone: 'unknown', label: 'not provided', note: 'Check in CodeDeploy.' };
  const { id, to_version: to, status, error } = release?.deployment ?? {};
  if (runs)
    return {
      name,
      tone: 'bad',
      label: `${id ?? 'a deployment'}${to ? ` to version ${to}` : ''} is running`,
      note: 'Editing the alias now makes it fail. Stop it first, or let it end.',
    };
  return end?.tone === 'warn'
    ? {
        name,
        tone: 'warn',
        label: `the last one${to ? `, to version ${to},` : ''} ended: ${[status, error?.code].filter(Boolean).join(', ')}`,
        note: end.note,
      }
    : { name, tone: 'ok', label: status ? `the last one ended: ${status}` : 'none' };
}

function alarmsCheck(alarms: readonly AlarmReport[] | undefined): CheckResult {
  const { tone, label, active, silent, unclear } = alarmsOf(alarms);
  const names = [...active, ...silent, ...unclear].join(', ');
  const note =
    names ||
    (alarms
      ? alarms.length === 0 && 'No alarm would act if the new version failed.'
      : 'Check in CloudWatch.');
  return { name: 'No alarm is active', tone, label, ...(note && { note }) };
}

const freeze = (active: readonly Freeze[]): CheckResult => {
  const [first] = active;
  const name = 'No change freeze';
  return first
    ? { name, tone: 'bad', label: `frozen until ${stamp(first.until)}`, note: first.reason }
    : { name, tone: 'ok', label: 'none' };
};

/** Whether the alias has weights already, seen from the version that is chosen. */
export function weightsFor(
  { routing, canary }: Pick<PreflightFacts, 'routing' | 'canary'>,
  version: string | undefined,
): CheckResult {
  const name = 'No weights are set already';
  switch (routing.state) {
    case 'unknown':
      return { name, tone: 'bad', label: 'unknown routing', note: `${routing.why}.` };
    case 'still':
      return { name, tone: 'ok', label: 'none' };
    case 'settling':
      return {
        name,
        tone: 'bad',
        label: `100% to version ${routing.version}`,
        note: 'AWS moves all calls by weight for some minutes while provisioned concurrency follows a change. Check again.',
      };
    case 'split': {
      const label = `${percent(routing.weight)} to version ${routing.version}`;
      if (canary?.turned)
        return {
          name,
          tone: 'bad',
          label,
          note: `Primary and additional version are swapped: version ${canary.version} is the new one. Roll back first.`,
        };
      return routing.version === version
        ? {
            name,
            tone: 'warn',
            label,
            note: 'A shift would change the share of the canary that is on trial.',
          }
        : {
            name,
            tone: 'bad',
            label,
            note: 'Promote it or roll it back first: an alias takes one version beside its own.',
          };
    }
  }
}
