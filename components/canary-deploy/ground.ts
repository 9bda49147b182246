import { aliasRef } from '../../src/data/release.ts';
import {
  freezesOf,
  freezesTurnAt,
  isGovernance,
  openRequests,
  requestedVersion,
} from '../../src/rules/governance.ts';
import { mergedEvents, readGovernanceLog } from '../../src/rules/governance-log.ts';
import { endOf } from '../../src/rules/deployment-end.ts';
import { shifts } from '../../src/rules/parity.ts';
import { running } from '../../src/rules/strategies.ts';
import { percent, plural, stamp } from '../../src/rules/words.ts';
import type { AliasRef } from '../../src/commands/aws.ts';
import type { Release } from '../../src/data/release.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { Freeze, OpenRequest } from '../../src/rules/governance.ts';
import type { DeployMoment } from './canary-deploy.ts';

/** A published version that calls could be shifted to. */
export interface Candidate {
  version: string;
  description: string | undefined;
}

/** What a moment tells of the alias, whatever is chosen on the card. */
export interface Ground {
  ref: AliasRef;
  release: Release | undefined;
  /** The version that the alias points to. */
  stable: string | undefined;
  /** Its additional weights; `undefined` where the backend does not tell them. */
  shifting: [version: string, weight: number][] | undefined;
  canary: { version: string; weight: number } | undefined;
  /** The published versions but the stable one, highest first. */
  candidates: Candidate[];
  /** What an open request asks for, else a version newer than the stable one. */
  suggested: string | undefined;
  requests: OpenRequest[];
  freezes: Freeze[];
  /** The site's named approver. */
  approver: string | undefined;
  /** Whether the data is fresh. The base of all cards judges that for the whole card. */
  fresh: Finding;
  /** What was looked at, whatever version is chosen. One that is `bad` stands against a shift. */
  checks: Finding[];
  /** When a change freeze begins or ends next, in server time. */
  turnsAt: number;
}

const isPublished = (version: string | undefined): boolean => /^[1-9]\d*$/.test(version ?? '');

/** What can be told before anything is chosen. */
export function groundOf(moment: DeployMoment): Ground {
  const { facts, site, records, now } = moment;
  const { release } = facts;
  const stable = release?.stable || undefined;
  const shifting = stable === undefined ? undefined : shifts(release, stable);
  const [first] = shifting ?? [];
  const canary = first && { version: first[0], weight: first[1] };
  const candidates = (release?.versions ?? [])
    .flatMap(({ version, description }) =>
      version !== undefined && isPublished(version) && version !== stable ? [{ version, description }] : [],
    )
    .sort((a, b) => Number(b.version) - Number(a.version));
  const logged = readGovernanceLog(site.files.governance_log?.text ?? '').events;
  const requests = openRequests(mergedEvents(logged, records.governance.filter(isGovernance)));
  const asked = requestedVersion(requests);
  const newer = candidates.find(({ version }) => Number(version) > Number(stable));
  const { active, coming } = freezesOf(records.governance, site.config.freezes, now);
  return {
    ref: aliasRef(facts, site),
    release,
    stable,
    shifting,
    canary,
    candidates,
    suggested: canary?.version ?? (candidates.find(({ version }) => version === asked) ?? newer)?.version,
    requests,
    freezes: active,
    approver: site.config.approver,
    fresh: fresh(moment),
    checks: [target(stable), revision(release), ...deployment(release), ...alarms(moment), freeze(active)],
    turnsAt: freezesTurnAt({ active, coming }),
  };
}

const fresh = ({ stale, routes }: DeployMoment): Finding => {
  const name = 'Status is fresh';
  if (stale) return { name, tone: 'bad', words: 'too old to act on' };
  if (routes.status?.failing)
    return { name, tone: 'warn', words: 'the last try failed', note: 'The alias may have changed since.' };
  return { name, tone: 'ok', words: 'fresh' };
};

