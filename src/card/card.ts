import { LitElement, html, nothing } from 'lit';
import { hub } from '../data/hub.ts';
import { Observer } from '../data/observer.ts';
import { routesOf } from '../data/spec.ts';
import { bind, nearestProvider } from './binding.ts';
import { act, emit } from './events.ts';
import { footer, header, notes } from './frame.ts';
import { LOADING, UNUSABLE, pictureOf } from './picture.ts';
import { styles } from './styles.ts';
import { tellTimes } from './times.ts';
import type { CSSResultGroup, PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import type { Known, Moment } from '../data/moment.ts';
import type { Facts, Spec } from '../data/spec.ts';
import type { NewDeed } from '../store/records.ts';
import type { Binding } from './binding.ts';
import type { Shown } from './parts.ts';
import type { Picture, View } from './picture.ts';
import type { provenance } from './provenance.ts';

export type { Facts, Moment, Spec, View };

/** Attributes that decide where a card stands; a change of one binds it anew. */
const PLACE = ['apiBase', 'refresh', 'config', 'at', 'pack', 'stateKey'] as const;

/**
 * The base of every card. It finds the card's place, observes the declared fields, keeps the frame (heading, chip,
 * notes, footer), the phases and the errors; a card adds its `spec`, a pure `view` and a `renderBody`.
 *
 * @attr {string} api-base - Base of the Beak API; else the nearest `<mc-provider>`'s, else the page's origin.
 * @attr {number} refresh - Polling interval in seconds; default 30, at least 5.
 * @attr {string} config - URL of the site's `mission-control.json`; without one, defaults are used.
 * @attr {string} heading - Heading, instead of the card's own title.
 * @attr {number} heading-level - Level of the heading, 1 to 6; default 3.
 * @attr {boolean} compact - Less space, and no provenance.
 * @attr {'auto'|'light'|'dark'} theme - Colours; `auto`, the default, follows the page's `color-scheme`.
 * @attr {string} tz - Time zone of all times, an IANA name; default UTC.
 * @attr {string} at - A moment of this browser's history (ISO 8601, UTC) to show, read-only.
 * @attr {string} pack - URL of a recorded pack whose moment to show, read-only.
 * @attr {string} state-key - What the card's own records are kept under; default its tag.
 * @attr {'ok'|'warn'|'bad'|'info'|'unknown'} tone - Reflected: the judgement on what is shown.
 * @attr {'loading'|'live'|'stale'|'failed'|'unoffered'|'empty'|'local'|'paused'|'replay'} phase - Reflected: the state of the card's data.
 *
 * @fires {CustomEvent<{tone: Tone, was: Tone}>} mc-tone - The tone changed.
 * @fires {CustomEvent<{card: string, action: string, detail: unknown}>} mc-action - The operator did something.
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
export abstract class Card<S extends Spec = Spec, V extends View = View> extends LitElement {
  /** Title, section, fields, logs and records: plain data, known without an instance. */
  static spec: Spec;

  static override styles: CSSResultGroup = styles;

  static override properties: PropertyDeclarations = {
    apiBase: { attribute: 'api-base' },
    refresh: { type: Number },
    config: {},
    heading: {},
    headingLevel: { type: Number, attribute: 'heading-level' },
    compact: { type: Boolean },
    theme: {},
    tz: {},
    at: {},
    pack: {},
    stateKey: { attribute: 'state-key' },
  };

  /** Base of the Beak API. */
  apiBase?: string;
  /** Polling interval in seconds. */
  refresh?: number;
  /** URL of the site's configuration. */
  config?: string;
  /** Heading, instead of the card's title. */
  heading?: string;
  /** Level of the heading, 1 to 6. */
  headingLevel = 3;
  /** Less space, and no provenance. */
  compact = false;
  /** Colours. */
  theme?: 'auto' | 'light' | 'dark';
  /** Time zone of all times, an IANA name. */
  tz = 'UTC';
  /** A moment of this browser's history to show. */
  at?: string;
  /** URL of a recorded pack. */
  pack?: string;
  /** What the card's own records are kept under. */
  stateKey?: string;

  #binding: Binding = { interval: 0, own: '', problems: [] };
  #observer: Observer | undefined;
  #recorded: Known | undefined;
  #picture: Picture<V> = LOADING;
  #failed = false;
  #provenance: typeof provenance | undefined;
  #stops: (() => void)[] = [];

  /** What to show of a moment. Pure: no clock, no DOM, no state but what it is given. */
  abstract view(moment: Moment<S>): V;

  /** The body of a picture in which all is well; the base does the rest. */
  protected abstract renderBody(view: V): TemplateResult;

  /** The declaration of this card. */
  get spec(): S {
    // Each card's static `spec` is of the type that it passes as `S`.
    return (this.constructor as typeof Card).spec as S;
  }

  /** Whether the operator may change what is kept: never in a recorded moment. */
  get writable(): boolean {
    return this.#observer !== undefined;
  }

  /** Asks the card's routes now. */
  readonly reload = async (): Promise<void> => {
    act(this, 'refresh', undefined);
    await this.#observer?.refresh();
  };

  /** Keeps a deed of the operator under this card's `state-key`, and tells the page. */
  protected keep(deed: NewDeed): void {
    const { base, own } = this.#binding;
    if (!this.writable || !base) return;
    hub().keep(base, own, deed);
    act(this, deed.did, deed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const bound = () => this.#bind();
    const provider = nearestProvider(this);
    provider?.addEventListener('mc-provided', bound);
    this.#stops = [
      () => provider?.removeEventListener('mc-provided', bound),
      () => this.#observer?.stop(),
      hub().ticker.join(() => this.#tick()),
    ];
    this.#bind();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#observer = undefined;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    // What is typed into a card is for the card: no shortcut of the page fires.
    root.addEventListener('keydown', (event) => {
      const { ctrlKey, metaKey, altKey, target } = event as KeyboardEvent;
      const typing = target instanceof Element && target.matches('input, textarea, select');
      if (typing && !ctrlKey && !metaKey && !altKey) event.stopPropagation();
    });
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && PLACE.some((name) => changed.has(name))) this.#bind();
  }

  /** Contains what a card throws: a sentence in its body, its neighbours untouched; the next good moment heals it. */
  protected override update(changed: PropertyValues): void {
    this.#failed = false;
    const was = this.#picture.tone;
    try {
      super.update(changed);
    } catch (reason) {
      this.#failed = true;
      super.update(changed);
      const message = reason instanceof Error ? reason.message : String(reason);
      emit(this, 'mc-error', { card: this.localName, message });
    }
    const { tone, phase } = this.#picture;
    this.setAttribute('tone', tone);
    this.setAttribute('phase', phase);
    this.#tellTimes();
    if (tone !== was) emit(this, 'mc-tone', { tone, was });
  }

  protected override render(): TemplateResult {
    const known = this.#known();
    const { problems } = this.#binding;
    this.#picture = this.#look(known);
    const { tone, words, phase, view } = this.#picture;
    const refresh = this.#observer && routesOf(this.spec).length > 0 ? this.reload : undefined;
    const heading = this.heading ?? this.spec.title;
    return html`<article part="card" aria-label=${heading}>
      ${header(heading, this.headingLevel, tone, words, known && hub().environment(known))}
      ${known ? notes(this.spec, known, phase, this.tz, problems) : problems}
      <div part="body">${this.#failed ? this.#apology() : this.#body(phase, view)}</div>
      ${known ? footer(this.spec, known, this.#provenance?.(this.spec, known, this.#binding.own, this.tz), this.#toggle, refresh) : nothing}
    </article>`;
  }

  #look(known: Known | undefined): Picture<V> {
    if (this.#failed)
      return { phase: this.#picture.phase, tone: 'unknown', words: 'Cannot be shown', turnsAt: Infinity };
    if (!known) return this.#binding.problems.length > 0 ? UNUSABLE : LOADING;
    if (this.#observer && !this.#observer.ready) return LOADING;
    const replay = this.#recorded !== undefined;
    return pictureOf(this.spec, known, this.#binding.own, replay, (moment) => this.view(moment));
  }

  #body(phase: string, view: V | undefined): Shown {
    if (view) return this.renderBody(view);
    return phase === 'loading' ? html`<div class="skeleton"></div>` : nothing;
  }

  #apology(): TemplateResult {
    return html`<p>This card could not show its data. The rest of the page is not affected.</p>
      <button type="button" @click=${() => this.requestUpdate()}>Try again</button>`;
  }

  #known(): Known | undefined {
    return this.#recorded ?? this.#observer?.known();
  }

  #bind(): void {
    this.#observer?.stop();
    this.#observer = undefined;
    this.#recorded = undefined;
    this.#binding = bind(this, nearestProvider(this));
    const { base, at, pack } = this.#binding;
    if (at !== undefined || pack !== undefined) void this.#recall(this.#binding);
    else if (base)
      this.#observer = new Observer(this.spec, { ...this.#binding, base }, () => this.requestUpdate());
    this.requestUpdate();
  }

  async #recall(binding: Binding): Promise<void> {
    const { recall } = await import('../data/replay.ts');
    const recorded = await recall(this.spec, binding).catch((reason: unknown) => {
      binding.problems.push(reason instanceof Error ? reason.message : String(reason));
      return undefined;
    });
    if (binding !== this.#binding) return;
    this.#recorded = recorded;
    this.requestUpdate();
  }

  /** One second has passed: ages are told anew; only a picture that time has changed is rendered. */
  #tick(): void {
    const known = this.#tellTimes();
    if (known && known.now >= this.#picture.turnsAt) this.requestUpdate();
  }

  #tellTimes(): Known | undefined {
    const known = this.#known();
    if (known) tellTimes(this.renderRoot, known, this.tz);
    return known;
  }

  readonly #toggle = async (event: Event): Promise<void> => {
    const open = event.target instanceof HTMLDetailsElement && event.target.open;
    this.#provenance = open ? (await import('./provenance.ts')).provenance : undefined;
    this.requestUpdate();
  };
}
