import type { Offer } from '../follow.ts';
import type { Finding } from '../../domain/findings/finding.ts';
import type { Settings } from '../settings.ts';

/** The cards of the panel that stand together, and why. */
export interface Group {
  id: 'problems' | 'page' | 'pinned' | 'own' | 'shown';
  title: string;
  note?: string;
  cards: readonly string[];
}

/** Cards of so many problems stand first; the others are named. */
const PROBLEMS = 3;

/** All that decides which cards the panel shows, and where. */
export interface Wishes {
  settings: Pick<Settings, 'cards' | 'pinned'>;
  findings: readonly Finding[];
  offer: Offer | undefined;
  /** Cards that a search, a notification or a finding has led to, for this visit. */
  shown: readonly string[];
}

/**
 * The cards in their groups: of the problems first, of the page beside, the pinned, then the operator's others. Each card
 * stands once, where it comes first; a group without any is left out.
 */
export function groupsOf({ settings, findings, offer, shown }: Wishes): Group[] {
  const problems = findings.filter(({ tone }) => tone !== 'info').map(({ card }) => card);
  const all: Group[] = [
    { id: 'problems', title: 'Problems', cards: [...new Set(problems)].slice(0, PROBLEMS) },
    {
      id: 'page',
      title: offer?.about ?? '',
      ...(offer?.note && { note: offer.note }),
      cards: offer?.cards ?? [],
    },
    { id: 'pinned', title: 'Pinned', cards: settings.pinned },
    { id: 'own', title: 'Your cards', cards: settings.cards },
    { id: 'shown', title: 'Opened', cards: shown },
  ];
  const seen = new Set<string>();
  return all.flatMap((group) => {
    const cards = [...new Set(group.cards)].filter((tag) => !seen.has(tag));
    for (const tag of cards) seen.add(tag);
    return cards.length > 0 ? [{ ...group, cards }] : [];
  });
}

/** A list with one of it moved by a number of places. */
export function moved(list: readonly string[], one: string, by: number): string[] {
  const from = list.indexOf(one);
  const to = Math.min(list.length - 1, Math.max(0, from + by));
  if (from < 0 || to === from) return [...list];
  const rest = list.filter((each) => each !== one);
  rest.splice(to, 0, one);
  return rest;
}
