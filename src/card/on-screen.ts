import type { ReactiveController, ReactiveControllerHost } from 'lit';

const watched = new Map<Element, OnScreen>();

let observer: IntersectionObserver | undefined;

/** One observer for all cards of the page. A card that is about to be scrolled to counts as on screen. */
function watch(): IntersectionObserver {
  // Paper shows what no screen did.
  if (!observer) addEventListener('beforeprint', () => watched.forEach(({ shown }) => shown()));
  return (observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.see(isIntersecting);
    },
    { rootMargin: '25%' },
  ));
}

/** Whether a card is on screen: what nobody sees need not be written anew each second. */
export class OnScreen implements ReactiveController {
  /** True until the browser has looked. */
  is = true;

  /** @param shown called when the card has come on screen, and before it is printed */
  constructor(
    readonly host: ReactiveControllerHost & Element,
    readonly shown: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    watched.set(this.host, this);
    watch().observe(this.host);
  }

  hostDisconnected(): void {
    watched.delete(this.host);
    watch().unobserve(this.host);
  }

  see(is: boolean): void {
    const shown = is && !this.is;
    this.is = is;
    if (shown) this.shown();
  }
}
