import { announce, announcer } from './announce.ts';
import type { LitElement, ReactiveController } from 'lit';

/** What an operator knows a control by. */
const nameOf = (control: HTMLElement): string =>
  (control.ariaLabel ?? (control.closest('label') ?? control).textContent).replace(/\s+/g, ' ').trim();

/** Whether a control can have the focus. */
const isThere = (control: HTMLElement): boolean => control.isConnected && control.checkVisibility();

/** The nearest thing around a card that takes the focus by script, such as the main part of the page. */
function around(node: Node): HTMLElement | undefined {
  for (let each: Node | null = node; each; each = each instanceof ShadowRoot ? each.host : each.parentNode)
    if (each instanceof HTMLElement && each.hasAttribute('tabindex') && isThere(each)) return each;
  return undefined;
}

/**
 * Keeps the focus of a card through its updates. What was only moved gets it back; where what had it is gone, or was
 * disabled, it goes to the card's heading and that is said, since else it would fall to the top of the page.
 */
export class KeptFocus implements ReactiveController {
  #had: HTMLElement | undefined;
  #name = '';

  constructor(readonly host: LitElement) {
    host.addController(this);
  }

  hostConnected(): void {
    // A live region is heard only if it was there before what it says.
    announcer(this.host.ownerDocument);
  }

  hostUpdate(): void {
    const had = this.host.shadowRoot?.activeElement;
    this.#had = had instanceof HTMLElement ? had : undefined;
    this.#name = this.#had ? nameOf(this.#had) : '';
  }

  hostUpdated(): void {
    const had = this.#had;
    // Whoever knows better where it belongs, such as NextFocus, moves it within this update.
    if (had) queueMicrotask(() => this.#mend(had));
  }

  #mend(had: HTMLElement): void {
    const { host } = this;
    const now = host.shadowRoot?.activeElement;
    const { activeElement, body } = host.ownerDocument;
    const elsewhere = now ? now !== had : activeElement !== null && activeElement !== body;
    if (elsewhere || !host.isConnected) return;
    const disabled = had.matches(':disabled');
    if (isThere(had) && !disabled) {
      if (now !== had) had.focus({ preventScroll: true });
      return;
    }
    const heading = host.shadowRoot?.querySelector<HTMLElement>('[part=heading]');
    const next = heading && isThere(heading) ? heading : around(host);
    next?.focus({ preventScroll: true });
    const place = next === heading ? 'the heading' : 'the page';
    announce(
      host,
      `“${this.#name}” is ${disabled ? 'disabled' : 'gone'} after an update. Focus is on ${place}.`,
    );
  }
}
