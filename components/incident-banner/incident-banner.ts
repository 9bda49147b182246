import { css, html, nothing } from 'lit';
import { bannerStyles } from '../../src/card/banner.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago } from '../../src/card/parts.ts';
import { MODE, incidentLimits, incidentState } from '../../src/rules/incidents.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { duration, stamp } from '../../src/rules/words.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { IncidentState } from '../../src/rules/incidents.ts';

const spec = {
  title: 'Incident mode active',
  section: 'banners',
  size: 'full',
  height: 0,
  records: { mode: 'mc-incident-mode', incidents: 'mc-incident-escalation' },
} as const satisfies Spec;

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
    `,
  ];
  static override properties: PropertyDeclarations = { asked: { state: true } };

  /** The start of the mode whose end was asked for once. */
  protected asked?: number | undefined;

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
    const { since } = view;
    // What speaks up holds no age: it would speak up again each time that one is told anew.
    return html`<div role="status">${since === undefined ? nothing : this.#news(view, since)}</div>
      ${since === undefined ? nothing : this.#end(since)}`;
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

  #end(since: number): TemplateResult {
    const asked = this.asked === since;
    return html`<div class="end">
      <small>Started ${ago(since)}.</small>
      <button
        type="button"
        id="end"
        ?disabled=${!this.writable}
        @click=${(event: MouseEvent) => this.#press(event, since)}
      >
        ${asked ? 'End now' : 'End incident mode…'}
      </button>
      ${
        asked
          ? html`<button type="button" class="quiet" @click=${this.#leaveOn}>Keep it on</button>
              <small>Automatic refresh goes on then. The incident stays as it is.</small>`
          : nothing
      }
    </div>`;
  }

  #press({ detail }: MouseEvent, since: number): void {
    // The second half of a double click is no second thought.
    if (detail > 1) return;
    if (this.asked !== since) {
      this.asked = since;
      return;
    }
    this.asked = undefined;
    this.keep({ did: 'end' }, MODE);
    this.pause(false);
  }

  readonly #leaveOn = (): void => {
    this.asked = undefined;
    // This button goes; the one beside it stays.
    this.renderRoot.querySelector<HTMLElement>('#end')?.focus();
  };
}

define('mc-incident-banner', McIncidentBanner);

declare global {
  interface HTMLElementTagNameMap {
    'mc-incident-banner': McIncidentBanner;
  }
}
