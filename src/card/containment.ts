import type { LitElement, ReactiveController } from 'lit';

/** What is pressed, typed into or chosen from: it is in the accessibility tree wherever the page is scrolled to. */
const CONTROLS = 'a, button, input, select, textarea, summary';

/**
 * Marks a card's body that holds no control, so that it may be laid out when it comes near the viewport. The style
 * sheet could tell by `:has()`, which took twice the time of a first frame of all cards.
 */
export class Containment implements ReactiveController {
  constructor(readonly host: LitElement) {
    host.addController(this);
  }

  hostUpdated(): void {
    const body = this.host.shadowRoot?.querySelector('[part=body]');
    body?.toggleAttribute('data-still', !body.querySelector(CONTROLS));
  }
}
