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
  problems: string[];
  at?: string | undefined;
  pack?: string | undefined;
}

/** The nearest provider among a node's composed ancestors: parents, slots and hosts. Defined or not yet. */
export function nearestProvider(from: Element): Element | undefined {
  let node: Node | null = from.assignedSlot ?? from.parentNode;
  while (node) {
    if (node instanceof Element && node.localName === 'mc-provider') return node;
    node =
      node instanceof ShadowRoot
        ? node.host
        : ((node instanceof Element ? node.assignedSlot : null) ?? node.parentNode);
  }
  return undefined;
}

function baseOf(given: string | null): { base?: string; problem?: string } {
  if (given === null && location.origin === 'null')
    return { problem: 'This page has no origin of its own: set api-base to the address of the Beak API.' };
  try {
    const url = new URL(given ?? '', location.origin);
    if (!/^https?:$/.test(url.protocol)) throw new TypeError();
    return { base: (url.origin + url.pathname).replace(/\/+$/, '') };
  } catch {
    return {
      problem: `api-base="${given}" is not an http or https address: set it to the base of the Beak API.`,
    };
  }
}

function intervalOf(given: string | null): { interval: number; problem?: string } {
  const seconds = given === null ? REFRESH : Number(given);
  if (Number.isFinite(seconds) && given !== '') return { interval: Math.max(SHORTEST, seconds) * 1000 };
  return {
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
    own: card.getAttribute('state-key') || card.localName,
    at: given('at') ?? undefined,
    pack: given('pack') ?? undefined,
    tz: given('tz') ?? 'UTC',
    problems: [badBase, badInterval].flatMap((problem) => problem ?? []),
  };
}
