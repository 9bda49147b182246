import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles, stackedStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { facts } from '../../src/card/parts.ts';
import { undoable } from '../../src/card/undo.ts';
import { tierTones, timeToAct } from '../../src/rules/anomalies.ts';
import {
  INCIDENTS,
  findsLimits,
  incidentMode,
  incidents,
  lastFinds,
  tierFrom,
} from '../../src/rules/incidents.ts';
import { openForm } from './open-form.ts';
import { openItem, resolvedList } from './listed.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
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
    const { writable, tz } = this;
    const deeds = {
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
      ${facts([['Open incidents', String(open.length), note]], 'large')}
      <ul class="list" id="open">
        ${repeat(
          open,
          ({ id }) => id,
          (each) => openItem(each, each.id === inMode, deeds),
        )}
      </ul>
      ${this.done ? undoable(`Resolved “${this.done.title}”.`, writable, this.#undo) : nothing}
      ${openForm(finds, this.tier, { writable, choose: this.#choose, open: this.#open })}
      ${resolved.length > 0 ? resolvedList(resolved, deeds) : nothing}
    `;
  }

  readonly #choose = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.tier = tierFrom(target.value);
  };

  readonly #open = (event: SubmitEvent, offered: Tier): void => {
    event.preventDefault();
    const input = inputOf(event, 'title');
    const title = input?.value.trim();
    if (!input || !title) return;
    this.keep({ did: 'open', title, tier: this.tier ?? offered }, INCIDENTS);
    input.value = '';
    this.tier = this.done = undefined;
  };

  readonly #note = (event: SubmitEvent, { id }: Incident): void => {
    event.preventDefault();
    const input = inputOf(event, 'text');
    const text = input?.value.trim();
    if (!input || !text) return;
    this.keep({ did: 'note', incident: id, text }, INCIDENTS);
    input.value = '';
  };

  readonly #resolve = (event: Event, incident: Incident): void => {
    const text = inputOf(event, 'text')?.value.trim() ?? '';
    this.keep({ did: 'resolve', incident: incident.id, text }, INCIDENTS);
    this.done = incident;
    this.#next.want('#undo');
  };

  readonly #change = ({ target }: Event, { id, tier: was }: Incident): void => {
    const tier = target instanceof HTMLSelectElement ? tierFrom(target.value) : undefined;
    if (tier && tier !== was) this.keep({ did: 'tier', incident: id, tier }, INCIDENTS);
  };

  readonly #reopen = ({ id }: Incident): void => {
    this.keep({ did: 'reopen', incident: id }, INCIDENTS);
    if (this.done?.id === id) this.done = undefined;
    this.#next.want(`#open > [data-id="${CSS.escape(id)}"] summary`);
  };

  readonly #undo = (): void => {
    if (this.done) this.#reopen(this.done);
  };
}

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
