import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { undoable } from '../../src/card/undo.ts';
import { lastRemoval, removalTurnsAt } from '../../src/rules/undo.ts';
import { count, plural, stamp } from '../../src/rules/words.ts';
import { envDiff } from './diff.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { EnvDiff } from './diff.ts';

const spec = {
  title: 'Lambda Environment Diff',
  section: 'runtime',
  size: 'medium',
  height: 512,
  reads: { names: field('status.lambda.env_names', list(text)) },
  logs: ['missionControlEnvVarSnapshotV1'],
  records: { baselines: 'own' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface EnvDiffView extends View, EnvDiff {
  /** The id of the baseline that was set last, while the one before it can be brought back with one click. */
  undo: string | undefined;
}

const namesOf = list(text);

const changed =
  (words: string) =>
  (name: string): Finding => ({ name: name || 'empty', tone: 'warn', words });

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
    findingsStyles,
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

  view({ facts: { names = [] }, logs, records, now }: Moment<typeof spec>): EnvDiffView {
    const undone = new Set(records.baselines.map((each) => each.did === 'restore' && each['baseline']));
    const deed = records.baselines.findLast(({ did, id }) => did === 'baseline' && !undone.has(id));
    const setting = lastRemoval(records.baselines, now, 'baseline');
    const set = deed && { at: deed.at, names: namesOf(deed['names']) ?? [] };
    const diff = envDiff(names, logs.missionControlEnvVarSnapshotV1, set);
    const { added, removed, since } = diff;
    const changes = added.length + removed.length;
    return {
      ...diff,
      turnsAt: removalTurnsAt(setting),
      undo: setting?.id,
      tone: since === undefined ? 'unknown' : changes > 0 ? 'warn' : 'ok',
      words:
        since === undefined
          ? 'No baseline yet'
          : changes > 0
            ? `${count(added.length)} added, ${count(removed.length)} removed`
            : 'As the baseline',
    };
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
      ${facts(
        [
          ['Added', count(added.length)],
          ['Removed', count(removed.length)],
        ],
        'large',
      )}
      ${
        added.length + removed.length > 0
          ? findings([...added.map(changed('added')), ...removed.map(changed('removed'))])
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
      ${undo ? undoable('A new baseline was set.', this.writable, () => this.#undo(undo)) : nothing}
      <small>Only names ever travel; a changed value is not seen here.</small>
    `;
  }

  #set(names: string[]): void {
    this.keep({ did: 'baseline', names });
  }

  #undo(baseline: string): void {
    this.keep({ did: 'restore', baseline });
    this.#next.want('#set');
  }
}

define('mc-env-diff', McEnvDiff);

declare global {
  interface HTMLElementTagNameMap {
    'mc-env-diff': McEnvDiff;
  }
}
