import { css, html } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { act } from '../../src/card/events.ts';
import { factList } from '../../src/card/parts.ts';
import { copyReport, report, reportStyles, saveReport } from '../../src/card/report.ts';
import { fileNameOf } from '../../src/domain/format/file-name.ts';
import { percent } from '../../src/domain/format/values.ts';
import { bundle } from './bundle-text.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { BundleSpec, HandoffBundleView } from './model.ts';

/** What was done last, in one sentence. */
interface Done {
  result: string;
}

/**
 * What the next operator needs, in one Markdown text.
 *
 * @tag mc-handoff-bundle
 * @summary Build, drift, sandbox, peck failures and shift notes as Markdown: preview, copy, download.
 */
export class McHandoffBundle extends Card<BundleSpec, HandoffBundleView, Done> {
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

  protected override ui = { result: '' };

  view(data: CardData<BundleSpec>): HandoffBundleView {
    return viewOf(data);
  }

  protected renderBody(
    { drift, failing, pecksLabel, notes, data }: HandoffBundleView,
    { result }: Done,
  ): TemplateResult {
    return html`
      ${factList(
        [
          ['Alias', drift],
          ['Pecks that fail', failing === undefined ? undefined : percent(failing), pecksLabel],
          ['Notes', String(notes)],
        ],
        'large',
      )}
      ${report(bundle(data, spec, this.tz))}
      <div class="buttons">
        <button type="button" id="copy" @click=${this.#copy}>Copy</button>
        <button type="button" id="markdown" @click=${this.#save}>Download Markdown</button>
      </div>
      <p id="result">${result}</p>
    `;
  }

  readonly #copy = async (): Promise<void> => {
    const { data } = (await this.showNow()) ?? {};
    if (data) this.#done('copy', await copyReport(bundle(data, spec, this.tz), this.renderRoot));
  };

  readonly #save = async (): Promise<void> => {
    const { data } = (await this.showNow()) ?? {};
    if (!data) return;
    this.#done('markdown', saveReport(bundle(data, spec, this.tz), fileNameOf('shift', data.now, 'md')));
  };

  #done(action: string, result: string): void {
    this.ui = { result };
    announce(this, result);
    act(this, action, undefined);
  }
}
