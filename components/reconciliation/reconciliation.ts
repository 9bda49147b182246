import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { exported, exportedStyles } from '../../src/card/exported.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { nameOf, statusReads } from '../../src/data/status-reads.ts';
import { code, plain, rows } from '../../src/domain/format/markdown-text.ts';
import { scalars } from '../../src/domain/growth/comparison.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import { NO_FILE } from '../../src/domain/format/markdown-lines.ts';
import { readBoard, reconcile } from './board.ts';
import type { Problem } from '../../src/domain/format/markdown-lines.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Scalar } from '../../src/domain/growth/comparison.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';
import type { Reconciled } from './board.ts';

const spec = {
  title: 'Board / Runtime Reconciliation',
  section: 'incident',
  size: 'medium',
  reads: statusReads,
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
  problems: Problem[];
}

const reported = (value: Scalar | undefined): string =>
  value === undefined ? 'not offered' : value === '' ? 'empty' : String(value);

/**
 * What the board claims of the runtime, beside what runs.
 *
 * @tag mc-reconciliation
 * @summary Board tasks that claim something about the runtime, each beside the live value, mismatches first.
 */
export class McReconciliation extends Card<typeof spec, ReconciliationView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checkResultStyles, exportedStyles];

  view({ facts: live, site, now }: CardData<typeof spec>): ReconciliationView {
    const file = site.files.board;
    const board = readBoard(file ?? NO_FILE);
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
      label: !file
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
      ${factList(
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
          ? checkResults(claiming.slice(0, SHOWN).map((task) => this.#task(task)))
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
      label: WORDS[verdict],
      note: html`${state}:
      ${values.map(
        ({ field, claimed, live, same }, index) =>
          html`${index > 0 ? '; ' : nothing}<code>${field}</code> claimed ${reported(claimed)},
            ${same === undefined ? 'not offered' : html`is ${reported(live)}`}`,
      )}`,
    };
  }

  #problems(problems: readonly Problem[]): TemplateResult {
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
        plain(reported(claimed)),
        plain(reported(live)),
        WORDS[verdict],
      ]),
    );
    const head = ['Id', 'Task', 'State', 'Field', 'Claimed', 'Live', 'Verdict'];
    return `# Board and runtime\n\n${plain(path)}, compared ${stamp(now)}\n\n${rows(head, lines)}\n`;
  }
}
