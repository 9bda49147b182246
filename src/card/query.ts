import type { Place } from '../data/observer.ts';
import type { McProvider } from './provider.ts';

/** What a page sets on a card that decides what the card asks for; each is an attribute too. */
export interface QuerySettings {
  apiBase?: string | null | undefined;
  refresh?: number | string | null | undefined;
  config?: string | null | undefined;
  at?: string | null | undefined;
  pack?: string | null | undefined;
  stateKey?: string | null | undefined;
}

/** What a card shows, and where that comes from: two that are the same need nothing new. */
export interface Query extends Omit<Place, 'base'> {
  /** Absent where no usable base was given. */
  base?: string;
  /** A past moment of this browser's history, or of the pack. */
  at?: string | undefined;
  /** URL of a recorded pack. */
  pack?: string | undefined;
}

/** Default polling interval, and the shortest allowed, in seconds. */
const REFRESH = 30;
const SHORTEST = 5;

/** The nearest provider among a node's composed ancestors: parents, slots and hosts. Defined or not yet. */
export function nearestProvider(from: Element): Element | undefined {
  // Each kind of node has one of the three ways up; what it lacks is undefined.
  const up = (node: Node) => (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host;
  for (let node = up(from); node; node = up(node))
    // Not `instanceof`: a frame's document has elements of its own kind. What has this name is an element.
    if ((node as Element).localName === 'mc-provider') return node as Element;
  return undefined;
}

function baseOf(given: string): { base?: string; problem?: string } {
  // Of a `srcdoc` frame, `location.origin` is "null"; of one that is sandboxed, `self.origin` too.
  const alone = self.origin === 'null';
  const url = alone ? URL.parse(given) : URL.parse(given, self.origin);
  if (url && /^https?:$/.test(url.protocol)) return { base: (url.origin + url.pathname).replace(/\/+$/, '') };
  // Without an origin, nothing can be relative to it.
  const fault =
    alone && !/^[a-z][a-z\d+.-]*:/i.test(given)
      ? `${given ? 'relative' : 'missing'}, and this page has no address of its own`
      : 'no http(s) address';
  return {
    problem: `api-base${given && `="${given}"`} is ${fault}: write one such as https://api.example.com.`,
  };
}

function intervalOf(given: string): { interval: number; problem?: string } {
  const seconds = Number(given);
  return given.trim() !== '' && seconds > 0 && seconds < Infinity
    ? { interval: Math.max(SHORTEST, seconds) * 1000 }
    : {
        interval: REFRESH * 1000,
        problem: `refresh="${given}" is not a number of seconds, so ${REFRESH} is used.`,
      };
}

/**
 * Resolves what a card asks for: its own setting, else the nearest provider's, else the default.
 * @returns the query, and a sentence for each setting that is wrong
 */
export function queryOf(
  card: Element & QuerySettings,
  provider: Element | undefined,
): { query: Query; problems: string[] } {
  const text = (own: unknown, handed?: string | null): string | undefined =>
    own === undefined || own === null ? (handed ?? undefined) : String(own);
  const handed = (name: string) => provider?.getAttribute(name);
  const { base, problem: badBase } = baseOf(text(card.apiBase, handed('api-base')) ?? '');
  const { interval, problem: badInterval } = intervalOf(
    text(card.refresh, handed('refresh')) ?? String(REFRESH),
  );
  // A provider of another build, or one that is not defined yet, may have no such method.
  const token = base && (provider as Partial<McProvider> | undefined)?.tokenFor?.(new URL(base).origin);
  const query = {
    ...(base && { base }),
    interval,
    token: token || undefined,
    config: text(card.config, handed('config')),
    tag: card.localName,
    stateKey: text(card.stateKey) || card.localName,
    at: text(card.at, handed('at')),
    pack: text(card.pack, handed('pack')),
  };
  return { query, problems: [badBase, badInterval].flatMap((problem) => problem ?? []) };
}
