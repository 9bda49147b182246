import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { amount, orNull, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { auditReads } from '../../src/data/audit-reads.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { certAgeLimits } from '../../src/domain/fleet/certs.ts';
import { memoryLimits } from '../../src/domain/runtime/memory.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { plural } from '../../src/domain/format/values.ts';
import { alertLimits, alerts } from './alerts.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Alert } from './alerts.ts';

const spec = {
  title: 'Alert Thresholds',
  section: 'runtime',
  size: 'medium',
  reads: {
    memory: field('status.lambda.memory_used_mb?', amount),
    reported: field('metrics.last_cert_issued_at?', orNull(time)),
    ...auditReads,
  },
  logs: ['sd_latency_log'],
  limits: { alert: alertLimits, memory: memoryLimits, cert_days: certAgeLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface AlertThresholdsView extends View {
  alerts: Alert[];
}

/**
 * The reference thresholds of alerts, each beside the present value.
 *
 * @tag mc-alert-thresholds
 * @summary API errors, memory, age of the newest certificate and failed pecks, each beside its threshold.
 */
export class McAlertThresholds extends Card<typeof spec, AlertThresholdsView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checkResultStyles];

  view({
    facts: { memory, reported, entries = [], covers_from, truncated },
    routes,
    logs,
    now,
    interval,
    limits,
  }: CardData<typeof spec>): AlertThresholdsView {
    const audit = { entries, covers_from, truncated };
    const auditAt = routes.audit?.last ? madeAt(routes.audit.last) : now;
    const list = alerts(
      { memory, reported, audit, auditAt, requests: logs.sd_latency_log },
      now,
      interval,
      limits,
    );
    const reached = list.filter(({ tone }) => tone === 'warn' || tone === 'bad').length;
    const open = list.filter(({ tone }) => tone === 'unknown').length;
    return {
      tone: worst(list.map(({ tone }) => tone)),
      label:
        reached > 0
          ? `${plural(reached, 'threshold')} reached`
          : open > 0
            ? `${plural(open, 'value')} not known`
            : 'All below',
      alerts: list,
      nextChangeAt: Math.min(...list.map(({ nextChangeAt = Infinity }) => nextChangeAt)),
    };
  }

  protected renderBody({ alerts: list }: AlertThresholdsView): TemplateResult {
    return html`
      ${checkResults(list.map(({ reported, ...each }) => ({ ...each, label: reported(this.tz) })))}
      <small>API errors are those of this browser’s own log.</small>
    `;
  }
}
