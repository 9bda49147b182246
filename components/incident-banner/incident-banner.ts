import { css, html, nothing } from 'lit';
import { bannerStyles } from '../../src/card/banner.ts';
import { nearestProvider, queryOf } from '../../src/card/query.ts';
import { Card } from '../../src/card/card.ts';
import { formStyles, once } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { ago } from '../../src/card/parts.ts';
import { spoken } from '../../src/card/spoken.ts';
import { HANDED_OVER_WITHIN, incidentLimits, incidentState } from '../../src/domain/incidents/incidents.ts';
import { duration, stamp } from '../../src/domain/format/values.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Incident, IncidentState } from '../../src/domain/incidents/incidents.ts';

const spec = {
  title: 'Incident mode active',
  section: 'banners',
  size: 'full',
  records: { mode: modeEvents, incidents: incidentEvents },
  limits: { incident: incidentLimits },
} as const satisfies Spec;

/** Longest closing note, in characters. */
const LONGEST = 1000;

/** The start of the mode whose end is being asked about here. */
interface Asked {
  asked?: number;
}

/** What the card shows of a moment. */
export interface IncidentBannerView extends View, IncidentState {
  /** Since when automatic refresh is paused, in ms since 1970 UTC. */
  pausedSince: number | undefined;
  /** After how long it is reminded of, in ms. */
  remind: number;
  /** Whether its end is being asked about. */
  asking: boolean;
}

/**
 * That incident mode is on, since when and for which incident; nothing while it is off.
 *
 * @tag mc-incident-banner
 * @summary Says while incident mode is on: since when, for which incident, what is paused, and ends it.
 */
export class McIncidentBanner extends Card<typeof spec, IncidentBannerView, Asked> {
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

  protected override ui: Asked = {};
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view(
    { records, now, pausedSince, limits: { incident: limits } }: CardData<typeof spec>,
    { asked }: Asked,
  ): IncidentBannerView {
    const state = incidentState(records.mode, records.incidents, now, limits);
    const { since, record, late, lateAt } = state;
    const more = {
      ...state,
      pausedSince,
      remind: limits.remind,
      nextChangeAt: lateAt,
      asking: since !== undefined && asked === since,
    };
    if (since === undefined) return { ...more, tone: 'info', label: 'Off', empty: true };
    const label = record ? `${record.tier} incident` : 'On';
    return {
      ...more,
      tone: 'warn',
      label: late ? `${label} · on for over ${duration(limits.remind)}` : label,
    };
  }

  protected renderBody(view: IncidentBannerView): TemplateResult {
    const { since, record, asking } = view;
    const open = record?.resolvedAt === undefined ? record : undefined;
    return html`<div class="news">${since === undefined ? nothing : this.#news(view, since)}</div>
      ${since === undefined ? nothing : asking ? this.#asking(open) : this.#end(since)}`;
  }

  #news({ record, incident, pausedSince, late, remind }: IncidentBannerView, since: number): TemplateResult {
    const what = record ? `${record.tier} · ${record.title}` : `since ${stamp(since, this.tz)}`;
    return html`
      <p class="what" ${spoken(this.writable ? `Incident mode is on: ${what}.` : '')}>
        ${record ? what : 'Incident mode is on'}
      </p>
      <p>
        On since ${stamp(since, this.tz)}.
        ${record?.resolvedAt !== undefined ? 'Its incident is resolved.' : nothing}
        ${incident !== undefined && !record ? 'The record of its incident is not in this browser.' : nothing}
        ${this.writable ? this.#refresh(pausedSince) : nothing}
      </p>
      ${
        late
          ? html`<p
              class="warn"
              ${spoken(this.writable ? `Incident mode has been on for over ${duration(remind)}.` : '')}
            >
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

  #end(since: number): TemplateResult {
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
    this.ui = { asked: since };
    this.#next.want('[name=closing]');
  }

  #finish(event: SubmitEvent, open: Incident | undefined): void {
    event.preventDefault();
    const text = this.renderRoot.querySelector('input')?.value.trim() ?? '';
    this.ui = {};
    if (open && text) this.keep('incidents', { type: 'note', incident: open.id, text });
    this.keep('mode', { type: 'end', text });
    this.pause(false);
  }

  readonly #leaveOn = (): void => {
    this.ui = {};
    this.#next.want('#end');
  };
}

/** Where Incident Mode of the same base asks for the closing note; `undefined` where that cannot be seen now. */
function closingField(banner: Element): HTMLInputElement | undefined {
  const baseOf = (card: Element) => queryOf(card, nearestProvider(card)).query.base;
  const fields = [...document.querySelectorAll('mc-incident-mode')]
    .filter((card) => baseOf(card) === baseOf(banner))
    .map((card) => card.shadowRoot?.querySelector<HTMLInputElement>('[name=closing]:enabled'));
  return fields.find((field) => field?.checkVisibility()) ?? undefined;
}
