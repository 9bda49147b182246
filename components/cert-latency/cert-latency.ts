import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { orNull, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { auditReads, auditedAt } from '../../src/data/audit-reads.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { countWords, counted, happened } from '../../src/domain/audit/audit-counts.ts';
import { certAgeLimits, lastCertificate } from '../../src/domain/fleet/certs.ts';
import { grade } from '../../src/domain/judgement/tone.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Counted } from '../../src/domain/audit/audit-counts.ts';
import type { LastCertificate } from '../../src/domain/fleet/certs.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Cert Issuance Latency',
  section: 'posture',
  size: 'small',
  causes: ['certs'],
  reads: {
    reported: field('metrics.last_cert_issued_at?', orNull(time)),
    ...auditReads,
  },
  limits: { cert_days: certAgeLimits },
} as const satisfies Spec;

const DAY = 86_400_000;
const WORDS: Record<Tone, (limits: typeof certAgeLimits) => string> = {
  ok: () => 'Issuing',
  warn: ({ warn }) => `None for ${plural(warn, 'day')}`,
  bad: ({ bad }) => `None for ${plural(bad, 'day')}`,
  info: () => 'None issued yet',
  unknown: () => 'Not told',
};

/** What the card shows of a moment. */
export interface CertLatencyView extends View {
  last: LastCertificate;
  issued: Counted;
  certs: string | undefined;
}

/**
 * How long ago the last certificate was issued, and how many were in a day.
 *
 * @tag mc-cert-latency
 * @summary Age of the last certificate, certificates in 24 h, and which source told it.
 */
export class McCertLatency extends Card<typeof spec, CertLatencyView> {
  static override spec: Spec = spec;

  view({
    facts: { reported, entries = [], covers_from, truncated },
    routes,
    now: present,
    stale,
    site,
    limits: { cert_days: limits },
  }: CardData<typeof spec>): CertLatencyView {
    const last = lastCertificate(reported, entries);
    const auditAt = auditedAt(routes, present);
    const metricsAt = routes.metrics?.last ? madeAt(routes.metrics.last) : present;
    // An answer that is too old knows of nothing later than itself: judged by now, it would blame the silence.
    const now = stale ? Math.min(metricsAt, auditAt) : present;
    const age = last.at === undefined ? undefined : Math.max(0, now - last.at);
    const ahead = last.at !== undefined && !happened(last.at, now);
    const tone = ahead
      ? 'unknown'
      : last.source && age === undefined
        ? 'info'
        : grade(age === undefined ? age : age / DAY, limits);
    const next = [limits.warn, limits.bad].map((days) => (last.at ?? Infinity) + days * DAY);
    return {
      tone,
      label: ahead
        ? 'Dated in the future'
        : !last.source
          ? 'Not told'
          : age === undefined
            ? 'None issued yet'
            : WORDS[tone](limits),
      last,
      issued: counted({ entries, covers_from, truncated }, 'certs', auditAt, DAY),
      certs: site.config.links?.certs,
      nextChangeAt: Math.min(...next.filter((at) => at > now)),
    };
  }

  protected renderBody({ last: { at, source }, issued, certs }: CertLatencyView): TemplateResult {
    return html`
      ${factList(
        [
          [
            'Last certificate',
            at === undefined ? (source ? 'none yet' : undefined) : ago(at),
            at === undefined ? undefined : stamp(at, this.tz),
          ],
          ['In 24 h', countWords(issued, this.tz), issued.count === undefined ? undefined : 'by the audit'],
        ],
        'large',
      )}
      <small>
        ${source ? `Told by ${source}.` : 'Neither last_cert_issued_at nor an event of the audit tells it.'}
        ${source === 'duck.hatched' ? 'This backend emits no certificate events; hatchings stand for them.' : nothing}
      </small>
      ${link(certs, 'Certificates')}
    `;
  }
}
