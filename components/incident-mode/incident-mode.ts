import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { nearestProvider } from '../../src/card/binding.ts';
import { define } from '../../src/card/define.ts';
import { formStyles, stackedStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { tierOf } from '../../src/rules/anomalies.ts';
import {
  HANDED_OVER_WITHIN,
  INCIDENTS,
  MODE,
  endedMode,
  findsLimits,
  incidentLimits,
  incidentState,
  incidents,
  lastFinds,
  tierFrom,
} from '../../src/rules/incidents.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { duration } from '../../src/rules/words.ts';
import { endForm, handoff } from './ending.ts';
import { NEXT, nextSteps } from './next-steps.ts';
import { standing } from './standing.ts';
import { startForm } from './start-form.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Tier } from '../../src/rules/anomalies.ts';
import type { EndedMode, Finds, Incident, IncidentState } from '../../src/rules/incidents.ts';
import type { Beside } from './next-steps.ts';

const spec = {
  title: 'Incident Mode',
  section: 'incident',
  size: 'medium',
  height: 386,
  narrow: 405,
  // It asks nothing of the backend, for it must work while that is down: what the polls of the page found is in the log.
  logs: ['missionControlAnomalyLog'],
  records: { mode: 'mc-incident-mode', incidents: 'mc-incident-escalation' },
  page: true,
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface IncidentModeView extends View, IncidentState {
  /** Since when automatic refresh is paused, in ms since 1970 UTC. */
  pausedSince: number | undefined;
  /** After how long it is reminded of, in ms. */
  remind: number;
  /** What the polls of this browser found last, and the tier of that; `undefined` where it does not know. */
  finds: Finds | undefined;
  suggested: Tier | undefined;
  /** The cards of the page that an incident goes on with. */
  cards: Beside;
  /** The mode that was on last, while its handoff may be wanted, and its incident. */
  ended: EndedMode | undefined;
  over: Incident | undefined;
  /** What the handoff is made of. */
  moment: Moment<typeof spec>;
}

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
  static override properties: PropertyDeclarations = {
    joins: { state: true },
    tier: { state: true },
    starting: { state: true },
    told: { state: true },
  };

  /** The incident that a start is to join, empty for a new one; `undefined` until somebody chose. */
  protected joins?: string | undefined;
  /** The tier that somebody chose for a new incident; `undefined` until then. */
  protected tier?: Tier | undefined;
  /** What became of the handoff, in one sentence. */
  protected told = '';
  /** From a click on Start until it shows: a second click must not open a second incident. */
  protected starting = false;
  /** What is shown now. */
  #shown: Moment<typeof spec> | undefined;
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this, () => {
    this.starting = false;
  });

  view(moment: Moment<typeof spec>): IncidentModeView {
    const { records, logs, page, now, pausedSince, site } = moment;
    const limits = limitsFrom(site.config.thresholds, 'incident', incidentLimits);
    const state = incidentState(records.mode, records.incidents, now, limits);
    const { since, record, late, lateAt } = state;
    const finds = lastFinds(logs.missionControlAnomalyLog, now);
    const [worst] = finds?.found ?? [];
    const last = endedMode(records.mode);
    const ended = last && now - last.at < HANDED_OVER_WITHIN ? last : undefined;
    const turns = [lateAt, finds && finds.at + findsLimits.old, ended && ended.at + HANDED_OVER_WITHIN];
    const more = {
      ...state,
      pausedSince,
      remind: limits.remind,
      turnsAt: Math.min(...turns.map((at = Infinity) => at)),
      finds,
      suggested: worst && tierOf(worst.score),
      cards: Object.fromEntries(
        NEXT.flatMap((tag) => page.filter((card) => card.tag === tag).map(({ own }) => [tag, `#${own}`])),
      ),
      ended,
      over: ended && incidents(records.incidents).find(({ id }) => id === ended.incident),
      moment,
    };
    if (since === undefined) return { ...more, tone: 'info', words: 'Off' };
    const words = record ? `On · ${record.tier}` : 'On';
    return late
      ? { ...more, tone: 'warn', words: `${words} · for over ${duration(limits.remind)}` }
      : { ...more, tone: 'info', words };
  }

  protected renderBody(view: IncidentModeView): TemplateResult {
    this.#shown = view.moment;
    const { since, ended, record } = view;
    const { writable, starting, joins, tier, told, tz } = this;
    if (since !== undefined)
      return html`
        ${standing(view, since, writable, tz)} ${nextSteps(view, writable ? this.#escalate : undefined)}
        ${endForm(record, writable, this.#finish)}
      `;
    return html`
      ${ended ? handoff(view, ended, { writable, told, tz, save: this.#save }) : nothing}
      ${startForm(view, { writable, starting, joins, tier, choose: this.#choose, start: this.#start })}
    `;
  }

  readonly #choose = ({ target }: Event): void => {
    if (!(target instanceof HTMLSelectElement)) return;
    if (target.name === 'joins') this.joins = target.value;
    else this.tier = tierFrom(target.value);
  };

  readonly #start = (event: SubmitEvent, joined: Incident | undefined, offered: Tier): void => {
    event.preventDefault();
    if (!this.writable || this.starting) return;
    this.starting = true;
    this.pause(true);
    const incident = joined?.id ?? this.#open(offered);
    this.keep({ did: 'start', incident }, MODE);
    this.#next.want('[name=closing]');
    this.joins = this.tier = undefined;
    this.told = '';
  };

  /** Opens an incident of what was typed, and answers its id. */
  #open(offered: Tier): string | undefined {
    const title = this.#typed('title') || UNTITLED;
    const tier = tierFrom(this.#typed('tier')) ?? offered;
    return this.keep({ did: 'open', title, tier }, INCIDENTS)?.id;
  }

  readonly #finish = (open: Incident | undefined, resolves: boolean): void => {
    const text = this.#typed('closing');
    if (open && resolves) this.keep({ did: 'resolve', incident: open.id, text }, INCIDENTS);
    else if (open && text) this.keep({ did: 'note', incident: open.id, text }, INCIDENTS);
    this.keep({ did: 'end', text }, MODE);
    this.pause(false);
    this.#next.want('#pack');
  };

  /** Hands over what this browser knows and keeps, as a pack that can be opened again. */
  readonly #save = async (): Promise<void> => {
    // What is known now, not when this was drawn.
    this.requestUpdate();
    await this.updateComplete;
    const moment = this.#shown;
    const config = this.getAttribute('config') ?? nearestProvider(this)?.getAttribute('config');
    try {
      const { handOver } = await import('./hand-over.ts');
      if (moment) this.told = await handOver(moment, config);
    } catch (reason) {
      this.told = `That failed: ${reason instanceof Error ? reason.message : String(reason)}`;
    }
  };

  readonly #escalate = (incident: string, tier: Tier): void => {
    this.keep({ did: 'tier', incident, tier }, INCIDENTS);
  };

  #typed(name: string): string {
    const field = this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`[name=${name}]`);
    return field?.value.trim() ?? '';
  }
}

define('mc-incident-mode', McIncidentMode);

declare global {
  interface HTMLElementTagNameMap {
    'mc-incident-mode': McIncidentMode;
  }
}
