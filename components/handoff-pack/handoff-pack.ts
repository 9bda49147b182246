import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { act } from '../../src/card/events.ts';
import { facts } from '../../src/card/parts.ts';
import { anomaliesOf, anomalyLogs, anomalyReads, uncheckedOf } from '../../src/data/anomalies.ts';
import { scoreOf, tierOf, timeToAct, toneOf } from '../../src/rules/anomalies.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural } from '../../src/rules/words.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';

const spec = {
  title: 'Incident Handoff Pack v2',
  section: 'incident',
  size: 'medium',
  height: 712,
  narrow: 712,
  reads: anomalyReads,
  probes: ['beak', 'metrics', 'status', 'audit'],
  logs: [...anomalyLogs, 'sd_latency_log'],
  records: {
    todos: 'mc-todos',
    mode: 'mc-incident-mode',
    incidents: 'mc-incident-escalation',
    notes: 'mc-shift-log',
  },
  files: ['deploy_log', 'operator_notes', 'governance_log', 'board'],
  watches: true,
} as const satisfies Spec;

/** What the card declares, for its report. */
export type HandoffSpec = typeof spec;

/** What the card shows of a moment. */
export interface HandoffPackView extends View {
  score: number;
  found: number;
  /** What the report is written of. */
  moment: Moment<HandoffSpec>;
}

/** The report is long: the frame that shows the score does not wait for it. */
const part = () => new Promise(requestAnimationFrame).then(() => import('./part.ts'));

/**
 * Hands a moment over: Markdown for people, and a JSON pack that can be opened again.
 *
 * @tag mc-handoff-pack
 * @summary A moment as Markdown for people and as a JSON pack that shows it again: preview, copy, download.
 */
export class McHandoffPack extends Card<HandoffSpec, HandoffPackView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
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
  #shown: Moment<HandoffSpec> | undefined;

  view(moment: Moment<HandoffSpec>): HandoffPackView {
    const found = anomaliesOf(moment);
    const score = scoreOf(found);
    const missing = uncheckedOf(moment).needed.length > 0;
    return {
      tone: worst([found.length > 0 ? toneOf(score) : 'ok', ...(missing ? (['unknown'] as const) : [])]),
      words: found.length > 0 ? plural(found.length, 'anomaly', 'anomalies') : 'Nothing found',
      score,
      found: found.length,
      moment,
    };
  }

  protected renderBody({ score, found, moment }: HandoffPackView): TemplateResult {
    this.#shown = moment;
    const tier = tierOf(score);
    return html`
      ${facts(
        [
          ['Score', String(score), 'of 100'],
          ['Tier', found > 0 ? tier : 'none', found > 0 ? `act within ${timeToAct[tier]}` : nothing],
        ],
        'large',
      )}
      ${this.lazy(part)?.preview(moment, spec, this.tz) ?? html`<div class="skeleton"></div>`}
      <div class="buttons">
        <button type="button" id="copy" @click=${this.#copy}>Copy</button>
        <button type="button" id="markdown" @click=${this.#markdown}>Download Markdown</button>
        <button type="button" id="json" ?disabled=${!this.writable} @click=${this.#json}>
          Download JSON
        </button>
      </div>
      <p role="status">${this.told}</p>
      <small>
        The JSON holds what this browser knows and keeps of this backend, the last 24 h of its logs, and what
        operators wrote here. Mail addresses and telephone numbers in it are masked. It can be opened again.
      </small>
    `;
  }

  readonly #copy = (): Promise<void> => this.#do('copy');
  readonly #markdown = (): Promise<void> => this.#do('markdown');
  readonly #json = (): Promise<void> => this.#do('json');

  /** Hands over what is known now, which then is what is shown too. */
  async #do(what: 'copy' | 'markdown' | 'json'): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    const moment = this.#shown;
    if (!moment) return;
    try {
      const { deeds } = await part();
      this.told = await deeds[what](moment, spec, this.tz, this.renderRoot);
      act(this, what, undefined);
    } catch (reason) {
      this.told = `That failed: ${reason instanceof Error ? reason.message : String(reason)}`;
    }
  }
}

define('mc-handoff-pack', McHandoffPack);

declare global {
  interface HTMLElementTagNameMap {
    'mc-handoff-pack': McHandoffPack;
  }
}
