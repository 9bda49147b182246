import { governanceFiles, governanceRecords } from '../../src/data/governance-reads.ts';
import { governanceOf } from '../../src/data/governance-state.ts';
import { logFile } from '../../src/domain/release/deploys.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Governance } from '../../src/data/governance-state.ts';
import type { Written } from '../../src/domain/governance/governance-export.ts';
import type { LogFile } from '../../src/domain/release/deploys.ts';

/** What this card declares. */
export const spec = {
  title: 'Governance Actions',
  section: 'release',
  size: 'wide',
  // It reads nothing of the backend: requests and freezes are kept while that is down too.
  records: governanceRecords,
  files: governanceFiles,
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface GovernanceView extends View, Omit<Governance, 'nextChangeAt' | 'logged'> {
  file: LogFile;
  /** What an export is written of. */
  written: Written;
}

/** A sentence that says what is wrong with what was typed, and in which field. */
export interface Wrong {
  wrong: string;
  field: string;
}

/** A form that was sent: its name on the card, what it does, and to which request or freeze. */
export interface SentForm {
  form: string;
  type: 'open' | 'approve' | 'close' | 'freeze' | 'extend' | 'end';
  about: string;
}

/** What the card shows of what is known. */
export function viewOf(data: CardData<typeof spec>): GovernanceView {
  const { records, site, now, base } = data;
  const { config, files } = site;
  const { logged, nextChangeAt, ...governance } = governanceOf(data);
  const { requests, active, coming } = governance;
  const file = logFile(config.files?.governance_log, files.governance_log?.at, now);
  const waiting = requests.filter(({ approvedAt }) => approvedAt === undefined).length;
  return {
    tone: active.length > 0 ? 'warn' : 'info',
    label:
      active.length > 0
        ? `Frozen · ${requests.length} open`
        : requests.length > 0
          ? `${requests.length} open · ${waiting > 0 ? `${waiting} to approve` : 'all approved'}`
          : 'No request open',
    empty: requests.length + records.governance.length + active.length + coming.length === 0,
    nextChangeAt: Math.min(nextChangeAt, file.nextChangeAt ?? Infinity),
    ...governance,
    file,
    written: { events: records.governance, logged, configured: config.freezes, base, now },
  };
}
