import { limitsFrom } from '../../domain/judgement/limits.ts';
import type { Declared } from '../../api/field.ts';
import type { CauseId, Judged } from '../../domain/findings/finding.ts';
import type { Limits } from '../../domain/judgement/limits.ts';
import type { ApiState } from '../card-data.ts';
import type { Facts } from '../spec.ts';
import type { SiteFile } from '../site-state.ts';

/** The logs that causes are judged by, and that tell since when they stand. */
export const FINDING_LOGS = ['sd_latency_log', 'pecks', 'blockers', 'missionControlAnomalyLog'] as const;

type Reads = Readonly<Record<string, Declared<unknown>>>;

/** What causes are judged in: the data of a card, or all that is known of a base. */
export type FindingData = Pick<ApiState, 'now' | 'interval' | 'routes' | 'site'> & {
  logs: Partial<ApiState['logs']>;
};

/** What one rule is given: its facts, each read from its route's last answer, and what is known beside them. */
export type CauseData<R extends Reads = Reads> = FindingData & {
  facts: Facts<{ title: ''; section: 'posture'; size: 'small'; reads: R }>;
};

/** One thing that can be wrong: what it reads, and the rule that judges it. */
export interface Cause<R extends Reads = Reads> {
  id: CauseId;
  /** What is checked, in words: `agents`, `SES quota`. */
  name: string;
  reads: R;
  files?: readonly SiteFile[];
  /** What the log of findings calls it. */
  ids?: readonly string[];
  /** Whether every backend has to send what it reads. */
  everywhere: boolean;
  judge: (data: CauseData<R>) => Judged;
}

/** Holds a rule to the types of what it reads, and forgets them: a list has causes of all kinds. */
export const cause = <const R extends Reads>(each: Cause<R>): Cause =>
  // `findingsOf` gives each rule the facts of its own reads.
  each as unknown as Cause;

/** Limits by their name, as the site sets them. */
export const limitsIn = <L extends Limits>({ site }: FindingData, name: string, defaults: L): L =>
  limitsFrom(site.config.thresholds, name, defaults);
