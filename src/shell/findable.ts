import { routes } from '../api/routes.ts';
import { Card } from '../card/card.ts';
import { curls } from '../commands/curl.ts';
import { nameOf, providedBase } from './page.ts';
import type { Tone } from '../domain/judgement/tone.ts';

/** Something of the page that a search can find. */
export interface Findable {
  group: 'Cards' | 'Actions' | 'Commands';
  title: string;
  /** What stands beside the title: a card's section, an action's keys. */
  beside?: string;
  /** What stands below: a card's chip, a command's sentence. */
  below?: string;
  tone?: Tone;
  /** Where a search looks after the title, seen or not. */
  also: string;
  /** A card's name on the page. */
  name?: string;
  /** What an action does. */
  run?: () => void;
}

const JUDGED = ['ok', 'warn', 'bad', 'info'] as const;

const { metrics, status, audit } = routes;
/** The routes that the page polls. */
const polled = { metrics, status, audit };

const isHidden = (card: Element): boolean => Boolean(card.parentElement?.closest('[hidden]'));

/** The cards of the page, loaded or not; one that is there only to speak up, and is silent, is not among them. */
export const findableCards = (): Findable[] => cards().map(aboutCard);

const cards = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('*')].filter(
    (each) =>
      (each instanceof Card || (each.localName.startsWith('mc-') && each.matches(':not(:defined)'))) &&
      (each.checkVisibility() || isHidden(each)),
  );

const titleOf = (card: HTMLElement): string =>
  card.getAttribute('heading') ??
  (card instanceof Card ? card.spec.title : card.localName.replace(/^mc-/, '').replaceAll('-', ' '));

/** What the section that a card stands in is called on the page. */
function sectionOf(card: HTMLElement): string {
  const section = card.closest('section');
  const heading = document.getElementById(section?.getAttribute('aria-labelledby') ?? '');
  return (heading?.textContent ?? section?.getAttribute('aria-label') ?? '').trim();
}

/** The words of a card's chip, without its mark. */
function chipOf(card: HTMLElement): string {
  const chip = card.shadowRoot?.querySelector('[part=chip]');
  if (!chip) return 'Not loaded yet';
  const text = [...chip.childNodes].map((node) => (node instanceof Text ? node.data : '')).join('');
  return text.trim() + (isHidden(card) ? ' · hidden' : '');
}

function aboutCard(card: HTMLElement): Findable {
  const section = sectionOf(card);
  const name = nameOf(card);
  return {
    group: 'Cards',
    title: titleOf(card),
    beside: section,
    below: chipOf(card),
    tone: JUDGED.find((each) => each === card.getAttribute('tone')) ?? 'unknown',
    also: [card.localName, name, section, card instanceof Card ? card.spec.section : ''].join(' '),
    name,
  };
}

/** The commands that cards show now, and the lines that ask the polled routes; each line once. */
export function findableCommands(): Findable[] {
  const found = new Map<string, Findable>();
  const add = (title: string, below: string, also: string) => {
    if (!found.has(title)) found.set(title, { group: 'Commands', title, below, also: `${below} ${also}` });
  };
  for (const card of cards())
    for (const code of card.shadowRoot?.querySelectorAll('.command pre code') ?? []) {
      const does = code.closest('.command')?.querySelector('span')?.textContent ?? '';
      if (code.checkVisibility()) add(code.textContent, `${titleOf(card)}: ${does}`, aboutCard(card).also);
    }
  for (const { route, line } of curls(providedBase(), polled))
    add(line, `Asks for ${route}, as this page does.`, 'route');
  return [...found.values()];
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a word of the text begins so. */
function begins(text: string, start: string): boolean {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1))
    if (!/[\p{L}\p{N}]$/u.test(text.slice(0, at))) return true;
  return false;
}

/** How far a searched word is from a title and what else it may match, all folded; `Infinity` where it is in neither. */
function distance(word: string, title: string, also: string): number {
  const initials = (title.match(/[\p{L}\p{N}]+/gu) ?? []).map(([first]) => first).join('');
  const fit = [
    title.startsWith(word),
    begins(title, word) || (word.length > 1 && initials.startsWith(word)),
    begins(also, word),
    title.includes(word),
    also.includes(word),
  ].indexOf(true);
  return fit < 0 ? Infinity : fit;
}

/** What holds every word of a query, the best first; a group stands where the best of it stands. */
export function search(query: string, items: readonly Findable[]): Findable[] {
  const whole = fold(query.trim());
  const label = whole.split(/\s+/).filter(Boolean);
  const found = items
    .map((item) => {
      const [title, also] = [fold(item.title), fold(item.also)];
      const far = label.reduce((sum, word) => sum + distance(word, title, also), 1);
      return { item, far: title.startsWith(whole) ? 0 : far };
    })
    .filter(({ far }) => far < Infinity)
    .sort((a, b) => a.far - b.far)
    .map(({ item }) => item);
  const groups = [...new Set(found.map(({ group }) => group))];
  return groups.flatMap((name) => found.filter(({ group }) => group === name));
}
