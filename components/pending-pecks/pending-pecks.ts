import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { factList } from '../../src/card/parts.ts';
import { count, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Pending Peck Requests',
  section: 'posture',
  size: 'small',
  reads: {
    bonded: field('metrics.spaceducks_bonded', integer),
    running: field('status.peck_protocol.running', integer),
  },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface PendingPecksView extends View {
  bonded: number | undefined;
  running: number | undefined;
  history: string | undefined;
}

/**
 * How many peck requests wait for an answer now, beside those who may ask.
 *
 * @tag mc-pending-pecks
 * @summary Peck requests that are running now, and the bonded spaceducks.
 */
export class McPendingPecks extends Card<typeof spec, PendingPecksView> {
  static override spec: Spec = spec;

  view({ facts: { bonded, running }, site }: CardData<typeof spec>): PendingPecksView {
    return {
      tone: running === undefined ? 'unknown' : 'info',
      label:
        running === undefined ? 'Not told' : running === 0 ? 'None pending' : `${count(running)} pending`,
      bonded,
      running,
      history: site.config.links?.pecks,
    };
  }

  protected renderBody({ bonded, running, history }: PendingPecksView): TemplateResult {
    return html`
      ${factList(
        [
          ['Running now', running === undefined ? undefined : plural(running, 'request')],
          ['Bonded spaceducks', bonded === undefined ? undefined : count(bonded)],
        ],
        'large',
      )}
      ${link(history, 'History of peck requests')}
    `;
  }
}
