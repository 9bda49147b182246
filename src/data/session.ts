import { deadline } from '../api/request.ts';
import { NoToken, tokenIn } from '../api/token.ts';
import { isPassing, passingRealm, realmOf } from '../store/realm.ts';
import type { ScopedToken, TokenGiver } from '../api/token.ts';
import type { SharedSession } from './hub-contract.ts';

/** A giver may change its mind so often within so many ms; one that does it at each asking is refused. */
const MOST_MOVES = 3;
const MOVES_WITHIN = 10_000;

/** In whose name a base is asked: in nobody's, or in that of the user whose token a page's giver gives. */
export class Session implements SharedSession {
  /** Whose data it is now; see {@link realmOf}. */
  realm: string;
  readonly #listeners = new Set<() => void>();
  #signedIn = false;
  #looking: Promise<void> | undefined;
  #moves: number[] = [];

  constructor(
    readonly base: string,
    readonly giver: TokenGiver | undefined,
  ) {
    this.realm = giver ? passingRealm(base) : base;
  }

  /** Calls back when the data is another's from now on. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finds out whose data it is now; `undefined` where it is nobody's in particular. Never rejects. */
  look(): Promise<void> | undefined {
    if (!this.giver) return undefined;
    return (this.#looking ??= this.#look().finally(() => (this.#looking = undefined)));
  }

  async #look(): Promise<void> {
    const { inTime, clear } = deadline();
    // A request that fails for want of a token says so.
    await inTime(this.#read()).catch(() => undefined);
    clear();
  }

  /** What the giver gives for a request in a realm. @throws {NoToken} where it now gives for another realm */
  async token(realm: string): Promise<string | ScopedToken> {
    const given = await this.#read();
    if (this.realm !== realm) throw new NoToken();
    return given;
  }

  async #read(): Promise<string | ScopedToken> {
    const given = await this.giver?.(new URL(this.base).origin);
    const { token, scope } = tokenIn(given);
    this.#move(this.#realmFor(token, scope));
    this.#signedIn = token !== undefined;
    // What is no token is refused by whoever was to send it.
    return given ?? '';
  }

  #realmFor(token: string | undefined, scope: string | undefined): string {
    // After a sign-out nothing of the last user stays, whoever comes next.
    if (token === undefined) return this.#signedIn ? passingRealm(this.base) : this.realm;
    if (scope !== undefined) return realmOf(this.base, scope);
    return isPassing(this.realm) ? this.realm : passingRealm(this.base);
  }

  #move(realm: string): void {
    if (realm === this.realm) return;
    const now = performance.now();
    this.#moves = this.#moves.filter((at) => now - at < MOVES_WITHIN);
    if (this.#moves.length >= MOST_MOVES) throw new NoToken();
    this.#moves.push(now);
    this.realm = realm;
    for (const listener of [...this.#listeners]) listener();
  }
}
