import { listenLayout, placeOf } from './layout.ts';
import { element } from './page.ts';
import { goTo, listenTones, worstOf } from './tally.ts';

/** A link of the navigation and the section that it leads to. */
interface Stop {
  link: HTMLAnchorElement;
  mark: HTMLElement;
  spoken: HTMLElement;
  section: HTMLElement;
}

/** The links that the page has written, each with a mark for the worst finding of its section. */
function stopsOf(nav: HTMLElement): Stop[] {
  return [...nav.querySelectorAll<HTMLAnchorElement>('.head > a, .group > a')].flatMap((link) => {
    const section = document.getElementById(link.hash.slice(1));
    if (!section) return [];
    const mark = document.createElement('i');
    mark.ariaHidden = 'true';
    const spoken = document.createElement('span');
    spoken.className = 'unseen';
    link.prepend(mark);
    link.append(spoken);
    return [{ link, mark, spoken, section }];
  });
}

/** How far below the bars the top of a section counts as reached, in px. */
const REACHED = 160;

/** The section in view: the last one whose top has been scrolled past. */
function current(stops: readonly Stop[]): Stop | undefined {
  const seen = stops.filter(({ section }) => !section.hidden);
  // At the foot of the page the last section is in view, however short it is.
  const foot = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  return foot
    ? seen.at(-1)
    : (seen.findLast(({ section }) => section.getBoundingClientRect().top < REACHED) ?? seen[0]);
}

/** Goes to what the address names: a card, shown if it was hidden. */
function follow(): void {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // A name with a percent sign of its own.
  }
  const place = placeOf(name);
  if (place) goTo(place);
}

/** Keeps the navigation true: which sections there are, which one is in view, and the worst finding of each. */
export function startNav(): void {
  const nav = element('sections', HTMLElement);
  const stops = stopsOf(nav);
  const tellCurrent = () => {
    const at = current(stops);
    for (const stop of stops) {
      if (stop === at) stop.link.setAttribute('aria-current', 'true');
      else stop.link.removeAttribute('aria-current');
    }
  };
  let due = 0;
  const later = () => {
    due ||= requestAnimationFrame(() => {
      due = 0;
      tellCurrent();
    });
  };
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later);
  const tellSections = () => {
    for (const { link, section } of stops) link.hidden = section.hidden;
    later();
  };
  listenLayout(tellSections);
  tellSections();
  listenTones(() => {
    for (const { mark, spoken, section } of stops) {
      const worst = worstOf(section);
      mark.textContent = worst?.shape ?? '';
      mark.className = worst?.tone ?? '';
      spoken.textContent = worst ? `, ${worst.label}` : '';
    }
  });
  addEventListener('hashchange', follow);
  if (location.hash) follow();
}
