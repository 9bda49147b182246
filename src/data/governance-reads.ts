import { governanceEvents } from '../domain/governance/governance-events.ts';

/** What every card that shows governance declares as its `records`; its `files` are {@link governanceFiles}. */
export const governanceRecords = { governance: governanceEvents } as const;

/** The file of the site that tells of requests, too. */
export const governanceFiles = ['governance_log'] as const;
