import { amount, list, map, number, text, time } from '../api/kinds.ts';

const contact = { who: text, how: text, runbook: text };

/** The site's configuration, `mission-control.json`, as the contract has it. Every member may be absent. */
export const siteFields = {
  environment: text,
  function: text,
  alias: text,
  region: text,
  account: text,
  expect: {
    lambda: {
      runtime: text,
      memory_mb: amount,
      timeout_s: amount,
      architecture: text,
      region: text,
      concurrency: amount,
    },
  },
  links: {
    audit: text,
    pecks: text,
    certs: text,
    ses: text,
    compare: text,
    diff: text,
    lookup: text,
    surfaces: list({ title: text, href: text }),
  },
  contacts: { P0: contact, P1: contact, P2: contact, P3: contact },
  approver: text,
  freezes: list({ reason: text, from: time, until: time }),
  blockers: list({ id: text, what: text, owner: text, next: text, as_of: time }),
  events: { bus: text, names: list(text), log_group: text, retention_days: amount },
  providers: list({ name: text, state: text, as_of: time }),
  alarms: list({ name: text, condition: text }),
  thresholds: map(number),
  targets: map(number),
  files: { deploy_log: text, operator_notes: text, governance_log: text, board: text },
  /** Origins of the pages that may frame `embed/`. */
  embed: { parents: list(text) },
  site_deployed_at: time,
};
