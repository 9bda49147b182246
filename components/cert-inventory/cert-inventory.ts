import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { pipeline } from '../../src/domain/fleet/certs.ts';
import { count, percent } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Pipeline } from '../../src/domain/fleet/certs.ts';

const spec = {
  title: 'Cert Inventory',
  section: 'posture',
  size: 'medium',
  reads: {
    tables: field('status.database', map(integer)),
    bonded: field('status.agents.total_bonded', integer),
  },
} as const satisfies Spec;

type Inventory = View & Pipeline;

const reported = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : count(value);
const shareOf = (value: number | undefined): string =>
  value === undefined ? 'cannot be told' : percent(value);

/**
 * What state the ducklings and their certificates are in, by the counts of the tables.
 *
 * @tag mc-cert-inventory
 * @summary Issued, pending and unverified, with completion, backlog and yield.
 */
export class McCertInventory extends Card<typeof spec, Inventory> {
  static override spec: Spec = spec;

  view({ facts: { tables = {}, bonded } }: CardData<typeof spec>): Inventory {
    const state = pipeline({ ...tables, bonded });
    const { mismatch, completion } = state;
    return {
      ...state,
      tone: mismatch ? 'warn' : completion === undefined ? 'unknown' : 'info',
      label: mismatch
        ? 'Does not add up'
        : completion === undefined
          ? 'Cannot be told'
          : `${percent(completion)} certified`,
    };
  }

  protected renderBody(view: Inventory): TemplateResult {
    const { certificates, backlog, unverified, bonded, completion, yield: yielded, mismatch } = view;
    return html`
      ${factList(
        [
          ['Issued', reported(certificates)],
          ['Pending', reported(backlog), 'ducklings without a certificate'],
          ['Unverified eggs', reported(unverified)],
          ['Bonded', reported(bonded)],
        ],
        'large',
      )}
      ${factList([
        ['Completion', shareOf(completion), 'certificates / ducklings'],
        ['Pipeline yield', shareOf(yielded), 'bonded / eggs'],
      ])}
      ${mismatch ? html`<p>${mismatch}</p>` : nothing}
    `;
  }
}
