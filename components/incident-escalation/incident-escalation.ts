import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { formStyles, stackedStyles } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { factList } from '../../src/card/parts.ts';
import { refuse } from '../../src/card/refuse.ts';
import { undoable } from '../../src/card/undoable.ts';
import { tierTones, timeToAct } from '../../src/domain/findings/tier.ts';
import {
  findsLimits,
  incidentMode,
  incidents,
  lastFinds,
  tierFrom,
} from '../../src/domain/incidents/incidents.ts';
import { openForm } from './open-form.ts';
import { openItem, resolvedList } from './listed.ts';
import { incidentEvents, modeEvents } from '../../src/domain/incidents/incident-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Tier } from '../../src/domain/findings/tier.ts';
import type { Finds, Incident } from '../../src/domain/incidents/incidents.ts';

const spec = {
  title: 'Incident Escalation',
  section: 'incident',
  size: 'medium',
  // It asks nothing of the backend, for it must work while that is down: what the polls of the page found is in the log.
  logs: ['missionControlAnomalyLog'],
  records: { incidents: incidentEvents, mode: modeEvents },
} as const satisfies Spec;

/** What an operator chose and did here. */
interface Choices {
  /** The tier for a new incident; `undefined` until somebody chose. */
  tier?: Tier | undefined;
  /** The incident that was resolved last, while that can be taken back with one click. */
  done?: Incident | undefined;
}

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

/**
 * The incidents of this stack, by tier: open one, note what happens, change its tier, resolve it, open it again.
 *
 * @tag mc-incident-escalation
 * @summary Incidents P0 to P3 with their notes and duration: opened, noted, resolved and reopened here.
 */
export class McIncidentEscalation extends Card<typeof spec, IncidentEscalationView, Choices> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    formStyles,
    stackedStyles,
    css`
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

  protected override ui: Choices = {};
  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view({ records, logs, now }: CardData<typeof spec>): IncidentEscalationView {
    const all = incidents(records.incidents);
    const open = all.filter(({ resolvedAt }) => resolvedAt === undefined);
    const resolved = all
      .filter(({ resolvedAt }) => resolvedAt !== undefined)
      .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0));
    const finds = lastFinds(logs.missionControlAnomalyLog, now);
    const worst = open[0]?.tier;
    return {
      tone: worst ? tierTones[worst] : 'info',
      label: worst ? `${open.length} open · ${worst}` : 'None open',
      empty: all.length === 0,
      nextChangeAt: finds && finds.at + findsLimits.old,
      open,
      resolved,
      inMode: incidentMode(records.mode).incident,
      finds,
    };
  }

  protected renderBody(
    { open, resolved, inMode, finds }: IncidentEscalationView,
    { tier, done }: Choices,
  ): TemplateResult {
    const { writable, tz } = this;
    const events = {
      writable,
      tz,
      note: this.#note,
      resolve: this.#resolve,
      change: this.#change,
      reopen: this.#reopen,
    };
    const worst = open[0]?.tier;
    const note = worst ? `worst ${worst}, act within ${timeToAct[worst]}` : 'as far as this browser was told';
    return html`
      ${factList([['Open incidents', String(open.length), note]], 'large')}
      <ul class="list" id="open">
        ${repeat(
          open,
          ({ id }) => id,
          (each) => openItem(each, each.id === inMode, events),
        )}
      </ul>
      ${done ? undoable(`Resolved “${done.title}”.`, `resolving “${done.title}”`, writable, this.#undo) : nothing}
      ${openForm(finds, tier, { writable, choose: this.#choose, open: this.#open })}
      ${resolved.length > 0 ? resolvedList(resolved, events) : nothing}
    `;
  }

  readonly #choose = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.ui = { ...this.ui, tier: tierFrom(target.value) };
  };

  readonly #open = (event: SubmitEvent, offered: Tier): void => {
    event.preventDefault();
    const input = inputOf(event, 'title');
    const title = input?.value.trim();
    if (!input) return;
    if (!title) return refuse(input, 'Not opened: write what is wrong.');
    this.keep('incidents', { type: 'open', title, tier: this.ui.tier ?? offered });
    announce(this, `Opened “${title}”.`);
    input.value = '';
    this.ui = {};
  };

  readonly #note = (event: SubmitEvent, { id }: Incident): void => {
    event.preventDefault();
    const input = inputOf(event, 'text');
    const text = input?.value.trim();
    if (!input) return;
    if (!text) return refuse(input, 'Not added: write a note first.');
    this.keep('incidents', { type: 'note', incident: id, text });
    announce(this, 'Added the note.');
    input.value = '';
  };

  readonly #resolve = (event: Event, incident: Incident): void => {
    const text = inputOf(event, 'text')?.value.trim() ?? '';
    this.keep('incidents', { type: 'resolve', incident: incident.id, text });
    announce(this, `Resolved “${incident.title}”.`);
    this.ui = { ...this.ui, done: incident };
    this.#next.want('#undo');
  };

  readonly #change = ({ target }: Event, { id, tier: was }: Incident): void => {
    const tier = target instanceof HTMLSelectElement ? tierFrom(target.value) : undefined;
    if (tier && tier !== was) this.keep('incidents', { type: 'tier', incident: id, tier });
  };

  readonly #reopen = (incident: Incident): void => {
    this.#takeUp(incident);
    announce(this, `Reopened “${incident.title}”.`);
  };

  #takeUp({ id }: Incident): void {
    this.keep('incidents', { type: 'reopen', incident: id });
    if (this.ui.done?.id === id) this.ui = { ...this.ui, done: undefined };
    this.#next.want(`#open > [data-id="${CSS.escape(id)}"] summary`);
  }

  readonly #undo = (): void => {
    if (this.ui.done) this.#takeUp(this.ui.done);
  };
}

/** The field of a name in the form that an event is of. */
function inputOf({ target }: Event, name: string): HTMLInputElement | undefined {
  const form = target instanceof Element ? target.closest('form') : null;
  return form?.querySelector<HTMLInputElement>(`input[name=${name}]`) ?? undefined;
}
