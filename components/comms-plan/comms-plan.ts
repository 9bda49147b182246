import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { formStyles, stackedStyles } from '../../src/card/form.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { until } from '../../src/card/parts.ts';
import {
  audienceFrom,
  audienceNames,
  comms,
  commsLimits,
  draftKey,
  mostUrgent,
  phaseFrom,
  phaseNames,
  standings,
  toTell,
} from '../../src/rules/comms.ts';
import { findsLimits, incidentMode, incidents, lastFinds } from '../../src/rules/incidents.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { lastRemoval, removalTurnsAt } from '../../src/rules/undo.ts';
import { lineOf, urgency } from './urgency.ts';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Audience, Comms, CommsPhase, Message, Role, Standing } from '../../src/rules/comms.ts';
import type { Format } from '../../src/rules/comms-export.ts';
import type { Finds, Incident } from '../../src/rules/incidents.ts';

const spec = {
  title: 'Communications Plan',
  section: 'release',
  size: 'wide',
  height: 665,
  narrow: 902,
  // It asks nothing of the backend, for people must be told while that is down: what polls found is in the log.
  logs: ['missionControlAnomalyLog'],
  records: { deeds: 'own', incidents: 'mc-incident-escalation', mode: 'mc-incident-mode' },
} as const satisfies Spec;

/** An incident to tell of, and how each audience stands. */
export interface Told {
  incident: Incident;
  standings: Standing[];
}

/** What the card shows of a moment. */
export interface CommsPlanView extends View {
  /** In ms since 1970 UTC. */
  now: number;
  /** The incident of incident mode first, then as incidents are listed. */
  list: Told[];
  comms: Comms;
  /** The id of the message that was taken back last, while it can be recorded again with one click. */
  takenBack: string | undefined;
  finds: Finds | undefined;
  limits: typeof commsLimits;
}

/** The message that is written now. */
export interface Writing {
  told: Told | undefined;
  audience: Audience;
  phase: CommsPhase;
  /** What somebody has made of the draft; `undefined` while nobody has. */
  changed: string | undefined;
  /** The text that gave way to the draft, while it can be brought back with one click. */
  givenUp: string | undefined;
}

/** What may be done with it. */
export interface Deeds {
  writable: boolean;
  choose: (event: Event) => void;
  type: (event: Event) => void;
  leave: (event: Event) => void;
  revert: () => void;
  bringBack: (text: string) => void;
  tell: (headline: string, text: string) => void;
  untell: (message: Message) => void;
  retell: (message: string) => void;
  spare: () => void;
  name: (role: Role, name: string) => void;
  copy: (format: Format, headline: string, text: string) => void;
}

const part = () => import('./part.ts');

/**
 * Who has to be told what of an incident, and when: drafts in plain words, what is wrong with them, and a timer.
 *
 * @tag mc-comms-plan
 * @summary Messages on an incident by audience and phase: drafted, checked, timed, copied, and recorded as told.
 */
