import { count, plural } from '../format/values.ts';

type Maybe = number | undefined;

/** The counts of the pipeline, cumulative: a row stays when it goes on to the next table. */
export interface PipelineCounts {
  eggs?: Maybe;
  ducklings?: Maybe;
  birth_certificates?: Maybe;
  /** `agents.total_bonded`. */
  bonded?: Maybe;
}

/** What the counts come to; each member `undefined` where what it is made of is not offered, or there is none. */
export interface Pipeline {
  eggs: Maybe;
  ducklings: Maybe;
  certificates: Maybe;
  bonded: Maybe;
  /** Certificates per duckling. */
  completion: Maybe;
  /** Ducklings that wait for their certificate. */
  backlog: Maybe;
  /** Eggs that have not hatched. */
  unverified: Maybe;
  /** Bonded agents per egg. */
  yield: Maybe;
  /** Certificates among all entries of the three tables. */
  certifiedShare: Maybe;
  /** All entries of the three tables. */
  entries: Maybe;
  /** A sentence where a later table holds more than the one before: figures are shown as found, never clamped. */
  mismatch: string | undefined;
}

const share = (part: Maybe, whole: Maybe): Maybe => (part !== undefined && whole ? part / whole : undefined);
const less = (whole: Maybe, part: Maybe): Maybe =>
  whole !== undefined && part !== undefined ? whole - part : undefined;

/** The pipeline from egg to bonded spaceduck, by the formulas of the contract (*Counting*). */
export function pipeline({
  eggs,
  ducklings,
  birth_certificates: certificates,
  bonded,
}: PipelineCounts): Pipeline {
  const entries =
    eggs !== undefined && ducklings !== undefined && certificates !== undefined
      ? eggs + ducklings + certificates
      : undefined;
  const backlog = less(ducklings, certificates);
  const unverified = less(eggs, ducklings);
  const over = [
    (unverified ?? 0) < 0 && `${plural(ducklings, 'duckling')} from ${plural(eggs, 'egg')}`,
    (backlog ?? 0) < 0 && `${plural(certificates, 'certificate')} for ${plural(ducklings, 'duckling')}`,
    (less(eggs, bonded) ?? 0) < 0 && `${count(bonded)} bonded from ${plural(eggs, 'egg')}`,
  ].filter(Boolean);
  return {
    eggs,
    ducklings,
    certificates,
    bonded,
    completion: share(certificates, ducklings),
    backlog,
    unverified,
    yield: share(bonded, eggs),
    certifiedShare: share(certificates, entries),
    entries,
    mismatch: over.length > 0 ? `The tables do not add up: ${over.join(', ')}.` : undefined,
  };
}

/** Days without a certificate from which to warn and to alarm; 60 is the catalogue's alert threshold. */
export const certAgeLimits = { warn: 1, bad: 60 };

/** The newest certificate, and which source told it. Times in ms since 1970 UTC. */
export interface LastCertificate {
  at: Maybe;
  source: 'last_cert_issued_at' | 'duck.cert_issued' | 'duck.hatched' | undefined;
}

/**
 * The newest certificate: as the metrics tell it, else the newest of its events in the audit.
 * @param told `last_cert_issued_at`; `null` says that there is none yet
 */
export function lastCertificate(
  reported: number | null | undefined,
  entries: readonly { event_type?: string | undefined; timestamp?: number | undefined }[],
): LastCertificate {
  if (reported !== undefined) return { at: reported ?? undefined, source: 'last_cert_issued_at' };
  for (const source of ['duck.cert_issued', 'duck.hatched'] as const) {
    const times = entries.flatMap(({ event_type, timestamp }) =>
      event_type === source ? (timestamp ?? []) : [],
    );
    if (times.length > 0) return { at: Math.max(...times), source };
  }
  return { at: undefined, source: undefined };
}
