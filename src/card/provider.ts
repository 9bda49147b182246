import { ReactiveElement } from 'lit';
import type { PropertyDeclarations, PropertyValues } from 'lit';
import type { TokenGiver } from '../api/token.ts';

/**
 * Hands a base, an interval, a configuration and a moment to the cards within it; shows nothing itself. Cards read its
 * attributes, so that it works before it is defined and with cards of another build.
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
 * @fires mc-provided - Attributes or the token changed, and the cards within take it up.
 */
export class McProvider extends ReactiveElement {
  static override properties: PropertyDeclarations = {
    apiBase: { attribute: 'api-base', reflect: true },
    refresh: { reflect: true },
    config: { reflect: true },
    at: { reflect: true },
    pack: { reflect: true },
    tz: { reflect: true },
    theme: { reflect: true },
    origins: { attribute: false },
    token: { attribute: false },
  };

  /** Base of the Beak API, such as `https://api.example.com`. */
  apiBase?: string | null | undefined;
  /** Polling interval in seconds; default 30, at least 5. */
  refresh?: number | string | null | undefined;
  /** URL of the site's `mission-control.json`. */
  config?: string | null | undefined;
  /** A moment of this browser's history (ISO 8601, UTC) that the cards show, read-only. */
  at?: string | null | undefined;
  /** URL of a recorded pack whose moment the cards show, read-only. */
  pack?: string | null | undefined;
  /** Time zone of all times, an IANA name; default UTC. */
  tz?: string | null | undefined;
  /** Colours; `auto`, the default, follows the page's `color-scheme`. */
  theme?: 'auto' | 'light' | 'dark' | null | undefined;
  /** Origins that the token may go to, such as `https://api.example.com`. Set by script only. */
  origins: readonly string[] = [];
  /**
   * Gives the bearer token for an origin, as a text or as `{ token, scope }`, asked anew for each request. The scope names
   * whose data it opens (a user, a tenant): what this browser stores is stored under it, and shown to nobody else; a token
   * that rotates keeps it. Without a scope the data lasts as long as this function, and nothing of it is stored. A property
   * and never an attribute, so that markup alone can send a token nowhere; a token is kept nowhere.
   */
  token?: TokenGiver | undefined;

  /** The token giver for an origin; `undefined` where none is set or the origin is not on the list. */
  tokenFor(origin: string): TokenGiver | undefined {
    return this.origins.includes(origin) ? this.token : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.style.setProperty('display', 'contents');
    this.#provide();
  }

  /** It has no shadow root: the cards within are what is shown. */
  protected override createRenderRoot(): this {
    return this;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // Cards inherit the scheme, as they do the page's.
    const { theme } = this;
    if (changed.has('theme'))
      this.style.setProperty('color-scheme', theme === 'light' || theme === 'dark' ? theme : '');
    this.#provide();
  }

  #provide(): void {
    this.dispatchEvent(new Event('mc-provided'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'mc-provider': McProvider;
  }
}
