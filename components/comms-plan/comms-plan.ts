import { html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { formStyles, stackedStyles } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { until } from '../../src/card/parts.ts';
import {
  audienceFrom,
  audienceNames,
  draftKey,
  phaseFrom,
  phaseNames,
} from '../../src/domain/comms/comms.ts';
import { lineOf, urgency } from './urgency.ts';
import { spec, viewOf, writingOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Format } from '../../src/domain/comms/comms-export.ts';
import type { About, CommsPlanView, Entered, MessageActions, Said } from './model.ts';

const part = () => import('./messages.ts');

/**
 * Who has to be told what of an incident, and when: drafts in plain words, what is wrong with them, and a timer.
 *
 * @tag mc-comms-plan
 * @summary Messages on an incident by audience and phase: drafted, checked, timed, copied, and recorded as told.
 */
export class McCommsPlan extends Card<typeof spec, CommsPlanView, Entered> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, formStyles, stackedStyles, checkResultStyles];

  protected override ui: Entered = { chosen: {}, typed: new Map(), message: { label: '' } };
  /** Server time less this machine's, in ms, as of the last render. */
  #skew = 0;
  readonly #next = new NextFocus(this);

  view(data: CardData<typeof spec>, entered: Entered): CommsPlanView {
    return viewOf(data, entered);
  }

  protected renderBody(view: CommsPlanView, { message }: Entered): TemplateResult {
    this.#skew = view.now - Date.now();
    const { sent } = view.writing;
    return html`
      ${sent ? urgency(sent, this.#until) : html`<p>No incident is open. A message can be prepared all the same.</p>`}
      ${
        view.list.length > 1
          ? html`<label>
              Incident
              <select name="incident" @change=${(event: Event) => this.#select(event, view)}>
                ${each(
                  view.list,
                  ({ incident }) => incident.id,
                  ({ incident: { id, tier, title }, standings: all }) =>
                    html`<option value=${id} .selected=${id === sent?.incident.id}>
                      ${tier} ·
                      ${title}${all.some(({ state }) => state === 'overdue') ? ' · overdue' : nothing}
                    </option>`,
                )}
              </select>
            </label>`
          : nothing
      }
      ${sent ? checkResults(sent.standings.map((each) => lineOf(each, this.#until))) : nothing}
      ${
        this.lazy(part)?.composer(view, message, this.#actions(view), this.tz) ??
        html`<div class="skeleton"></div>`
      }
    `;
  }

  /** What is left until a time of the server; the page's clock counts by this machine's. */
  readonly #until = (at: number): TemplateResult => until(at - this.#skew);

  /** Holds what is written to what is shown, whatever becomes due meanwhile. */
  #hold(view: CommsPlanView): { key: string; about: About } {
    const { sent, audience, phase } = writingOf(view, this.ui);
    const incident = sent?.incident.id;
    this.#choose({ ...(incident && { incident }), audience, phase });
    return { key: draftKey(incident, audience, phase), about: { incident, audience, phase } };
  }

  #choose(chosen: Entered['chosen']): void {
    this.ui = { ...this.ui, chosen };
  }

  /** @param text `undefined` where it is not being typed any more */
  #type(key: string, text: string | undefined): void {
    const typed = new Map(this.ui.typed);
    if (text === undefined) typed.delete(key);
    else typed.set(key, text);
    this.ui = { ...this.ui, typed };
  }

  readonly #select = ({ target }: Event, view: CommsPlanView): void => {
    if (!(target instanceof HTMLSelectElement)) return;
    const { value, name } = target;
    const { chosen } = this.ui;
    const audience = name === 'audience' ? audienceFrom(value) : chosen.audience;
    const phase = name === 'phase' ? phaseFrom(value) : undefined;
    const incident = name === 'incident' ? value : chosen.incident;
    this.#choose({ ...(incident && { incident }), ...(audience && { audience }), ...(phase && { phase }) });
    if (name === 'phase' && !audience) this.#hold(view);
    this.ui = { ...this.ui, message: { label: '' } };
  };

  #actions(view: CommsPlanView): MessageActions {
    return {
      writable: this.writable,
      choose: (event) => this.#select(event, view),
      type: ({ target }) => {
        const { key } = this.#hold(view);
        if (target instanceof HTMLTextAreaElement) this.#type(key, target.value);
        this.ui = { ...this.ui, message: { label: '' } };
      },
      leave: ({ target }) => {
        const { key, about } = this.#hold(view);
        if (!(target instanceof HTMLTextAreaElement)) return;
        if (this.keep('events', { type: 'draft', ...about, text: target.value })) this.#type(key, undefined);
      },
      revert: () => {
        const { key, about } = this.#hold(view);
        this.#type(key, undefined);
        this.keep('events', { type: 'draft', ...about, text: '' });
        this.#next.want('#bring-back');
      },
      bringBack: (text) => {
        this.keep('events', { type: 'draft', ...this.#hold(view).about, text });
        this.#next.want('textarea');
      },
      tell: (headline, text) => {
        const { key, about } = this.#hold(view);
        this.keep('events', { type: 'tell', ...about, headline, text });
        this.#type(key, undefined);
        const { incident, audience } = this.ui.chosen;
        this.#choose({ ...(incident && { incident }), ...(audience && { audience }) });
        this.#say({ label: `Recorded as told: ${audienceNames[about.audience].title}.` });
        this.#next.want('#undo');
      },
      untell: ({ id, audience, phase }) => {
        this.keep('events', { type: 'untell', message: id });
        this.#say({ label: `Taken back: ${audienceNames[audience].title}, ${phaseNames[phase].title}.` });
        this.#next.want('#retell');
      },
      retell: (message) => {
        this.keep('events', { type: 'restore', message });
        this.#say({ label: 'It stands as told again.' });
        this.#next.want('#undo');
      },
      spare: () => {
        const { about } = this.#hold(view);
        const all = view.list.find(({ incident }) => incident.id === about.incident)?.standings;
        const isSpared = all?.find(({ audience }) => audience === about.audience)?.state === 'spared';
        this.keep('events', { type: isSpared ? 'unspare' : 'spare', ...about });
      },
      name: (role, name) => void this.keep('events', { type: 'name', role, name }),
      copy: (format, headline, text) => void this.#copy(view, format, headline, text),
    };
  }

  /** Says what was done, beside the message and aloud. */
  #say(message: Said): void {
    this.ui = { ...this.ui, message };
    announce(this, message.label);
  }

  async #copy(view: CommsPlanView, format: Format, headline: string, text: string): Promise<void> {
    const now = this.writable ? Date.now() + this.#skew : view.now;
    const { copyOut } = await part();
    this.#say(await copyOut(format, view, { headline, text, at: now }));
    await this.updateComplete;
    // Where a page may not write the clipboard, what it would have written is selected.
    const shown = this.ui.message.text && this.renderRoot.querySelector('#copied');
    if (shown) getSelection()?.selectAllChildren(shown);
  }
}
