import { css, html } from 'lit';
import { field } from '../../src/api/field.ts';
import { count, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { act } from '../../src/card/events.ts';
import { facts } from '../../src/card/parts.ts';
import { copyReport, report, reportStyles, saveReport } from '../../src/card/report.ts';
import { anomalyReads, parityReads } from '../../src/data/anomalies.ts';
import { fileNameOf } from '../../src/rules/file-name.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { SHIFT_LOG, notesOf } from '../../src/rules/notes.ts';
import { parity } from '../../src/rules/parity.ts';
import { peckLimits, pecks } from '../../src/rules/pecks.ts';
import { worst } from '../../src/rules/tone.ts';
import { percent, plural } from '../../src/rules/words.ts';
import { bundle } from './markdown.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Operator Handoff Bundle',
  section: 'incident',
  size: 'medium',
  height: 641,
  narrow: 670,
  reads: {
    lambda: field('status.lambda', {
      function: text,
      version: text,
      runtime: text,
      memory_mb: count,
      last_modified: time,
    }),
    pecks: anomalyReads.pecks,
    sesSandbox: anomalyReads.sesSandbox,
    snsSandbox: anomalyReads.snsSandbox,
    ...parityReads,
  },
  logs: ['pecks'],
  records: { notes: SHIFT_LOG },
  files: ['deploy_log'],
  watches: true,
} as const satisfies Spec;

/** What the card declares, for its Markdown. */
export type BundleSpec = typeof spec;

/** What the card shows of a moment. */
export interface HandoffBundleView extends View {
  drift: string;
  /** Share of pecks that fail, 0 to 1. */
  failing: number | undefined;
  label: string;
  notes: number;
  /** What the bundle is written of. */
  moment: Moment<BundleSpec>;
}

/**
 * What the next operator needs, in one Markdown text.
 *
 * @tag mc-handoff-bundle
 * @summary Build, drift, sandbox, peck failures and shift notes as Markdown: preview, copy, download.
 */
export class McHandoffBundle extends Card<BundleSpec, HandoffBundleView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    reportStyles,
    css`
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { told: { state: true } };

  /** What was done last, in one sentence. */
  protected told = '';
  /** What is shown now. */
  #shown: Moment<BundleSpec> | undefined;

  view(moment: Moment<BundleSpec>): HandoffBundleView {
    const { facts: found, logs, records, now, site } = moment;
    const limits = limitsFrom(site.config.thresholds, 'pecks', peckLimits);
    const { tone, words } = parity(found);
    const failures = pecks(found.pecks ?? {}, logs.pecks, now, limits);
    const notes = notesOf(records.notes).length;
    return {
      tone: worst([tone, failures.tone]),
      words: `${words} · ${plural(notes, 'note')}`,
      drift: words,
      failing: failures.failureShare,
      label: failures.label,
      notes,
      moment,
    };
  }

  protected renderBody({ drift, failing, label, notes, moment }: HandoffBundleView): TemplateResult {
    this.#shown = moment;
    return html`
      ${facts(
        [
          ['Alias', drift],
          ['Pecks that fail', failing === undefined ? undefined : percent(failing), label],
          ['Notes', String(notes)],
        ],
        'large',
      )}
      ${report(bundle(moment, spec, this.tz))}
      <div class="buttons">
        <button type="button" id="copy" @click=${this.#copy}>Copy</button>
        <button type="button" id="markdown" @click=${this.#save}>Download Markdown</button>
      </div>
      <p role="status">${this.told}</p>
    `;
  }

  readonly #copy = async (): Promise<void> => {
    const moment = await this.#now();
    if (!moment) return;
    this.told = await copyReport(bundle(moment, spec, this.tz), this.renderRoot);
    act(this, 'copy', undefined);
  };

  readonly #save = async (): Promise<void> => {
    const moment = await this.#now();
    if (!moment) return;
    this.told = saveReport(bundle(moment, spec, this.tz), fileNameOf('shift', moment.now, 'md'));
    act(this, 'markdown', undefined);
  };

  /** What is known now, which then is what is shown too. */
  async #now(): Promise<Moment<BundleSpec> | undefined> {
    this.requestUpdate();
    await this.updateComplete;
    return this.#shown;
  }
}

define('mc-handoff-bundle', McHandoffBundle);

declare global {
  interface HTMLElementTagNameMap {
    'mc-handoff-bundle': McHandoffBundle;
  }
}
