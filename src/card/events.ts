import type { Tone } from '../domain/judgement/tone.ts';

/** A card's tone changed. */
export type ToneDetail = { tone: Tone; was: Tone };
/** An operator did something on a card. */
export type ActionDetail = { card: string; action: string; detail: unknown };
/** A card could not show its data. */
export type ErrorDetail = { card: string; message: string };

/** Sends an event that leaves shadow roots and bubbles. */
export const emit = (from: Element, name: 'mc-tone' | 'mc-action' | 'mc-error', detail: object): void => {
  from.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
};

/** Tells the page what an operator did; the card is `from`, or what `from` stands in. */
export function act(from: Element, action: string, detail: unknown): void {
  // A card may itself stand in a shadow root of the page's.
  const root = from.shadowRoot ?? from.getRootNode();
  const card = root instanceof ShadowRoot ? root.host.localName : from.localName;
  emit(from, 'mc-action', { card, action, detail } satisfies ActionDetail);
}

declare global {
  interface HTMLElementEventMap {
    'mc-tone': CustomEvent<ToneDetail>;
    'mc-action': CustomEvent<ActionDetail>;
    'mc-error': CustomEvent<ErrorDetail>;
  }
}
