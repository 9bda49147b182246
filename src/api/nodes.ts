import { amount, integer, list, map, orNull, share, text, time, whole } from './kinds.ts';

/** A line of the audit, newest first in every list that holds them. */
export const auditEntry = {
  id: text,
  event_type: text,
  timestamp: time,
  actor: text,
  reason: text,
  target: text,
};

/** The release part of the status answer: the alias, its versions, the deployment and the traffic. */
export const release = {
  function: text,
  alias: text,
  stable: text,
  routing: whole(map(share)),
  revision_id: text,
  latest: { code_sha256: text, config_sha256: text, last_modified: time },
  versions: list({
    version: text,
    code_sha256: text,
    config_sha256: text,
    last_modified: time,
    description: text,
  }),
  deployment: orNull({
    id: text,
    config: text,
    status: text,
    started_at: time,
    shift_started_at: time,
    finished_at: time,
    from_version: text,
    to_version: text,
    weight: share,
    steps: list({ at_s: amount, weight: share }),
    alarms: whole(list(text)),
    error: { code: text, message: text },
  }),
  traffic: {
    from: time,
    to: time,
    by_version: map({
      invocations: integer,
      errors: integer,
      throttles: integer,
      p50_ms: amount,
      p90_ms: amount,
      p99_ms: amount,
    }),
  },
};
