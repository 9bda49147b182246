import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles } from '../../src/card/form.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { timeToAct } from '../../src/rules/anomalies.ts';
import {
  INCIDENTS,
  MODE,
  TIERS,
  incidentLimits,
  incidentState,
  tierFrom,
} from '../../src/rules/incidents.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { duration, stamp } from '../../src/rules/words.ts';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Incident, IncidentState } from '../../src/rules/incidents.ts';

const spec = {
  title: 'Incident Mode',
  section: 'incident',
  size: 'medium',
  height: 366,
  narrow: 384,
  // It reads nothing of the backend: it must work while that is down.
  records: { mode: 'mc-incident-mode', incidents: 'mc-incident-escalation' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface IncidentModeView extends View, IncidentState {
  /** Since when automatic refresh is paused, in ms since 1970 UTC. */
  pausedSince: number | undefined;
  /** After how long it is reminded of, in ms. */
  remind: number;
}

/** Longest title and closing note, in characters. */
const LONGEST = { title: 200, text: 1000 };

/** The tier that is offered first: somebody has to look at it soon, but need not be woken by a wrong click. */
const USUAL = 'P1';

/** What an incident is called whose title was left empty. */
const UNTITLED = 'Incident without a title';

/**
 * The page's mode for an incident: it pauses automatic refresh in every tab and opens an incident, or joins one.
 *
 * @tag mc-incident-mode
 * @summary Starts and ends incident mode, which pauses automatic refresh in every tab, and keeps its incident.
 */
export class McIncidentMode extends Card<typeof spec, IncidentModeView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    css`
      form {
        display: grid;
        gap: 8px;
        justify-items: start;
      }
      label {
        display: grid;
        gap: 2px;
        width: 100%;
      }
      :is(input, select) {
        width: 100%;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { joins: { state: true }, starting: { state: true } };

  /** The incident that a start is to join, empty for a new one; `undefined` until somebody chose. */
  protected joins?: string | undefined;
  /** From a click on Start until it shows: a second click must not open a second incident. */
  protected starting = false;
  /** What gets the focus when it is there, since what had it goes. */
  #next: string | undefined;

  view({ records, now, pausedSince, site }: Moment<typeof spec>): IncidentModeView {
    const limits = limitsFrom(site.config.thresholds, 'incident', incidentLimits);
    const state = incidentState(records.mode, records.incidents, now, limits);
    const { since, record, late, lateAt } = state;
    const more = { ...state, pausedSince, remind: limits.remind, turnsAt: lateAt };
    if (since === undefined) return { ...more, tone: 'info', words: 'Off' };
    const words = record ? `On · ${record.tier}` : 'On';
    return late
      ? { ...more, tone: 'warn', words: `${words} · for over ${duration(limits.remind)}` }
      : { ...more, tone: 'info', words };
  }

  protected renderBody(view: IncidentModeView): TemplateResult {
    return view.since === undefined ? this.#off(view) : this.#on(view, view.since);
  }

  #off({ others }: IncidentModeView): TemplateResult {
    const joined = this.joins === '' ? undefined : (others.find(({ id }) => id === this.joins) ?? others[0]);
    const choose = ({ target }: Event) => {
      if (target instanceof HTMLSelectElement) this.joins = target.value;
    };
    return html`
      <form @submit=${(event: SubmitEvent) => this.#start(event, joined)}>
        ${
          others.length > 0
            ? html`<label>
                Incident
                <select name="joins" ?disabled=${!this.writable} @change=${choose}>
                  ${others.map(
                    ({ id, tier, title }) =>
                      html`<option value=${id} ?selected=${id === joined?.id}>
                        Join ${tier} · ${title}
                      </option>`,
                  )}
                  <option value="" ?selected=${!joined}>Open a new one</option>
                </select>
              </label>`
            : nothing
        }
        ${joined ? nothing : this.#fields()}
        <button id="start" ?disabled=${!this.writable || this.starting}>Start incident mode</button>
      </form>
      <small>
        It pauses automatic refresh in every tab, so that what you look at stays. Refresh on a card still
        works. The gap lowers the coverage of this browser’s logs and does not count as failures.
      </small>
    `;
  }

  #fields(): TemplateResult {
    return html`
      <label>
        What is wrong?
        <input name="title" maxlength=${LONGEST.title} autocomplete="off" ?disabled=${!this.writable} />
      </label>
      <label>
        Tier
        <select name="tier" ?disabled=${!this.writable}>
          ${TIERS.map(
            (tier) =>
              html`<option value=${tier} ?selected=${tier === USUAL}>
                ${tier} · act within ${timeToAct[tier]}
              </option>`,
          )}
        </select>
      </label>
    `;
  }

  #on(view: IncidentModeView, since: number): TemplateResult {
    const { record, incident, others, pausedSince, late, remind } = view;
    const missing = incident === undefined ? 'none' : 'not in this browser';
    return html`
      ${facts(
        [
          ['On since', stamp(since, this.tz), html`started ${ago(since)}`],
          ['Incident', record?.title ?? missing, record && this.#told(record)],
        ],
        'large',
      )}
      ${
        late
          ? html`<p class="warn">
              Incident mode has been on for over ${duration(remind)}. If the incident is over, end the mode:
              until then nothing here is kept up to date by itself.
            </p>`
          : nothing
      }
      ${this.writable ? html`<p>${this.#refresh(pausedSince)}</p>` : nothing}
      ${
        others.length > 0
          ? html`<p>Also open: ${others.map(({ tier, title }) => `${tier} · ${title}`).join('; ')}.</p>`
          : nothing
      }
      ${this.#end(record)}
    `;
  }

  #told({ tier, openedAt, resolvedAt }: Incident): TemplateResult {
    return html`${tier}, opened
    ${ago(openedAt)}${resolvedAt === undefined ? nothing : html`, resolved ${ago(resolvedAt)}`}`;
  }

  #refresh(pausedSince: number | undefined): string {
    return pausedSince === undefined
      ? 'Automatic refresh was let go on in this tab, though the mode is on.'
      : 'Automatic refresh is paused in every tab. Refresh on a card still works. The gap lowers the coverage of this browser’s logs and does not count as failures.';
  }

  #end(record: Incident | undefined): TemplateResult {
    const open = record && record.resolvedAt === undefined ? record : undefined;
    const end = (resolves: boolean) => () => this.#finish(open, resolves);
    const disabled = !this.writable;
    return html`<form @submit=${(event: SubmitEvent) => event.preventDefault()}>
      <label>
        Closing note
        <input name="closing" maxlength=${LONGEST.text} autocomplete="off" ?disabled=${disabled} />
      </label>
      <div class="buttons">
        ${
          open
            ? html`<button type="button" ?disabled=${disabled} @click=${end(true)}>End and resolve</button>
                <button type="button" ?disabled=${disabled} @click=${end(false)}>
                  End, keep the incident open
                </button>`
            : html`<button type="button" ?disabled=${disabled} @click=${end(false)}>
                End incident mode
              </button>`
        }
      </div>
    </form>`;
  }

  #start(event: SubmitEvent, joined: Incident | undefined): void {
    event.preventDefault();
    if (!this.writable || this.starting) return;
    this.starting = true;
    this.pause(true);
    const incident = joined?.id ?? this.#open();
    this.keep({ did: 'start', incident }, MODE);
    this.#next = '[name=closing]';
    this.joins = undefined;
  }

  /** Opens an incident of what was typed, and answers its id. */
  #open(): string | undefined {
    const title = this.#typed('title') || UNTITLED;
    const tier = tierFrom(this.#typed('tier')) ?? USUAL;
    return this.keep({ did: 'open', title, tier }, INCIDENTS)?.id;
  }

  #finish(open: Incident | undefined, resolves: boolean): void {
    const text = this.#typed('closing');
    if (open && resolves) this.keep({ did: 'resolve', incident: open.id, text }, INCIDENTS);
    else if (open && text) this.keep({ did: 'note', incident: open.id, text }, INCIDENTS);
    this.keep({ did: 'end', text }, MODE);
    this.pause(false);
    this.#next = '#start';
  }

  #typed(name: string): string {
    const field = this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`);
    return field?.value.trim() ?? '';
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.#next) return;
    const next = this.renderRoot.querySelector<HTMLElement>(this.#next);
    if (!next) return;
    this.#next = undefined;
    this.starting = false;
    next.focus();
  }
}

define('mc-incident-mode', McIncidentMode);

declare global {
  interface HTMLElementTagNameMap {
    'mc-incident-mode': McIncidentMode;
  }
}
