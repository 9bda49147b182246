import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { exported, exportedStyles } from '../../src/card/exported.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { nameOf, toldReads } from '../../src/data/told.ts';
import { code, plain, rows } from '../../src/rules/markdown.ts';
import { scalars } from '../../src/rules/moves.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import { readBoard, reconcile } from './board.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Scalar } from '../../src/rules/moves.ts';
import type { Tone } from '../../src/rules/tone.ts';
import type { Misfit, Reconciled } from './board.ts';

const spec = {
  title: 'Board / Runtime Reconciliation',
  section: 'incident',
  size: 'medium',
  height: 300,
  reads: toldReads,
  files: ['board'],
} as const satisfies Spec;

/** So many tasks are shown. */
const SHOWN = 20;

const TONES: Record<Reconciled['verdict'], Tone> = {
  differs: 'warn',
  early: 'info',
  unknown: 'unknown',
  agrees: 'ok',
  idle: 'info',
};
const WORDS: Record<Reconciled['verdict'], string> = {
  differs: 'done, but not so',
  early: 'so already, still open',
  unknown: 'cannot be compared',
  agrees: 'agrees',
  idle: 'claims nothing',
};

/** What the card shows of a moment; times in ms since 1970 UTC. */
export interface ReconciliationView extends View {
  path: string | undefined;
  readAt: number | undefined;
  now: number;
  /** Mismatches first. */
  tasks: Reconciled[];
  problems: Misfit[];
}

const told = (value: Scalar | undefined): string =>
  value === undefined ? 'not offered' : value === '' ? 'empty' : String(value);

/**
 * What the board claims of the runtime, beside what runs.
 *
 * @tag mc-reconciliation
 * @summary Board tasks that claim something about the runtime, each beside the live value, mismatches first.
 */
export class McReconciliation extends Card<typeof spec, ReconciliationView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, findingsStyles, exportedStyles];

  view({ facts: live, site, now }: Moment<typeof spec>): ReconciliationView {
    const file = site.files.board;
    const board = readBoard(file?.text ?? '');
    const values = new Map<string, Scalar>();
    for (const [name, value] of Object.entries(live))
      // `Object.entries` forgets the names of the keys.
      for (const [path, scalar] of scalars(value, nameOf(spec.reads[name as keyof typeof spec.reads].field)))
        values.set(path, scalar);
    const tasks = reconcile(board.tasks, values);
    const has = (verdict: Reconciled['verdict']) => tasks.filter((each) => each.verdict === verdict).length;
    const claiming = tasks.length - has('idle');
    const path = site.config.files?.board;
    return {
      tone: !file
        ? 'unknown'
        : has('differs') > 0
          ? 'warn'
          : has('unknown') > 0
            ? 'unknown'
            : claiming > 0
              ? 'ok'
              : 'info',
      words: !file
        ? path
          ? 'Not read'
          : 'Not configured'
        : has('differs') > 0
          ? plural(has('differs'), 'mismatch', 'mismatches')
          : has('unknown') > 0
            ? `${plural(has('unknown'), 'task')} cannot be compared`
            : claiming > 0
              ? 'Board and runtime agree'
              : 'Nothing is claimed',
      empty: file !== undefined && claiming === 0,
      path,
      readAt: file?.at,
      now,
      tasks,
      problems: board.problems,
    };
  }

  protected renderBody(view: ReconciliationView): TemplateResult {
    const { path, readAt, tasks, problems } = view;
    if (readAt === undefined)
      return path
        ? html`<p>The board ${path} has not been read.</p>`
        : html`<p>
            No board is configured. Set <code>files.board</code> in the site’s configuration to the path of a
            JSON or Markdown file, and name that configuration in the attribute <code>config</code>.
          </p>`;
    const claiming = tasks.filter(({ verdict }) => verdict !== 'idle');
    const off = claiming.filter(({ verdict }) => verdict === 'differs').length;
    return html`
      ${facts(
        [
          [
            'Mismatches',
            off,
            `of ${plural(claiming.length, 'task')} that claim${claiming.length === 1 ? 's' : ''} something`,
          ],
          ['Claim nothing', tasks.length - claiming.length, 'of the runtime'],
        ],
        'large',
      )}
      ${
        claiming.length > 0
          ? findings(claiming.slice(0, SHOWN).map((task) => this.#task(task)))
          : html`<p>
              No task claims anything of the runtime. A claim looks like this:
              <code>- [x] Leave the SES sandbox (ses.sandbox = false)</code>
            </p>`
      }
      ${claiming.length > SHOWN ? html`<small>and ${plural(claiming.length - SHOWN, 'more task')}</small>` : nothing}
      ${problems.length > 0 ? this.#problems(problems) : nothing}
      ${exported(this.#markdown(view), 'reconciliation.md')}
      <small
        >${path} was read ${ago(readAt)}; a task that is done should be so, an open one should not be so
        yet.</small
      >
    `;
  }

  #task({ id, title, verdict, values, state }: Reconciled) {
    return {
      name: [id, title].filter(Boolean).join(' · '),
      tone: TONES[verdict],
      words: WORDS[verdict],
      note: html`${state}:
      ${values.map(
        ({ field, claimed, live, same }, index) =>
          html`${index > 0 ? '; ' : nothing}<code>${field}</code> claimed ${told(claimed)},
            ${same === undefined ? 'not offered' : html`is ${told(live)}`}`,
      )}`,
    };
  }

  #problems(problems: readonly Misfit[]): TemplateResult {
    return html`<p>
      ${plural(problems.length, 'line does not fit, and costs only itself', 'lines do not fit, and cost only themselves')}:
      ${problems.slice(0, 5).map(({ line, text }) => html`<br />Line ${line} <code>${text}</code>`)}
    </p>`;
  }

  #markdown({ tasks, now, path = '' }: ReconciliationView): string {
    const lines = tasks.flatMap(({ id, title, state, verdict, values }) =>
      values.map(({ field, claimed, live }) => [
        plain(id),
        plain(title),
        plain(state),
        code(field),
        plain(told(claimed)),
        plain(told(live)),
        WORDS[verdict],
      ]),
    );
    const head = ['Id', 'Task', 'State', 'Field', 'Claimed', 'Live', 'Verdict'];
    return `# Board and runtime\n\n${plain(path)}, compared ${stamp(now)}\n\n${rows(head, lines)}\n`;
  }
}

define('mc-reconciliation', McReconciliation);

declare global {
  interface HTMLElementTagNameMap {
    'mc-reconciliation': McReconciliation;
  }
}
