import { LitElement, html, nothing } from 'lit';
import { remembered } from '../data/remembered.ts';
import { routesOf } from '../data/spec.ts';
import './provider.ts';
import { bind, nearestProvider } from './binding.ts';
import { act, emit } from './events.ts';
import { footer, header } from './frame.ts';
import { LOADING, UNUSABLE, pictureOf } from './picture.ts';
import { styles } from './styles.ts';
import { tellTimes } from './times.ts';
import type { CSSResult, CSSResultGroup, PropertyValues, TemplateResult } from 'lit';
import type * as Live from './live.ts';
import type { Known, Moment } from '../data/moment.ts';
import type { Facts, Spec } from '../data/spec.ts';
import type { Deed, NewDeed } from '../store/records.ts';
import type { Binding } from './binding.ts';
import type { Shown } from './parts.ts';
import type { Picture, View } from './picture.ts';

export type { Facts, Moment, Spec, View };

const provenance = () => import('./provenance.ts');

/** The live half, once it is loaded: cards that come later have it at their first render. */
let live: typeof Live | undefined;

/** What is typed into a card is for the card: no shortcut of the page fires. */
const keepKeys = (event: KeyboardEvent): void => {
  const typing = event.target instanceof Element && event.target.matches('input, textarea, select');
  if (typing && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
};

/** So long the first render waits for what is remembered, in ms. */
const PATIENCE = 100;

const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/** Attributes that decide where a card stands and what it is called; a change of one binds it anew. */
const ATTRIBUTES = [
  'api-base',
  'refresh',
  'config',
  'at',
  'pack',
  'state-key',
  'tz',
  'heading',
  'heading-level',
];

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

  #provider: Element | undefined;
  #binding: Binding = { tag: '', interval: 0, own: '', tz: '', problems: new Set() };
  #observer: Live.Observer | undefined;
  /** What is shown while no observer is ready: what this browser remembers, or a recorded moment. */
  #still: Known | undefined;
  /** What the last render was made from. */
  #now: Known | undefined;
  #picture: Picture<V> = LOADING;
  /** What the card threw at this render, if anything. */
  #failed: unknown;
  #notes: typeof Live.notes | undefined;
  readonly #parts = new Map<() => Promise<unknown>, unknown>();
  #opened = false;
  #first: Promise<unknown> | undefined;
  #leave: (() => void) | undefined;

  /**
   * What to show of a moment, whenever any declared fact came. Pure: no clock, no DOM, no state but what it is given.
   * Facts that are missing are `undefined`; `worst` of rules/tone.ts puts several findings together.
   */
  abstract view(moment: Moment<S>): V;

  /** The body; the base says in words what is stale, failed, paused or not offered. */
  protected abstract renderBody(view: V): TemplateResult;

  /** The declaration of this card. */
  get spec(): S {
    // Each card's static `spec` is of the type that it passes as `S`.
    return (this.constructor as typeof Card).spec as S;
  }

  /** Whether the operator may change what is kept: never in a recorded moment. */
  get writable(): boolean {
    return this.#observer?.writable === true;
  }

  /** Time zone of all times, an IANA name. */
  get tz(): string {
    return this.#binding.tz;
  }

  /** Asks the card's routes now. */
  readonly reload = async (): Promise<void> => {
    act(this, 'refresh', undefined);
    await this.#observer?.refresh();
  };

  /**
   * A part of the card that is loaded when it is first shown: `undefined` until it is there, then the card takes on
   * its styles and renders.
   * @param load the same function each time, such as `() => import('./part.ts')`
   */
  protected lazy<T extends { styles: CSSResult }>(load: () => Promise<T>): T | undefined {
    if (!this.#parts.has(load)) {
      this.#parts.set(load, undefined);
      load().then(
        (part) => {
          this.#parts.set(load, part);
          if (part.styles.styleSheet) this.shadowRoot?.adoptedStyleSheets.push(part.styles.styleSheet);
          this.requestUpdate();
        },
        () => {
          // The next render tries again.
          this.#parts.delete(load);
          this.#binding.problems.add('A part of this card could not be loaded.');
        },
      );
    }
    // What is kept under a function is what it has loaded.
    return this.#parts.get(load) as T | undefined;
  }

  /** Keeps a deed of the operator, by default under this card's `state-key`, and tells the page. */
  protected keep(deed: NewDeed, name = this.#binding.own): Deed | undefined {
    const kept = this.#observer?.keep(deed, name);
    if (kept) act(this, deed.did, deed);
    return kept;
  }

  /** Pauses automatic polling in every tab, or lets it go on. */
  protected pause(paused: boolean): void {
    this.#observer?.pause(paused);
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...ATTRIBUTES];
  }

  override attributeChangedCallback(name: string, was: string | null, value: string | null): void {
    super.attributeChangedCallback(name, was, value);
    if (ATTRIBUTES.includes(name) && this.isConnected) void this.#bind();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const provider = (this.#provider = nearestProvider(this));
    const bind = () => void this.#bind();
    provider?.addEventListener('mc-provided', bind);
    this.#leave = () => provider?.removeEventListener('mc-provided', bind);
    bind();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
    this.#observer?.stop();
    this.#observer = undefined;
  }

  /** Moved on its page by `moveBefore`: nothing is bound anew, unless it came to another provider. */
  connectedMoveCallback(): void {
    if (nearestProvider(this) === this.#provider) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }

  /** What is remembered comes within a frame or two, so that no skeleton is drawn for nothing. */
  protected override async scheduleUpdate(): Promise<void> {
    await this.#first;
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
      this.#observer?.forget();
      super.update(changed);
      emit(this, 'mc-error', { card: this.localName, message });
    }
    const { tone, phase } = this.#picture;
    this.setAttribute('tone', tone);
    this.setAttribute('phase', phase);
    if (this.#now) tellTimes(this.renderRoot, this.#now, this.tz, false);
    if (tone !== was) emit(this, 'mc-tone', { tone, was });
  }

  protected override render(): TemplateResult {
    const known = (this.#now = this.#known());
    const problems = [...this.#binding.problems, ...(this.#observer?.troubles ?? [])];
    this.#picture = this.#look(known);
    const { tone, words, phase, view } = this.#picture;
    // It stands there from the first frame on, so that it moves nothing when the card comes to life.
    const refresh = phase !== 'replay' && routesOf(this.spec).length > 0 ? this.reload : undefined;
    const opened =
      this.#opened && known
        ? this.lazy(provenance)?.provenance(this.spec, known, this.#binding.own, this.tz)
        : undefined;
    const heading = this.getAttribute('heading') ?? this.spec.title;
    return html`<article part="card" aria-label=${heading} @keydown=${keepKeys}>
      ${header(heading, Number(this.getAttribute('heading-level')) || 3, tone, words, this.#observer?.environment)}
      ${(known && this.#notes?.(this.spec, known, phase, this.tz, problems)) ?? problems}
      <div part="body">${this.#failed ? this.#apology() : this.#body(phase, view)}</div>
      ${known ? footer(this.spec, opened, this.#toggle, refresh) : nothing}
    </article>`;
  }

  #look(known: Known | undefined): Picture<V> {
    if (this.#failed)
      return { phase: 'failed', tone: 'unknown', words: 'Cannot be shown', turnsAt: Infinity };
    if (!known) return this.#binding.problems.size > 0 ? UNUSABLE : LOADING;
    return pictureOf(this.spec, known, this.#binding.own, (moment) => this.view(moment));
  }

  #body(phase: string, view: V | undefined): Shown {
    if (view) return this.renderBody(view);
    return phase === 'loading' ? html`<div class="skeleton"></div>` : nothing;
  }

  #apology(): TemplateResult {
    return html`<p>This card could not show its data (${this.#failed}).</p>
      <button type="button" @click=${() => this.requestUpdate()}>Try again</button>`;
  }

  #known(): Known | undefined {
    return this.#observer?.ready ? this.#observer.known() : this.#still;
  }

  /** Finds the card's place, paints what is remembered there, and begins to observe. */
  async #bind(): Promise<void> {
    this.#observer?.stop();
    this.#observer = this.#still = undefined;
    const binding = (this.#binding = bind(this, this.#provider));
    this.requestUpdate();
    const { base, interval, own, at, pack, problems } = binding;
    const show = (still: Known) => {
      if (binding !== this.#binding) return;
      this.#still = still;
      this.requestUpdate();
    };
    try {
      if (at !== undefined || pack !== undefined) {
        const { recall, notes } = await import('./replay.ts');
        this.#notes = notes;
        return show(await recall(this.spec, binding));
      }
      if (!base) return;
      if (!live) {
        const first = remembered(this.spec, base, interval, own).then(show);
        this.#first = Promise.race([first, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
        [live] = await Promise.all([import('./live.ts'), first]);
        // Watching begins once that is on screen; a hidden page has no frames.
        if (!document.hidden) await frame().then(frame);
      }
      if (binding !== this.#binding || !this.isConnected) return;
      this.#notes = live.notes;
      const changed = () => this.requestUpdate();
      this.#observer = new live.Observer(this.spec, { ...binding, base }, changed, () => this.#tick());
    } catch (reason) {
      problems.add(reason instanceof Error ? reason.message : String(reason));
    }
    this.requestUpdate();
  }

  /** One second has passed: ages are told anew; only a picture that time has changed is rendered. */
  #tick(): void {
    const known = this.#known();
    if (!known) return;
    tellTimes(this.renderRoot, known, this.tz, true);
    if (known.now >= this.#picture.turnsAt) this.requestUpdate();
  }

  readonly #toggle = (event: Event): void => {
    this.#opened = event.target instanceof HTMLDetailsElement && event.target.open;
    this.requestUpdate();
  };
}