export class McCommsPlan extends Card<typeof spec, CommsPlanView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, formStyles, stackedStyles, findingsStyles];
  static override properties: PropertyDeclarations = { chosen: { state: true }, said: { state: true } };

  /** What somebody chose; what is absent is as the timers have it. */
  protected chosen: { incident?: string; audience?: Audience; phase?: CommsPhase } = {};
  /** What was done last, and a text that could not be copied. */
  protected said: { words: string; text?: string } = { words: '' };
  /** Drafts that are being changed and not kept yet, by their keys. */
  readonly #typed = new Map<string, string>();
  /** What is shown now. */
  #view: CommsPlanView | undefined;
  /** Server time less this machine's, in ms, as of the last render. */
  #skew = 0;
  readonly #next = new NextFocus(this);

  view({ records, logs, now, site }: Moment<typeof spec>): CommsPlanView {
    const limits = limitsFrom(site.config.thresholds, 'comms', commsLimits);
    const told = comms(records.deeds);
    const { incident: inMode } = incidentMode(records.mode);
    const open = toTell(incidents(records.incidents), told, now);
    const list = [...open.filter(({ id }) => id === inMode), ...open.filter(({ id }) => id !== inMode)].map(
      (incident) => ({ incident, standings: standings(incident, told, now, limits) }),
    );
    const finds = lastFinds(logs.missionControlAnomalyLog, now);
    const all = list.flatMap((each) => each.standings);
    const late = all.filter(({ state }) => state === 'overdue').length;
    const waits = all.filter(({ state }) => state === 'due').length;
    const taken = lastRemoval(records.deeds, now, 'untell');
    const message = taken?.['message'];
    const turns = [
      ...[taken, ...told.givenUp.values()].flatMap((each) => removalTurnsAt(each, now) ?? []),
      ...all.flatMap(({ state, dueAt = 0 }) => (state === 'due' ? dueAt : [])),
      ...(finds ? [finds.at + findsLimits.old] : []),
    ];
    return {
      tone: late > 0 ? 'bad' : 'info',
      words:
        late > 0
          ? `${late === 1 ? '1 update' : `${late} updates`} overdue`
          : list.length === 0
            ? 'No open incident'
            : waits > 0
              ? 'On time'
              : 'Nothing is due',
      turnsAt: Math.min(...turns),
      now,
      list,
      comms: told,
      takenBack: typeof message === 'string' ? message : undefined,
      finds,
      limits,
    };
  }

  protected renderBody(view: CommsPlanView): TemplateResult {
    this.#view = view;
    this.#skew = view.now - Date.now();
    const writing = this.#writing(view);
    const { told } = writing;
    return html`
      ${told ? urgency(told, this.#until) : html`<p>No incident is open. A message can be prepared all the same.</p>`}
      ${
        view.list.length > 1
          ? html`<label>
              Incident
              <select name="incident" @change=${this.#choose}>
                ${view.list.map(
                  ({ incident: { id, tier, title }, standings: all }) =>
                    html`<option value=${id} .selected=${id === told?.incident.id}>
                      ${tier} ·
                      ${title}${all.some(({ state }) => state === 'overdue') ? ' · overdue' : nothing}
                    </option>`,
                )}
              </select>
            </label>`
          : nothing
      }
      ${told ? findings(told.standings.map((each) => lineOf(each, this.#until))) : nothing}
      ${
        this.lazy(part)?.composer(view, writing, this.said, this.#deeds, this.tz) ??
        html`<div class="skeleton"></div>`
      }
    `;
  }

  /** What is left until a time of the server; the page's clock counts by this machine's. */
  readonly #until = (at: number): TemplateResult => until(at - this.#skew);

  #writing({ list, comms: { drafts, givenUp }, now }: CommsPlanView): Writing {
    const { chosen } = this;
    const told = list.find(({ incident }) => incident.id === chosen.incident) ?? list[0];
    const all = told?.standings ?? [];
    const audience = chosen.audience ?? mostUrgent(all)?.audience ?? 'responders';
    const phase =
      chosen.phase ?? all.find((each) => each.audience === audience)?.next ?? ('acknowledge' as const);
    const key = draftKey(told?.incident.id, audience, phase);
    const gone = givenUp.get(key);
    return {
      told,
      audience,
      phase,
      changed: this.#typed.get(key) ?? drafts.get(key),
      givenUp: gone && removalTurnsAt(gone, now) ? gone.text : undefined,
    };
  }

  /** Holds what is written to what is shown, whatever becomes due meanwhile; nothing where nothing is shown. */
  #hold(): { writing: Writing; key: string; about: Record<string, unknown> } | undefined {
    if (!this.#view) return undefined;
    const writing = this.#writing(this.#view);
    const { told, audience, phase } = writing;
    const incident = told?.incident.id;
    this.chosen = { ...(incident && { incident }), audience, phase };
    return { writing, key: draftKey(incident, audience, phase), about: { incident, audience, phase } };
  }

  readonly #choose = ({ target }: Event): void => {
    if (!(target instanceof HTMLSelectElement)) return;
    const { value, name } = target;
    const audience = name === 'audience' ? audienceFrom(value) : this.chosen.audience;
    const phase = name === 'phase' ? phaseFrom(value) : undefined;
    const incident = name === 'incident' ? value : this.chosen.incident;
    this.chosen = { ...(incident && { incident }), ...(audience && { audience }), ...(phase && { phase }) };
    if (name === 'phase' && !audience) this.#hold();
    this.said = { words: '' };
  };

  readonly #deeds: Deeds = {
    // Told anew at each render.
    writable: false,
    choose: this.#choose,
    type: ({ target }) => {
      const held = this.#hold();
      if (held && target instanceof HTMLTextAreaElement) this.#typed.set(held.key, target.value);
      this.said = { words: '' };
    },
    leave: ({ target }) => {
      const held = this.#hold();
      if (!held || !(target instanceof HTMLTextAreaElement)) return;
      if (this.keep({ did: 'draft', ...held.about, text: target.value })) this.#typed.delete(held.key);
    },
    revert: () => {
      const held = this.#hold();
      if (!held) return;
      this.#typed.delete(held.key);
      this.keep({ did: 'draft', ...held.about, text: '' });
      this.#next.want('#bring-back');
    },
    bringBack: (text) => {
      const held = this.#hold();
      if (held) this.keep({ did: 'draft', ...held.about, text });
      this.#next.want('textarea');
    },
    tell: (headline, text) => {
      const held = this.#hold();
      if (!held) return;
      this.keep({ did: 'tell', ...held.about, headline, text });
      this.#typed.delete(held.key);
      const { incident, audience } = this.chosen;
      this.chosen = { ...(incident && { incident }), ...(audience && { audience }) };
      this.said = { words: `Recorded as told: ${audienceNames[held.writing.audience].title}.` };
      this.#next.want('#undo');
    },
    untell: ({ id, audience, phase }) => {
      this.keep({ did: 'untell', message: id });
      this.said = {
        words: `Taken back: ${audienceNames[audience].title}, ${phaseNames[phase].title}.`,
      };
      this.#next.want('#retell');
    },
    retell: (message) => {
      this.keep({ did: 'restore', message });
      this.said = { words: 'It stands as told again.' };
      this.#next.want('#undo');
    },
    spare: () => {
      const held = this.#hold();
      const { told, audience } = held?.writing ?? {};
      const spared = told?.standings.find((each) => each.audience === audience)?.state === 'spared';
      if (held) this.keep({ did: spared ? 'unspare' : 'spare', ...held.about });
    },
    name: (role, name) => void this.keep({ did: 'name', role, name }),
    copy: (format, headline, text) => void this.#copy(format, headline, text),
  };

  async #copy(format: Format, headline: string, text: string): Promise<void> {
    const view = this.#view;
    if (!view) return;
    const writing = this.#writing(view);
    const now = this.writable ? Date.now() + this.#skew : view.now;
    const { copyOut } = await part();
    this.said = await copyOut(format, view, writing, { headline, text, at: now });
    await this.updateComplete;
    // Where a page may not write the clipboard, what it would have written is selected.
    const shown = this.said.text && this.renderRoot.querySelector('#copied');
    if (shown) getSelection()?.selectAllChildren(shown);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#deeds.writable = this.writable;
  }
}

define('mc-comms-plan', McCommsPlan);

declare global {
  interface HTMLElementTagNameMap {
    'mc-comms-plan': McCommsPlan;
  }
}
