import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { peckLimits, pecks } from '../../src/domain/fleet/pecks.ts';
import { count, percent } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { PeckReport } from '../../src/domain/fleet/pecks.ts';

const spec = {
  title: 'Peck Protocol',
  section: 'posture',
  size: 'small',
  causes: ['pecks'],
  reads: {
    running: field('status.peck_protocol.running', integer),
    succeeded: field('status.peck_protocol.succeeded', integer),
    failed: field('status.peck_protocol.failed', integer),
  },
  logs: ['pecks'],
  limits: { pecks: peckLimits },
} as const satisfies Spec;

type Report = View & PeckReport & { facts: Facts<typeof spec> };

const reported = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : count(value);

/**
 * The approval workflow's executions: how many run, have succeeded and have failed. Judged as Peck Failure Analysis is.
 *
 * @tag mc-peck-protocol
 * @summary Running, succeeded and failed executions of the approval workflow, and their success share.
 */
export class McPeckProtocol extends Card<typeof spec, Report> {
  static override spec: Spec = spec;

  view({ facts: totals, logs, now, limits }: CardData<typeof spec>): Report {
    const report = pecks(totals, logs.pecks, now, limits.pecks);
    const { failureShare, total } = report;
    return {
      ...report,
      label:
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
      ${factList(
        [
          ['Running', reported(running)],
          ['Succeeded', reported(succeeded)],
          ['Failed', reported(failed)],
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
