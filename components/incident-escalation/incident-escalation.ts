import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago, facts, mark } from '../../src/card/parts.ts';
import { tierOf, tierTones, timeToAct } from '../../src/rules/anomalies.ts';
import {
  INCIDENTS,
  TIERS,
  findsLimits,
  incidentMode,
  incidents,
  lastFinds,
  tierFrom,
} from '../../src/rules/incidents.ts';
import { duration, plural, stamp } from '../../src/rules/words.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Tier } from '../../src/rules/anomalies.ts';
import type { Finds, Incident } from '../../src/rules/incidents.ts';

const spec = {
  title: 'Incident Escalation',
  section: 'incident',
  size: 'medium',
  height: 406,
  narrow: 437,
  // It asks nothing of the backend, for it must work while that is down: what the polls of the page found is in the log.
  logs: ['missionControlAnomalyLog'],
  records: { incidents: 'mc-incident-escalation', mode: 'mc-incident-mode' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface IncidentEscalationView extends View {
  /** Worst tier first. */
  open: Incident[];
  /** The last resolved first. */
  resolved: Incident[];
  /** The incident that incident mode is on for. */
  inMode: string | undefined;
  /** What the polls of this browser found last; `undefined` where it does not know. */
  finds: Finds | undefined;
}

/** Longest title and note, in characters. */
const LONGEST = { title: 200, text: 1000 };

/** So many resolved incidents are listed. */
const SHOWN = 10;

/** The tier that is offered where none is suggested, as incident mode does. */
const USUAL: Tier = 'P1';

/**
 * The incidents of this stack, by tier: open one, note what happens, change its tier, resolve it, open it again.
 *
 * @tag mc-incident-escalation
 * @summary Incidents P0 to P3 with their notes and duration: opened, noted, resolved and reopened here.
 */
export class McIncidentEscalation extends Card<typeof spec, IncidentEscalationView> {
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
      .list {
        list-style: none;
      }
      .list > li {
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
      }
      .list summary {
        color: inherit;
      }
      .list details > :not(summary) {
        margin-block: 8px;
      }
      .notes {
        padding-inline-start: 16px;
      }
      .notes small,
      .list .told {
        display: block;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { tier: { state: true }, done: { state: true } };

  /** The tier that somebody chose for a new incident; `undefined` until then. */
  protected tier?: Tier | undefined;
  /** The incident that was resolved last, while that can be taken back with one click. */
  protected done?: Incident | undefined;
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ records, logs, now }: Moment<typeof spec>): IncidentEscalationView {
    const all = incidents(records.incidents);
    const open = all.filter(({ resolvedAt }) => resolvedAt === undefined);
    const resolved = all
      .filter(({ resolvedAt }) => resolvedAt !== undefined)
      .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0));
    const finds = lastFinds(logs.missionControlAnomalyLog, now);
    const worst = open[0]?.tier;
    return {
      tone: worst ? tierTones[worst] : 'info',
      words: worst ? `${open.length} open · ${worst}` : 'None open',
      empty: all.length === 0,
      turnsAt: finds && finds.at + findsLimits.old,
      open,
      resolved,
      inMode: incidentMode(records.mode).incident,
      finds,
    };
  }

  protected renderBody({ open, resolved, inMode, finds }: IncidentEscalationView): TemplateResult {
    const worst = open[0]?.tier;
    const note = worst ? `worst ${worst}, act within ${timeToAct[worst]}` : 'as far as this browser was told';
    return html`
      ${facts([['Open incidents', String(open.length), note]], 'large')}
      <ul class="list" id="open">
        ${repeat(
          open,
          ({ id }) => id,
          (each) => this.#item(each, each.id === inMode),
        )}
      </ul>
      ${
        this.done
          ? html`<p role="status">
              Resolved “${this.done.title}”.
              <button type="button" id="undo" ?disabled=${!this.writable} @click=${this.#undo}>Undo</button>
            </p>`
          : nothing
      }
      ${this.#new(finds)} ${resolved.length > 0 ? this.#resolved(resolved) : nothing}
    `;
  }

  #item(incident: Incident, inMode: boolean): TemplateResult {
    const { id, title, tier, was, cause, openedAt, reopenedAt, notes } = incident;
    const disabled = !this.writable;
    return html`<li data-id=${id}>
      <details>
        <summary>
          <span>${mark(tierTones[tier])} <b>${tier}</b> ${title}</span>
          <small class="told">
            opened ${ago(openedAt)}${reopenedAt === undefined ? nothing : html`, again ${ago(reopenedAt)}`}
          </small>
        </summary>
        <p>
          <small>
            Open since ${stamp(openedAt, this.tz)}. Act within ${timeToAct[tier]}.
            ${inMode ? 'Incident mode is on for it.' : nothing} ${older(was)}
            ${cause ? `Cause: ${cause}` : nothing}
          </small>
        </p>
        ${notes.length > 0 ? this.#notes(incident) : nothing}
        <form @submit=${(event: SubmitEvent) => this.#note(event, incident)}>
          <label>
            Note, or closing note
            <input name="text" maxlength=${LONGEST.text} autocomplete="off" ?disabled=${disabled} />
          </label>
          <div class="buttons">
            <button ?disabled=${disabled}>Add note</button>
            <button
              type="button"
              ?disabled=${disabled}
              @click=${(event: Event) => this.#resolve(event, incident)}
            >
              Resolve
            </button>
          </div>
          <label>
            Change its tier
            <select
              name="change"
              ?disabled=${disabled}
              @change=${(event: Event) => this.#change(event, incident)}
            >
              ${tierOptions(tier)}
            </select>
          </label>
        </form>
      </details>
    </li>`;
  }

  #notes({ notes }: Incident): TemplateResult {
    return html`<ol class="notes">
      ${notes.map(({ at, text }) => html`<li>${text}<small>${stamp(at, this.tz)}</small></li>`)}
    </ol>`;
  }

  #new(finds: Finds | undefined): TemplateResult {
    const worst = finds?.found[0];
    const suggested = worst && tierOf(worst.score);
    const disabled = !this.writable;
    return html`<form id="new" @submit=${(event: SubmitEvent) => this.#open(event, suggested ?? USUAL)}>
      <label>
        New incident: what is wrong?
        <input name="title" maxlength=${LONGEST.title} autocomplete="off" required ?disabled=${disabled} />
      </label>
      <label>
        Tier
        <select name="tier" ?disabled=${disabled} @change=${this.#choose}>
          ${tierOptions(this.tier ?? suggested ?? USUAL)}
        </select>
      </label>
      <small>
        ${
          worst && finds
            ? html`Suggested: ${suggested}, for “${worst.title}” (score ${worst.score}), found
              ${ago(finds.at)}. It is only a suggestion: you know what else is wrong.`
            : finds
              ? html`No tier is suggested: no anomaly was found ${ago(finds.at)}.`
              : `No tier is suggested: this browser has not looked for anomalies for ${duration(findsLimits.old)}.`
        }
      </small>
      <button ?disabled=${disabled}>Open incident</button>
    </form>`;
  }

  #resolved(list: readonly Incident[]): TemplateResult {
    return html`<details id="resolved">
      <summary>${plural(list.length, 'resolved incident')}</summary>
      <ul class="list">
        ${list.slice(0, SHOWN).map((each) => {
          const { tier, title, was, openedAt, resolvedAt = openedAt, closing } = each;
          return html`<li>
            <b>${tier}</b> ${title}
            <small class="told">
              resolved ${ago(resolvedAt)}, after ${duration(resolvedAt - openedAt)}. ${older(was)}
            </small>
            ${closing ? html`<p>${closing}</p>` : nothing}
            ${each.notes.length > 0 ? this.#notes(each) : nothing}
            <button
              type="button"
              class="quiet"
              aria-label=${`Reopen “${title}”`}
              ?disabled=${!this.writable}
              @click=${() => this.#reopen(each)}
            >
              Reopen
            </button>
          </li>`;
        })}
      </ul>
      ${
        list.length > SHOWN
          ? html`<small>${plural(list.length - SHOWN, 'older one')} not shown.</small>`
          : nothing
      }
    </details>`;
  }

  readonly #choose = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.tier = tierFrom(target.value);
  };

  #open(event: SubmitEvent, offered: Tier): void {
    event.preventDefault();
    const input = inputOf(event, 'title');
    const title = input?.value.trim();
    if (!input || !title) return;
    this.keep({ did: 'open', title, tier: this.tier ?? offered }, INCIDENTS);
    input.value = '';
    this.tier = this.done = undefined;
  }

  #note(event: SubmitEvent, { id }: Incident): void {
    event.preventDefault();
    const input = inputOf(event, 'text');
    const text = input?.value.trim();
    if (!input || !text) return;
    this.keep({ did: 'note', incident: id, text }, INCIDENTS);
    input.value = '';
  }

  #resolve(event: Event, incident: Incident): void {
    const text = inputOf(event, 'text')?.value.trim() ?? '';
    this.keep({ did: 'resolve', incident: incident.id, text }, INCIDENTS);
    this.done = incident;
    this.#next.want('#undo');
  }

  #change({ target }: Event, { id, tier: was }: Incident): void {
    const tier = target instanceof HTMLSelectElement ? tierFrom(target.value) : undefined;
    if (tier && tier !== was) this.keep({ did: 'tier', incident: id, tier }, INCIDENTS);
  }

  #reopen({ id }: Incident): void {
    this.keep({ did: 'reopen', incident: id }, INCIDENTS);
    if (this.done?.id === id) this.done = undefined;
    this.#next.want(`#open > [data-id="${CSS.escape(id)}"] summary`);
  }

  readonly #undo = (): void => {
    if (this.done) this.#reopen(this.done);
  };
}

/** That a tier comes from the older page, whose tiers were others. */
const older = (was: string | undefined): Shown => (was ? `It was a ${was} on the older page.` : nothing);

const tierOptions = (chosen: Tier): TemplateResult[] =>
  TIERS.map(
    (tier) =>
      html`<option value=${tier} .selected=${tier === chosen}>
        ${tier} · act within ${timeToAct[tier]}
      </option>`,
  );

/** The field of a name in the form that an event is of. */
function inputOf({ target }: Event, name: string): HTMLInputElement | undefined {
  const form = target instanceof Element ? target.closest('form') : null;
  return form?.querySelector<HTMLInputElement>(`input[name=${name}]`) ?? undefined;
}

define('mc-incident-escalation', McIncidentEscalation);

declare global {
  interface HTMLElementTagNameMap {
    'mc-incident-escalation': McIncidentEscalation;
  }
}
