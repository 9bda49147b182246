/** What the server asks of the bridge to AWS. That is a package of its own, of which this one knows no more than this. */
export interface Bridged {
  /** Answers a route of a Beak, `/fn` and what is below it, and the site's configuration. */
  answer(ask: {
    method: string;
    path: string;
    headers: Readonly<Record<string, string | undefined>>;
    body: string;
  }): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  /** Whether a page of that origin may ask as well. */
  allows(origin: string): boolean;
  /** What is to be said at start, a sentence each. */
  told: string[];
  close(): void;
}

/** What the bridge is asked for. */
export interface BridgedOptions {
  /** Names of the functions; the first is served at the root, too. */
  functions: string[];
  alias: string;
  region: string | undefined;
  /** Path of `bridge.json`. */
  file: string | undefined;
  /** Whether the alias may be changed, by who has a token that is told once. */
  release: boolean;
}

/** Loads the bridge. It is not imported by name: what checks or builds this package may have none of its packages. */
export async function openBridge(options: BridgedOptions): Promise<Bridged> {
  const { href } = new URL('../bridge/local.ts', import.meta.url);
  const bridge = (await import(href)) as { openBridge: (options: BridgedOptions) => Promise<Bridged> };
  return bridge.openBridge(options);
}
