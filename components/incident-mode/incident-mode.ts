import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { formStyles, stackedStyles } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { tierFrom } from '../../src/domain/incidents/incidents.ts';
import { endForm, handoff } from './ending.ts';
import { nextSteps } from './next-steps.ts';
import { standing } from './open-incident.ts';
import { startForm } from './start-form.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Tier } from '../../src/domain/findings/tier.ts';
import type { Incident } from '../../src/domain/incidents/incidents.ts';
import type { IncidentModeView } from './model.ts';

/** What an incident is called whose title was left empty. */
const UNTITLED = 'Incident without a title';

/** What an operator chose and did here. */
interface Choices {
  /** The incident that a start is to join, empty for a new one; `undefined` until somebody chose. */
  joins?: string | undefined;
  /** The tier for a new incident; `undefined` until somebody chose. */
  tier?: Tier | undefined;
  /** From a click on Start until it shows: a second click must not open a second incident. */
  starting: boolean;
  /** What became of the handoff, in one sentence. */
  result: string;
}

/**
 * The page's mode for an incident: it pauses automatic refresh in every tab and opens an incident, or joins one.
 *
 * @tag mc-incident-mode
 * @summary Starts and ends incident mode, which pauses automatic refresh in every tab, and keeps its incident.
 */
export class McIncidentMode extends Card<typeof spec, IncidentModeView, Choices> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    stackedStyles,
    css`
      h4 {
        margin: 0;
        font-size: inherit;
      }
      .next {
        display: grid;
        gap: 4px;
        padding-inline-start: 20px;
      }
    `,
  ];

  protected override ui: Choices = { starting: false, result: '' };
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this, () => {
    this.ui = { ...this.ui, starting: false };
  });

  view(data: CardData<typeof spec>): IncidentModeView {
    return viewOf(data);
  }

  protected renderBody(view: IncidentModeView, ui: Choices): TemplateResult {
    const { since, ended, record } = view;
    const { writable, tz } = this;
    if (since !== undefined)
      return html`
        ${standing(view, since, writable, tz)} ${nextSteps(view, writable ? this.#escalate : undefined)}
        ${endForm(record, writable, this.#finish)}
      `;
    return html`
      ${ended ? handoff(view, ended, { writable, result: ui.result, tz, save: this.#save }) : nothing}
      ${startForm(view, { ...ui, writable, choose: this.#choose, start: this.#start })}
    `;
  }

  readonly #choose = ({ target }: Event): void => {
    if (!(target instanceof HTMLSelectElement)) return;
    this.ui =
      target.name === 'joins'
        ? { ...this.ui, joins: target.value }
        : { ...this.ui, tier: tierFrom(target.value) };
  };

  readonly #start = (event: SubmitEvent, joined: Incident | undefined, offered: Tier): void => {
    event.preventDefault();
    if (!this.writable || this.ui.starting) return;
    this.ui = { starting: true, result: '' };
    this.pause(true);
    const incident = joined?.id ?? this.#open(offered);
    this.keep('mode', { type: 'start', incident });
    announce(this, 'Incident mode is on.');
    this.#next.want('[name=closing]');
  };

  /** Opens an incident of what was typed, and answers its id. */
  #open(offered: Tier): string | undefined {
    const title = this.#typed('title') || UNTITLED;
    const tier = tierFrom(this.#typed('tier')) ?? offered;
    return this.keep('incidents', { type: 'open', title, tier })?.id;
  }

  readonly #finish = (open: Incident | undefined, resolves: boolean): void => {
    const text = this.#typed('closing');
    if (open && resolves) this.keep('incidents', { type: 'resolve', incident: open.id, text });
    else if (open && text) this.keep('incidents', { type: 'note', incident: open.id, text });
    this.keep('mode', { type: 'end', text });
    announce(this, 'Incident mode has ended.');
    this.pause(false);
    this.#next.want('#pack');
  };

  /** Hands over what this browser knows and keeps, as a pack that can be opened again. */
  readonly #save = async (): Promise<void> => {
    let result = '';
    try {
      const { handOver } = await import('./hand-over.ts');
      const { data } = (await this.showNow()) ?? {};
      if (data) result = await handOver(data, this.configUrl);
    } catch (reason) {
      result = `That failed: ${reason instanceof Error ? reason.message : String(reason)}`;
    }
    this.ui = { ...this.ui, result };
    announce(this, result);
  };

  readonly #escalate = (incident: string, tier: Tier): void => {
    this.keep('incidents', { type: 'tier', incident, tier });
  };

  #typed(name: string): string {
    const field = this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`);
    return field?.value.trim() ?? '';
  }
}