const target = (stable: string | undefined): Finding => {
  const name = 'Alias points to a published version';
  if (stable === undefined) return { name, tone: 'bad', words: 'not offered' };
  if (isPublished(stable)) return { name, tone: 'ok', words: `version ${stable}` };
  return {
    name,
    tone: 'bad',
    words: stable,
    note: 'AWS takes weights only on an alias that points to a published version: point it at one first.',
  };
};

const revision = (release: Release | undefined): Finding => ({
  name: 'Revision id of the alias is known',
  ...(release?.revision_id
    ? { tone: 'ok', words: release.revision_id }
    : {
        tone: 'bad',
        words: 'not offered',
        note: 'Without it a change by somebody else could be undone unseen, so no command is made.',
      }),
});

function deployment(release: Release | undefined): Finding[] {
  const name = 'No CodeDeploy deployment is running';
  const runs = running(release?.deployment);
  if (runs === undefined)
    return [{ name, tone: 'unknown', words: 'not offered', note: 'Look yourself, in CodeDeploy.' }];
  const { id, to_version: to, status, error } = release?.deployment ?? {};
  const which = `${id ?? 'a deployment'}${to ? ` to version ${to}` : ''}`;
  const end = endOf(release?.deployment);
  if (!runs && end?.tone === 'warn')
    return [
      {
        name,
        tone: 'warn',
        words: `the last one${to ? `, to version ${to},` : ''} ended: ${[status, error?.code].filter(Boolean).join(', ')}`,
        note: end.note,
      },
    ];
  return [
    runs
      ? {
          name,
          tone: 'bad',
          words: `${which} is running`,
          note: 'An alias that is edited under its hands makes the deployment fail. Stop it first, or let it end.',
        }
      : { name, tone: 'ok', words: status ? `the last one ended: ${status}` : 'none' },
  ];
}

function alarms({ facts }: DeployMoment): Finding[] {
  const name = 'No alarm is in ALARM';
  if (!facts.alarms)
    return [{ name, tone: 'unknown', words: 'not offered', note: 'Look yourself, in CloudWatch.' }];
  const named = (state: string) =>
    (facts.alarms ?? []).flatMap((alarm) =>
      alarm.state === state ? (alarm.name ?? 'one without a name') : [],
    );
  const [on, blind] = [named('ALARM'), named('INSUFFICIENT_DATA')];
  if (on.length > 0) return [{ name, tone: 'bad', words: on.join(', ') }];
  if (blind.length > 0)
    return [
      { name, tone: 'warn', words: `${plural(blind.length, 'alarm')} without data`, note: blind.join(', ') },
    ];
  if (facts.alarms.some(({ state }) => state === undefined))
    return [{ name, tone: 'unknown', words: 'a state is not offered' }];
  return facts.alarms.length > 0
    ? [{ name, tone: 'ok', words: `${plural(facts.alarms.length, 'alarm')} OK` }]
    : [
        {
          name,
          tone: 'warn',
          words: 'there is no alarm',
          note: 'Nothing would ring if the new version failed.',
        },
      ];
}

const freeze = (active: readonly Freeze[]): Finding => {
  const [first] = active;
  const name = 'No change freeze';
  return first
    ? { name, tone: 'bad', words: `frozen until ${stamp(first.until)}`, note: first.reason }
    : { name, tone: 'ok', words: 'none' };
};

/** Whether the alias has weights already, seen from the version that is chosen. */
export function weightsFor({ shifting, canary }: Ground, version: string | undefined): Finding {
  const name = 'No weights are set already';
  if (!shifting) return { name, tone: 'bad', words: 'not offered' };
  if (!canary) return { name, tone: 'ok', words: 'none' };
  const words = shifting.map(([to, weight]) => `${percent(weight)} to version ${to}`).join(', ');
  if (shifting.length === 1 && canary.version === version)
    return {
      name,
      tone: 'warn',
      words,
      note: 'A shift would change the share of the canary that is on trial.',
    };
  return {
    name,
    tone: 'bad',
    words,
    note: 'Promote it or roll it back first: an alias takes one version beside its own.',
  };
}
