import { LitElement, html, nothing } from 'lit';
import { cache } from 'lit/directives/cache.js';
import { recordName, routesOf } from '../data/spec.ts';
import { Containment } from './containment.ts';
import { act, emit } from './events.ts';
import { keepKeys, sendOnClick } from './forms.ts';
import { footer, header, levelOf } from './frame.ts';
import { KeptFocus } from './kept-focus.ts';
import { LOADING, UNUSABLE, cardStateOf } from './card-state.ts';
import { LazyParts } from './lazy-parts.ts';
import { sayOfAbsent } from './parts.ts';
import { QueryController } from './query-controller.ts';
import { styles } from './styles.ts';
import { OnScreen } from './on-screen.ts';
import { tellTimes } from './times.ts';
import type { CSSResultGroup, PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { ApiState, CardData } from '../data/card-data.ts';
import type { Facts, LogAt, Spec } from '../data/spec.ts';
import type { NewEventOf } from '../store/event-log.ts';
import type { OperatorEvent } from '../store/records.ts';
import type { LazyPart } from './lazy-parts.ts';
import type { CardState, View } from './card-state.ts';

export type { Facts, CardData, Spec, View };

const provenance = () => import('./provenance.ts');

/**
 * The base of every card. It finds the card's place, observes the declared fields, keeps the frame (heading, chip,
 * notes, footer), the phases and the errors; a card adds its `spec`, a pure `view` and a `renderBody`.
 *
 * @attr {'ok'|'warn'|'bad'|'info'|'unknown'} tone - Reflected: the judgement on what is shown.
 * @attr {'loading'|'live'|'stale'|'failed'|'unoffered'|'empty'|'local'|'paused'|'replay'} phase - Reflected: the state of the card's data.
 *
 * @fires {CustomEvent<{tone: Tone, was: Tone}>} mc-tone - The tone changed.
 * @fires {CustomEvent<{card: string, action: string, detail: unknown}>} mc-action - The operator did something; of an event that is kept, `detail` has its `type` (and as `did`, the older name of that) and its members.
 * @fires {CustomEvent<{card: string, message: string}>} mc-error - The card could not show its data.
 *
 * @csspart card - The whole card.
 * @csspart header - Heading and chip.
 * @csspart heading - The heading.
 * @csspart chip - The one-line status.
 * @csspart body - What the card shows.
 * @csspart footer - Provenance, ages and Refresh.
 *
 * @cssprop --mc-surface - Background of the card.
 * @cssprop --mc-raised - Background of commands and tracks.
 * @cssprop --mc-text - Text.
 * @cssprop --mc-muted - Labels and small print.
 * @cssprop --mc-line - Borders.
 * @cssprop --mc-accent - Links and focus.
 * @cssprop --mc-ok - The tone `ok`.
 * @cssprop --mc-warn - The tone `warn`.
 * @cssprop --mc-bad - The tone `bad`.
 * @cssprop --mc-font - Font family of text.
 * @cssprop --mc-font-mono - Font family of commands.
 */
export abstract class Card<S extends Spec = Spec, V extends View = View, UI = unknown> extends LitElement {
  /** Title, section, fields, logs and records: plain data, known without an instance. */
  static spec: Spec;

  static override styles: CSSResultGroup = styles;

  static override properties: PropertyDeclarations = {
    apiBase: { attribute: 'api-base' },
    refresh: {},
    config: {},
    at: {},
    pack: {},
    stateKey: { attribute: 'state-key' },
    heading: {},
    headingLevel: { attribute: 'heading-level' },
    tz: { noAccessor: true },
    compact: { type: Boolean, reflect: true },
    theme: { reflect: true },
    ui: { state: true },
  };

  /** Base of the Beak API; else the nearest `<mc-provider>`'s, else the page's origin. */
  apiBase?: string | null | undefined;
  /** Polling interval in seconds; default 30, at least 5. */
  refresh?: number | string | null | undefined;
  /** URL of the site's `mission-control.json`; without one, defaults are used. */
  config?: string | null | undefined;
  /** A moment of this browser's history (ISO 8601, UTC) to show, read-only. */
  at?: string | null | undefined;
  /** URL of a recorded pack whose moment to show, read-only. */
  pack?: string | null | undefined;
  /** What the card's own records are kept under; default its tag. */
  stateKey?: string | null | undefined;
  /** Heading, instead of the card's own title. */
  heading?: string | null | undefined;
  /** Level of the heading, 1 to 6; default 3. */
  headingLevel?: number | string | null | undefined;
  /** Less space, and no provenance. */
  compact?: boolean;
  /** Colours; `auto`, the default, follows the page's `color-scheme`. */
  theme?: 'auto' | 'light' | 'dark' | null;

  /** What the operator has chosen, opened or typed on the card, which is not kept; replaced as a whole, it renders. */
  declare protected ui: UI;

  readonly #query = new QueryController(this, () => this.#tick());
  readonly #parts = new LazyParts(this);
  readonly #onScreen = new OnScreen(this, () => this.#tick(true));
  /** What tells a time, as the last render left it. */
  #times: Iterable<HTMLTimeElement> = [];
  #tz: string | null | undefined;
  /** What the last render was made from. */
  #now: ApiState | undefined;
  #picture: CardState<V> = LOADING;
  /** What the card threw at this render, if anything. */
  #failed: unknown;
  #opened = false;

  constructor() {
    super();
    new KeptFocus(this);
    new Containment(this);
  }

  /**
   * What to show of a moment, whenever any declared fact came. Pure: no clock, no DOM, no state but what it is given.
   * Facts that are missing are `undefined`; `worst` of domain/judgement/tone.ts puts several judgements together.
   */
  abstract view(data: CardData<S>, ui: UI): V;

  /** The body; the base says in words what is stale, failed, paused or not offered. */
  protected abstract renderBody(view: V, ui: UI): TemplateResult;

  /** The declaration of this card. */
  get spec(): S {
    // Each card's static `spec` is of the type that it passes as `S`.
    return (this.constructor as typeof Card).spec as S;
  }

  /** Whether the operator may change what is kept: never in a recorded moment. */
  get writable(): boolean {
    return this.#query.observer?.writable === true;
  }

  /** Time zone of all times, an IANA name; default the nearest provider's, else UTC. It reads as what holds. */
  get tz(): string {
    return this.#tz ?? this.#query.provider?.getAttribute('tz') ?? 'UTC';
  }
  set tz(tz: string | null | undefined) {
    const was = this.#tz;
    this.#tz = tz;
    this.requestUpdate('tz', was);
  }

  /** URL of the site's configuration that holds for this card: its own, else the nearest provider's. */
  protected get configUrl(): string | undefined {
    return this.#query.config;
  }

  /** Shows what is known now, and answers the view of it. */
  protected async showNow(): Promise<V | undefined> {
    this.requestUpdate();
    await this.updateComplete;
    return this.#picture.view;
  }

  /** Asks the card's routes now. */
  readonly reload = async (): Promise<void> => {
    act(this, 'refresh', undefined);
    await this.#query.observer?.refresh();
  };

  /**
   * A part of the card that is loaded when it is first shown: `undefined` until it is there, then the card takes on
   * its styles and renders.
   * @param load the same function each time, such as `() => import('./part.ts')`
   */
  protected lazy<T extends LazyPart>(load: () => Promise<T>): T | undefined {
    return this.#parts.get(load);
  }

  /** Keeps an event of the operator in one of the declared logs, and tells the page. @param record what the spec calls it */
  protected keep<K extends keyof S['records'] & string>(
    record: K,
    event: NewEventOf<LogAt<S, K>>,
  ): OperatorEvent | undefined {
    const log = this.spec.records?.[record];
    const stored = log && this.#query.observer?.keep(event, recordName(log, this.#query.stateKey));
    // Pages may still listen for `did`, as the type was called until version 0.1.0.
    if (stored) act(this, event.type, { ...event, did: event.type });
    return stored;
  }

  /** Pauses automatic polling in every tab, or lets it go on. */
  protected pause(paused: boolean): void {
    this.#query.observer?.pause(paused);
  }

  /** Moved on its page by `moveBefore`, with all that it shows. */
  connectedMoveCallback(): void {
    this.#query.moved();
  }

  /** Constructed style sheets stay with their document: in another, the card gets its own. */
  adoptedCallback(): void {
    this.#parts.adopt();
  }

  /** What is remembered comes within a frame or two, so that no skeleton is drawn for nothing. */
  protected override async scheduleUpdate(): Promise<void> {
    this.#query.resolve();
    await this.#query.remembered;
    await super.scheduleUpdate();
  }

  /** Contains what a card throws: a sentence in its body, its neighbours untouched; the next good moment heals it. */
  protected override update(changed: PropertyValues): void {
    this.#failed = undefined;
    const was = this.#picture.tone;
    try {
      super.update(changed);
    } catch (reason) {
      const message = reason instanceof Error ? reason.message : String(reason);
      this.#failed = message;
      this.#query.observer?.forget();
      super.update(changed);
      emit(this, 'mc-error', { card: this.localName, message });
    }
    const { tone, phase } = this.#picture;
    // Whoever watches for changes of these is told of changes alone.
    for (const [name, value] of Object.entries({ tone, phase }))
      if (this.getAttribute(name) !== value) this.setAttribute(name, value);
    this.#times = this.renderRoot.querySelectorAll('time');
    if (this.#now) tellTimes(this.#times, this.#now, this.tz, false);
    if (tone !== was) emit(this, 'mc-tone', { tone, was });
  }

  protected override render(): TemplateResult {
    const { apiState } = this.#query.answer ?? {};
    this.#now = apiState;
    const { level, problem } = levelOf(this.headingLevel);
    this.#picture = this.#look();
    const problems = [
      ...this.#query.problems,
      ...(problem ? [problem] : []),
      ...this.#parts.problems,
      ...(this.#picture.problems ?? []),
    ];
    const { tone, label, phase, view } = this.#picture;
    // It stands there from the first frame on, so that it moves nothing when the card comes to life.
    const refresh = phase !== 'replay' && routesOf(this.spec).length > 0 ? this.reload : undefined;
    const opened =
      this.#opened && apiState
        ? this.lazy(provenance)?.provenance(this.spec, apiState, this.#query.stateKey, this.tz)
        : undefined;
    const heading = this.heading ?? this.spec.title;
    const { environment } = this.#query.observer ?? {};
    return html`<article part="card" aria-label=${heading} @keydown=${keepKeys} @click=${sendOnClick}>
      ${header(heading, level, tone, label, environment)}
      ${(apiState && this.#query.notes?.(this.spec, apiState, phase, this.tz, problems)) ?? problems}
      <div part="body">${this.#failed ? this.#apology() : cache(this.#body(phase, view))}</div>
      ${apiState ? footer(this.spec, heading, opened, this.#toggle, refresh) : nothing}
    </article>`;
  }

  #look(): CardState<V> {
    if (this.#failed)
      return { phase: 'failed', tone: 'unknown', label: 'Cannot be shown', nextChangeAt: Infinity };
    const { answer, unusable } = this.#query;
    if (!answer) return unusable ? UNUSABLE : LOADING;
    return cardStateOf(this.spec, answer.apiState, answer.query.stateKey, (data) => this.view(data, this.ui));
  }

  #body(phase: string, view: V | undefined): TemplateResult | typeof nothing {
    // One template for every view: what is kept while there is none has the fields, and what is typed in them.
    sayOfAbsent(this.#picture.absence);
    if (view) return html`${this.renderBody(view, this.ui)}`;
    return phase === 'loading' ? html`<div class="skeleton"></div>` : nothing;
  }

  #apology(): TemplateResult {
    return html`<p>This card could not show its data (${this.#failed}).</p>
      <button type="button" @click=${() => this.requestUpdate()}>Try again</button>`;
  }

  /**
   * One second has passed, or the card is seen again: ages are told anew where they are seen; only a picture that time has
   * changed is rendered.
   */
  #tick(seen = this.#onScreen.is): void {
    const { observer } = this.#query;
    if (!observer?.ready) return;
    const answers = observer.answers();
    if (seen) tellTimes(this.#times, answers, this.tz, true);
    if (answers.now >= this.#picture.nextChangeAt) this.requestUpdate();
  }

  readonly #toggle = (event: Event): void => {
    this.#opened = event.target instanceof HTMLDetailsElement && event.target.open;
    this.requestUpdate();
  };
}
