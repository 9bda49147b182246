import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { pipeline } from '../../src/rules/certs.ts';
import { count, percent } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Pipeline } from '../../src/rules/certs.ts';

const spec = {
  title: 'Cert Inventory',
  section: 'posture',
  size: 'medium',
  height: 326,
  narrow: 366,
  reads: {
    tables: field('status.database', map(counter)),
    bonded: field('status.agents.total_bonded', counter),
  },
} as const satisfies Spec;

type Inventory = View & Pipeline;

const told = (value: number | undefined): string | undefined =>
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

  view({ facts: { tables = {}, bonded } }: Moment<typeof spec>): Inventory {
    const state = pipeline({ ...tables, bonded });
    const { mismatch, completion } = state;
    return {
      ...state,
      tone: mismatch ? 'warn' : completion === undefined ? 'unknown' : 'info',
      words: mismatch
        ? 'Does not add up'
        : completion === undefined
          ? 'Cannot be told'
          : `${percent(completion)} certified`,
    };
  }

  protected renderBody(view: Inventory): TemplateResult {
    const { certificates, backlog, unverified, bonded, completion, yield: yielded, mismatch } = view;
    return html`
      ${facts(
        [
          ['Issued', told(certificates)],
          ['Pending', told(backlog), 'ducklings without a certificate'],
          ['Unverified eggs', told(unverified)],
          ['Bonded', told(bonded)],
        ],
        'large',
      )}
      ${facts([
        ['Completion', shareOf(completion), 'certificates / ducklings'],
        ['Pipeline yield', shareOf(yielded), 'bonded / eggs'],
      ])}
      ${mismatch ? html`<p>${mismatch}</p>` : nothing}
    `;
  }
}

define('mc-cert-inventory', McCertInventory);

declare global {
  interface HTMLElementTagNameMap {
    'mc-cert-inventory': McCertInventory;
  }
}
