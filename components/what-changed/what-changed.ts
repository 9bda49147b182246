import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { nameOf, statusReads } from '../../src/data/status-reads.ts';
import { movesOf, spanOf } from '../../src/domain/growth/comparison.ts';
import { count, duration, plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Moved, Scalar } from '../../src/domain/growth/comparison.ts';

const spec = {
  title: 'What Changed Since Last Refresh',
  section: 'latency',
  size: 'wide',
  reads: statusReads,
  compares: 'before',
} as const satisfies Spec;

/** Longest value shown, in characters. */
const LONGEST = 120;

/** What the card shows of a moment. */
export interface WhatChangedView extends View {
  /** Whether there is an answer before the latest to compare with. */
  comparable: boolean;
  moves: Moved[];
  /** Time between the two answers in ms, where anything moved. */
  span: number | undefined;
}

/**
 * Each field of status and metrics that the latest poll found otherwise than the one before, as it was and as it is.
 *
 * @tag mc-what-changed
 * @summary Each field that moved on the latest poll, old and new.
 */
export class McWhatChanged extends Card<typeof spec, WhatChangedView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    // A long value does not cut the names of fields, where there is room for both.
    css`
      tbody th {
        min-width: min(13em, 40vw);
      }
    `,
  ];

  view({ facts: now, then, routes }: CardData<typeof spec>): WhatChangedView {
    // `Object.keys` forgets the names of the keys.
    const names = Object.keys(spec.reads) as (keyof typeof spec.reads)[];
    const moves = names.flatMap((name) => {
      const { field: path, route } = spec.reads[name];
      // A route that has answered once has moved nothing.
      return then && routes[route]?.before ? movesOf(then.facts[name], now[name], nameOf(path)) : [];
    });
    return {
      tone: 'info',
      label: !then
        ? 'First poll'
        : moves.length > 0
          ? `${plural(moves.length, 'field')} moved`
          : 'Nothing moved',
      comparable: then !== undefined,
      moves,
      span: moves.length > 0 ? spanOf([routes.metrics, routes.status]) : undefined,
    };
  }

  protected renderBody({ comparable, moves, span }: WhatChangedView): TemplateResult {
    return html`
      ${factList([['Moved on the latest poll', comparable ? plural(moves.length, 'field') : 'nothing to compare with yet']], 'large')}
      ${
        moves.length > 0
          ? table(
              ['Field', 'Before', 'Now'],
              moves.map(({ name, was, is }) => [name, this.#told(name, was), this.#told(name, is)]),
            )
          : nothing
      }
      ${span === undefined ? nothing : html`<small>The two answers are ${duration(span)} apart.</small>`}
    `;
  }

  /** A value as it was kept; a time is told by its name. */
  #told(name: string, value: Scalar | undefined): string {
    if (value === undefined) return 'not there';
    if (value === null) return 'none';
    if (value === '') return 'empty';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'string') return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    return /_(at|modified)$/.test(name) ? stamp(value, this.tz) : count(value);
  }
}
