import type { TokenGiver } from '../api/token.ts';

/** Where a card stands: what it observes and how often. */
export interface Place {
  tag: string;
  base: string;
  /** Polling interval in ms. */
  interval: number;
  token?: TokenGiver | undefined;
  /** URL of the site's configuration. */
  config?: string | undefined;
  /** What the card's own events are kept under. */
  stateKey: string;
}
