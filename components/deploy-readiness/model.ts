import { field } from '../../src/api/field.ts';
import { flag } from '../../src/api/kinds.ts';
import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import { declaring, judged } from '../../src/data/findings-of.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { governanceRecords } from '../../src/data/governance-reads.ts';
import { governanceOf } from '../../src/data/governance-state.ts';
import { alarmsRead } from '../../src/data/alarm-reads.ts';
import { aliasReads } from '../../src/data/alias-reads.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { logFile } from '../../src/domain/release/deploys.ts';
import { agesChangeAt, heardLast } from '../../src/domain/freshness/ages.ts';
import { freshnessLimits } from '../../src/domain/freshness/freshness.ts';
import { readiness, verdict } from './readiness.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Deploy } from '../../src/domain/release/deploy-log.ts';
import type { ReadinessFacts } from './readiness.ts';

/** What this card declares. */
export const spec = {
  title: 'Deploy Readiness Checklist',
  section: 'release',
  size: 'medium',
  informs: true,
  ...declaring(STATUS_CAUSES, {
    ...aliasReads,
    sesSandbox: field('status.ses.sandbox', flag),
    snsSandbox: field('status.sns.sandbox', flag),
    alarms: alarmsRead,
    ...releaseReads,
  }),
  // Each answer is news, for its age is one of the checks.
  probes: ['status'],
  records: governanceRecords,
  files: ['deploy_log'],
  limits: { freshness: freshnessLimits },
} as const satisfies Spec;

/** So many deploys are shown. */
const SHOWN = 3;

/** What the card shows of a moment. */
export interface ReadinessView extends View {
  checked: Omit<ReadinessFacts, 'tz'>;
  deploys: Deploy[];
}

/** What the card shows of what is known. */
export function viewOf(data: CardData<typeof spec>): ReadinessView {
  const { facts: reported, routes, site, now, stale } = data;
  const last = routes.status?.last;
  const status = {
    name: 'Status freshness',
    at: last && madeAt(last),
    limits: data.limits.freshness,
  };
  const freezes = governanceOf(data);
  const { alias, stable, runs } = releaseOf(data);
  const file = logFile(site.config.files?.deploy_log, site.files.deploy_log?.at, now);
  const checked = {
    now,
    status,
    parity: reported,
    runs,
    alarms: reported.alarms,
    problems: judged(data, STATUS_CAUSES),
    sandbox: { ses: reported.sesSandbox, sns: reported.snsSandbox },
    alias,
    target: stable,
    file,
    deploys: site.deploys.entries,
    freezes: freezes.active,
    amiss: freezes.amiss,
  };
  return {
    // The base says that what is too old is too old; the words are what the verdict was.
    ...verdict(readiness({ ...checked, now: stale ? heardLast([status]) : now, tz: 'UTC' })),
    nextChangeAt: Math.min(freezes.nextChangeAt, file.nextChangeAt ?? Infinity, agesChangeAt([status], now)),
    checked,
    deploys: site.deploys.entries.slice(0, SHOWN),
  };
}
