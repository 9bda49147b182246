import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { amount, orNull, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { auditReads } from '../../src/data/audit.ts';
import { madeAt } from '../../src/data/moment.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural } from '../../src/rules/words.ts';
import { alerts } from './alerts.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Alert } from './alerts.ts';

const spec = {
  title: 'Alert Thresholds',
  section: 'runtime',
  size: 'medium',
  height: 428,
  narrow: 505,
  reads: {
    memory: field('status.lambda.memory_used_mb?', amount),
    told: field('metrics.last_cert_issued_at?', orNull(time)),
    ...auditReads,
  },
  logs: ['sd_latency_log'],
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
  static override styles = [Card.styles, findingsStyles];

  view({
    facts: { memory, told, entries = [], covers_from, truncated },
    routes,
    logs,
    now,
    interval,
    site,
  }: Moment<typeof spec>): AlertThresholdsView {
    const audit = { entries, covers_from, truncated };
    const auditAt = routes.audit?.last ? madeAt(routes.audit.last) : now;
    const list = alerts(
      { memory, told, audit, auditAt, requests: logs.sd_latency_log },
      now,
      interval,
      site.config.thresholds,
    );
    const reached = list.filter(({ tone }) => tone === 'warn' || tone === 'bad').length;
    const open = list.filter(({ tone }) => tone === 'unknown').length;
    return {
      tone: worst(list.map(({ tone }) => tone)),
      words:
        reached > 0
          ? `${plural(reached, 'threshold')} reached`
          : open > 0
            ? `${plural(open, 'value')} not known`
            : 'All below',
      alerts: list,
      turnsAt: Math.min(...list.map(({ turnsAt = Infinity }) => turnsAt)),
    };
  }

  protected renderBody({ alerts: list }: AlertThresholdsView): TemplateResult {
    return html`
      ${findings(list.map(({ told, ...each }) => ({ ...each, words: told(this.tz) })))}
      <small>API errors are those of this browser’s own log.</small>
    `;
  }
}

define('mc-alert-thresholds', McAlertThresholds);

declare global {
  interface HTMLElementTagNameMap {
    'mc-alert-thresholds': McAlertThresholds;
  }
}
