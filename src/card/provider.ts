import { define } from './define.ts';
import type { TokenGiver } from '../api/client.ts';

/** What a provider hands to the cards within it, as attributes of the same names as theirs. */
const HANDED = ['api-base', 'refresh', 'config', 'at', 'pack', 'tz', 'theme'] as const;

/** An attribute that a card takes from its provider where it has none of its own. */
export type Handed = (typeof HANDED)[number];

/**
 * Hands a base, an interval, a configuration and a moment to the cards within it; shows nothing itself.
 *
 * @tag mc-provider
 * @summary Hands a base, an interval, a configuration and a moment to the cards within it.
 * @attr {string} api-base - Base of the Beak API, such as `https://api.example.com`.
 * @attr {number} refresh - Polling interval in seconds; default 30, at least 5.
 * @attr {string} config - URL of the site's `mission-control.json`.
 * @attr {string} at - A moment of this browser's history (ISO 8601, UTC) that the cards show, read-only.
 * @attr {string} pack - URL of a recorded pack whose moment the cards show, read-only.
 * @attr {string} tz - Time zone of all times, an IANA name; default UTC.
 * @attr {'auto'|'light'|'dark'} theme - Colours; `auto` follows the page's `color-scheme`.
 * @fires mc-provided - An attribute or the token changed, and the cards within take it up.
 */
export class McProvider extends HTMLElement {
  static readonly observedAttributes = HANDED;

  #origins: readonly string[] = [];
  #token: TokenGiver | undefined;

  /** Origins that the token may go to, such as `https://api.example.com`. Set by script only. */
  get origins(): readonly string[] {
    return this.#origins;
  }
  set origins(origins: readonly string[]) {
    this.#origins = [...origins];
    this.#changed();
  }

  /**
   * Gives the bearer token for an origin. A property and never an attribute, so that markup alone can send a token
   * nowhere; asked anew for each request, kept nowhere.
   */
  get token(): TokenGiver | undefined {
    return this.#token;
  }
  set token(token: TokenGiver | undefined) {
    this.#token = token;
    this.#changed();
  }

  /** The token giver for an origin; `undefined` where none is set or the origin is not on the list. */
  tokenFor(origin: string): TokenGiver | undefined {
    return this.origins.includes(origin) ? this.#token : undefined;
  }

  connectedCallback(): void {
    this.style.setProperty('display', 'contents');
    // A page may have set the properties before this script came; they must go through the setters.
    const early = { ...this } as Partial<this>;
    for (const name of Object.keys(early)) delete this[name as keyof this];
    Object.assign(this, early);
    this.#changed();
  }

  attributeChangedCallback(name: string, _was: string | null, value: string | null): void {
    // Cards inherit the scheme, as they do the page's.
    if (name === 'theme') this.style.setProperty('color-scheme', value === 'auto' ? '' : value);
    if (this.isConnected) this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('mc-provided'));
  }
}

define('mc-provider', McProvider);

declare global {
  interface HTMLElementTagNameMap {
    'mc-provider': McProvider;
  }
}
