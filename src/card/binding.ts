import type { Handed, McProvider } from './provider.ts';
import type { Place } from '../data/observer.ts';

/** Default polling interval, and the shortest allowed, in seconds. */
const REFRESH = 30;
const SHORTEST = 5;

/** Where a card found its place, and a sentence for each attribute that was wrong. */
export interface Binding extends Omit<Place, 'base'> {
  /** Absent where no usable base was given. */
  base?: string;
  /** Time zone of all times, an IANA name. */
  tz: string;
  problems: Set<string>;
  at?: string | undefined;
  pack?: string | undefined;
}

/** The nearest provider among a node's composed ancestors: parents, slots and hosts. Defined or not yet. */
export function nearestProvider(from: Element): Element | undefined {
  // Each kind of node has one of the three ways up; what it lacks is undefined.
  const up = (node: Node) => (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host;
  for (let node = up(from); node; node = up(node))
    if (node instanceof Element && node.localName === 'mc-provider') return node;
  return undefined;
}

function baseOf(given: string | null): { base?: string; problem?: string } {
  const url = URL.parse(given ?? '', location.origin);
  return url && /^https?:$/.test(url.protocol)
    ? { base: (url.origin + url.pathname).replace(/\/+$/, '') }
    : {
        problem: `api-base="${given ?? ''}" is no http(s) address of a Beak API.`,
      };
}

function intervalOf(given: string | null): { interval: number; problem?: string } {
  const seconds = Number(given ?? REFRESH);
  return given !== '' && Number.isFinite(seconds)
    ? { interval: Math.max(SHORTEST, seconds) * 1000 }
    : {
        interval: REFRESH * 1000,
        problem: `refresh="${given}" is not a number of seconds, so ${REFRESH} is used.`,
      };
}

/** Resolves a card's place: its own attribute, else the nearest provider's, else the default. */
export function bind(card: Element, provider: Element | undefined): Binding {
  const given = (name: Handed) => card.getAttribute(name) ?? provider?.getAttribute(name) ?? null;
  const { base, problem: badBase } = baseOf(given('api-base'));
  const { interval, problem: badInterval } = intervalOf(given('refresh'));
  // A provider of another build, or one that is not defined yet, may have no such method.
  const token = base && (provider as Partial<McProvider> | undefined)?.tokenFor?.(new URL(base).origin);
  return {
    ...(base && { base }),
    interval,
    token: token || undefined,
    config: given('config') ?? undefined,
    tag: card.localName,
    own: card.getAttribute('state-key') || card.localName,
    at: given('at') ?? undefined,
    pack: given('pack') ?? undefined,
    tz: given('tz') ?? 'UTC',
    problems: new Set([badBase, badInterval].flatMap((problem) => problem ?? [])),
  };
}
