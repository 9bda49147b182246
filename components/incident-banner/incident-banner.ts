import { css, html, nothing } from 'lit';
import { bannerStyles } from '../../src/card/banner.ts';
import { bind, nearestProvider } from '../../src/card/binding.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles, once } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago } from '../../src/card/parts.ts';
import {
  HANDED_OVER_WITHIN,
  INCIDENTS,
  MODE,
  incidentLimits,
  incidentState,
} from '../../src/rules/incidents.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { duration, stamp } from '../../src/rules/words.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Incident, IncidentState } from '../../src/rules/incidents.ts';

const spec = {
  title: 'Incident mode active',
  section: 'banners',
  size: 'full',
  height: 0,
  records: { mode: 'mc-incident-mode', incidents: 'mc-incident-escalation' },
} as const satisfies Spec;

/** Longest closing note, in characters. */
const LONGEST = 1000;

/** What the card shows of a moment. */
export interface IncidentBannerView extends View, IncidentState {
  /** Since when automatic refresh is paused, in ms since 1970 UTC. */
  pausedSince: number | undefined;
  /** After how long it is reminded of, in ms. */
  remind: number;
}

/**
 * That incident mode is on, since when and for which incident; nothing while it is off.
 *
 * @tag mc-incident-banner
 * @summary Says while incident mode is on: since when, for which incident, what is paused, and ends it.
 */
export class McIncidentBanner extends Card<typeof spec, IncidentBannerView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    bannerStyles,
    formStyles,
    css`
      .end {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: baseline;
      }
      .end > button {
        align-self: baseline;
      }
      /* Beside the field, not beside what it is called. */
      form.end > button {
        align-self: end;
      }
      label {
        display: grid;
        flex: 1 1 16em;
        gap: 2px;
        min-width: 0;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { asked: { state: true } };

  /** The start of the mode whose end is being asked about here. */
  protected asked?: number | undefined;
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ records, now, pausedSince, site }: Moment<typeof spec>): IncidentBannerView {
    const limits = limitsFrom(site.config.thresholds, 'incident', incidentLimits);
    const state = incidentState(records.mode, records.incidents, now, limits);
    const { since, record, late, lateAt } = state;
    const more = { ...state, pausedSince, remind: limits.remind, turnsAt: lateAt };
    if (since === undefined) return { ...more, tone: 'info', words: 'Off', empty: true };
    const words = record ? `${record.tier} incident` : 'On';
    return {
      ...more,
      tone: 'warn',
      words: late ? `${words} · on for over ${duration(limits.remind)}` : words,
    };
  }

  protected renderBody(view: IncidentBannerView): TemplateResult {
    const { since, record } = view;
    const open = record?.resolvedAt === undefined ? record : undefined;
    // What speaks up holds no age: it would speak up again each time that one is told anew.
    return html`<div role="status">${since === undefined ? nothing : this.#news(view, since)}</div>
      ${since === undefined ? nothing : this.#end(since, open)}`;
  }

  #news({ record, incident, pausedSince, late, remind }: IncidentBannerView, since: number): TemplateResult {
    return html`
      <p class="what">${record ? `${record.tier} · ${record.title}` : 'Incident mode is on'}</p>
      <p>
        On since ${stamp(since, this.tz)}.
        ${record?.resolvedAt !== undefined ? 'Its incident is resolved.' : nothing}
        ${incident !== undefined && !record ? 'The record of its incident is not in this browser.' : nothing}
        ${this.writable ? this.#refresh(pausedSince) : nothing}
      </p>
      ${
        late
          ? html`<p class="warn">
              It has been on for over ${duration(remind)}. If the incident is over, end the mode.
            </p>`
          : nothing
      }
    `;
  }

  #refresh(pausedSince: number | undefined): string {
    return pausedSince === undefined
      ? 'Automatic refresh was let go on in this tab.'
      : 'Automatic refresh is paused in every tab; Refresh on a card still works.';
  }

  #end(since: number, open: Incident | undefined): TemplateResult {
    if (this.asked === since) return this.#asking(open);
    return html`<div class="end">
      <small>Started ${ago(since)}.</small>
      <button type="button" id="end" ?disabled=${!this.writable} @click=${() => this.#ask(since)}>
        End incident mode…
      </button>
    </div>`;
  }

  /** Asks for the closing note, as Incident Mode does where that card is on the page. */
  #asking(open: Incident | undefined): TemplateResult {
    const disabled = !this.writable;
    return html`<form class="end" @submit=${(event: SubmitEvent) => this.#finish(event, open)}>
      <label>
        Closing note
        <input name="closing" maxlength=${LONGEST} autocomplete="off" ?disabled=${disabled} />
      </label>
      <button ?disabled=${disabled} @click=${once}>End now</button>
      <button type="button" class="quiet" @click=${this.#leaveOn}>Keep it on</button>
      <small>
        Automatic refresh goes on then.
        ${open ? 'The incident stays open, and the note is kept with it.' : nothing} The handoff can be
        downloaded from the card Incident Mode, for ${duration(HANDED_OVER_WITHIN)}.
      </small>
    </form>`;
  }

  /** Leads to where incident mode is ended on this page; asks here where that is not to be seen. */
  #ask(since: number): void {
    const closing = closingField(this);
    if (closing) return closing.focus();
    this.asked = since;
    this.#next.want('[name=closing]');
  }

  #finish(event: SubmitEvent, open: Incident | undefined): void {
    event.preventDefault();
    const text = this.renderRoot.querySelector('input')?.value.trim() ?? '';
    this.asked = undefined;
    if (open && text) this.keep({ did: 'note', incident: open.id, text }, INCIDENTS);
    this.keep({ did: 'end', text }, MODE);
    this.pause(false);
  }

  readonly #leaveOn = (): void => {
    this.asked = undefined;
    this.#next.want('#end');
  };
}

/** Where Incident Mode of the same base asks for the closing note; `undefined` where that cannot be seen now. */
function closingField(banner: Element): HTMLInputElement | undefined {
  const baseOf = (card: Element) => bind(card, nearestProvider(card)).base;
  const fields = [...document.querySelectorAll('mc-incident-mode')]
    .filter((card) => baseOf(card) === baseOf(banner))
    .map((card) => card.shadowRoot?.querySelector<HTMLInputElement>('[name=closing]:enabled'));
  return fields.find((field) => field?.checkVisibility()) ?? undefined;
}

define('mc-incident-banner', McIncidentBanner);

declare global {
  interface HTMLElementTagNameMap {
    'mc-incident-banner': McIncidentBanner;
  }
}
