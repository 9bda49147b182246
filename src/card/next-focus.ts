import type { LitElement, ReactiveController } from 'lit';

/** Moves the focus where what had it goes with the next render: to what a selector finds, as soon as that is there. */
export class NextFocus implements ReactiveController {
  #wanted: string | undefined;

  /** @param moved called when the focus has moved */
  constructor(
    readonly host: LitElement,
    readonly moved?: () => void,
  ) {
    host.addController(this);
  }

  /** @param selector of what is likely wanted next, in the host's shadow root; `undefined` leaves the focus */
  want(selector: string | undefined): void {
    this.#wanted = selector;
  }

  hostUpdated(): void {
    const next = this.#wanted && this.host.renderRoot.querySelector<HTMLElement>(this.#wanted);
    if (!next) return;
    this.#wanted = undefined;
    this.moved?.();
    next.focus();
  }
}
