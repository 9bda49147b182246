import { alarmsRead } from '../../src/data/alarm-reads.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import { governanceFiles, governanceRecords } from '../../src/data/governance-reads.ts';
import type { Change } from '../../src/api/change.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { AliasRef, Command } from '../../src/commands/aws.ts';
import type { Outcome } from '../../src/data/execute.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { Trial } from '../../src/domain/canary/judgement.ts';
import type { GovernedAction } from '../../src/domain/governance/governance-gate.ts';
import type { Freeze, OpenRequest } from '../../src/domain/governance/governance.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { OnTrial } from '../../src/domain/release/on-trial.ts';
import type { Routing } from '../../src/domain/release/routing.ts';

/** What this card declares. */
export const spec = {
  title: 'Lambda Canary Deploy',
  section: 'release',
  size: 'full',
  causes: ['deployment'],
  reads: { ...releaseReads, alarms: alarmsRead },
  records: governanceRecords,
  files: ['deploy_log', ...governanceFiles],
} as const satisfies Spec;

/** The moment that this card is given. */
export type DeployData = CardData<typeof spec>;

/** What the card shows of it. */
export interface CanaryDeployView extends View {
  preconditions: Preconditions;
  data: DeployData;
}

/** A published version that calls could be shifted to. */
export interface Candidate {
  version: string;
  description: string | undefined;
}

/** What a moment tells of the alias, whatever is chosen on the card. */
export interface Preconditions {
  ref: AliasRef;
  release: Release | undefined;
  /** The version that the alias points to. */
  stable: string | undefined;
  routing: Routing;
  /** The version on trial. */
  canary: OnTrial | undefined;
  /** Whether a deployment runs; `undefined` where that is not told. */
  runs: boolean | undefined;
  /** The published versions but the stable one, highest first. */
  candidates: Candidate[];
  /** What an open request asks for, else a version newer than the stable one. */
  suggested: string | undefined;
  requests: OpenRequest[];
  freezes: Freeze[];
  /** The site's named approver. */
  approver: string | undefined;
  /** Whether the data is fresh. The base of all cards judges that for the whole card. */
  fresh: CheckResult;
  /** What was looked at, whatever version is chosen. One that is `bad` stands against a shift. */
  checks: CheckResult[];
  /** When a change freeze begins or ends next, in server time. */
  nextChangeAt: number;
}

/** What an operator types and chooses, as it is typed. */
export interface Typed {
  version: string;
  /** One of the shares that are offered, in per cent, or `custom`. */
  weight: string;
  /** Per cent. */
  custom: string;
  /** The error rate that triggers a rollback, in per cent. */
  limit: string;
  operator: string;
  request: string;
  confirmation: string;
  /** `yes` where the operator says that going back cannot wait for an approval. */
  emergency: string;
}

/** A use of a command that changes something, as the audit trail has it. */
export interface Use {
  action: GovernedAction;
  version: string;
  weight?: number;
  request: string;
  operator: string;
  /** Without an approved request, as an emergency. */
  emergency?: true;
  line: string;
}

/** One step of the way, with its command where it can be made now. */
export interface Step {
  title: string;
  /** When it is to be taken, or why there is no command yet. */
  when: string;
  command?: Command | undefined;
  /** Absent where the command changes nothing. */
  action?: GovernedAction;
  version?: string | undefined;
  weight?: number | undefined;
}

/** All that follows from what is chosen. */
export interface Plan {
  version: string | undefined;
  /** The share of the calls, above 0 and below 1. */
  weight: number | undefined;
  /** The share of failing calls that triggers a rollback. */
  limit: number | undefined;
  checks: CheckResult[];
  /** A sentence for each limit of the site that can be none. */
  wrong: string[];
  happens: string[];
  /** The judgement on a canary that is on trial, by the chosen limit. */
  trial: Trial | undefined;
  steps: Step[];
}

/** A change that is being run, or was. */
export interface Running {
  use: Use;
  /** Absent where it did not come so far. */
  change?: Change;
  outcome?: Outcome;
  /** How it ended, or why it did not begin; absent while it is on its way. */
  label?: string;
}

/** What the form needs of its card. */
export interface Host {
  preconditions: Preconditions;
  data: DeployData;
  tz: string;
  typed: Partial<Typed>;
  writable: boolean;
  running: Running | undefined;
  executeUrl: string | undefined;
  type: (name: keyof Typed, value: string) => void;
  used: (use: Use, outcome: string) => void;
  run: (use: Use, revision: string) => Promise<void>;
}
