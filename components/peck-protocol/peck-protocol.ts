import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { peckLimits, pecks } from '../../src/rules/pecks.ts';
import { count, percent } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Facts, Moment, Spec, View } from '../../src/card/card.ts';
import type { PeckReport } from '../../src/rules/pecks.ts';

const spec = {
  title: 'Peck Protocol',
  section: 'posture',
  size: 'small',
  height: 326,
  reads: {
    running: field('status.peck_protocol.running', counter),
    succeeded: field('status.peck_protocol.succeeded', counter),
    failed: field('status.peck_protocol.failed', counter),
  },
  logs: ['pecks'],
} as const satisfies Spec;

type Report = View & PeckReport & { facts: Facts<typeof spec> };

const told = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : count(value);

/**
 * The approval workflow's executions: how many run, have succeeded and have failed. Judged as Peck Failure Analysis is.
 *
 * @tag mc-peck-protocol
 * @summary Running, succeeded and failed executions of the approval workflow, and their success share.
 */
export class McPeckProtocol extends Card<typeof spec, Report> {
  static override spec: Spec = spec;

  view({ facts: totals, logs, now, site }: Moment<typeof spec>): Report {
    const report = pecks(totals, logs.pecks, now, limitsFrom(site.config.thresholds, 'pecks', peckLimits));
    const { failureShare, total } = report;
    return {
      ...report,
      words:
        failureShare !== undefined
          ? `${percent(1 - failureShare)} succeed`
          : total
            ? 'No outcome yet'
            : 'Cannot be told',
      facts: totals,
      empty: total?.outcomes === 0 && totals.running === 0,
    };
  }

  protected renderBody({
    facts: { running, succeeded, failed },
    total,
    failureShare,
    label,
  }: Report): TemplateResult {
    return html`
      ${facts(
        [
          ['Running', told(running)],
          ['Succeeded', told(succeeded)],
          ['Failed', told(failed)],
          [
            'Success share',
            total && (total.successShare === undefined ? 'no outcome yet' : percent(total.successShare)),
            total && 'running total',
          ],
        ],
        'large',
      )}
      ${failureShare === undefined ? nothing : html`<small>Judged by the ${label}.</small>`}
    `;
  }
}

define('mc-peck-protocol', McPeckProtocol);

declare global {
  interface HTMLElementTagNameMap {
    'mc-peck-protocol': McPeckProtocol;
  }
}
