import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { undoable } from '../../src/card/undoable.ts';
import { count, plural, stamp } from '../../src/domain/format/values.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { EnvDiffView } from './model.ts';

const changed =
  (label: string) =>
  (name: string): CheckResult => ({ name: name || 'empty', tone: 'warn', label });

/**
 * Which environment variables the function has gained and lost since a baseline. Only names ever reach the page.
 *
 * @tag mc-env-diff
 * @summary Names added and removed since the baseline, the current names, when they last changed, and a new baseline.
 */
export class McEnvDiff extends Card<typeof spec, EnvDiffView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    checkResultStyles,
    css`
      .names {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        list-style: none;
      }
    `,
  ];

  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view(data: CardData<typeof spec>): EnvDiffView {
    return viewOf(data);
  }

  protected renderBody({
    names,
    added,
    removed,
    since,
    byHand,
    changedAt,
    undo,
  }: EnvDiffView): TemplateResult {
    return html`
      ${factList(
        [
          ['Added', count(added.length)],
          ['Removed', count(removed.length)],
        ],
        'large',
      )}
      ${
        added.length + removed.length > 0
          ? checkResults([...added.map(changed('added')), ...removed.map(changed('removed'))])
          : nothing
      }
      <div>
        <small>${plural(names.length, 'current name')}</small>
        <ul class="names">
          ${names.map((name) => html`<li><code>${name || 'empty'}</code></li>`)}
        </ul>
      </div>
      <p>
        ${
          since === undefined
            ? nothing
            : html`Compared with
              ${byHand ? 'the baseline of' : 'the oldest names in this browser’s log, as no baseline is set:'}
              ${stamp(since, this.tz)}.`
        }
        ${changedAt === undefined ? 'No change was seen yet.' : html`Last changed ${ago(changedAt)}.`}
      </p>
      <button type="button" id="set" ?disabled=${!this.writable} @click=${() => this.#set(names)}>
        Set as baseline
      </button>
      ${undo ? undoable('A new baseline was set.', 'setting the baseline', this.writable, () => this.#undo(undo)) : nothing}
      <small>Only names ever travel; a changed value is not seen here.</small>
    `;
  }

  #set(names: string[]): void {
    this.keep('baselines', { type: 'baseline', names });
    announce(this, `A new baseline was set: ${plural(names.length, 'name')}.`);
  }

  #undo(baseline: string): void {
    this.keep('baselines', { type: 'restore', baseline });
    this.#next.want('#set');
  }
}
