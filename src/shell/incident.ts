import { hub } from '../data/hub.ts';
import { modeEvents } from '../domain/incidents/incident-events.ts';
import { incidentMode } from '../domain/incidents/incidents.ts';
import { readEvents } from '../store/event-log.ts';
import { eventsIn } from '../store/records.ts';
import { ALERTS, placeOf, seenPlaces } from './layout.ts';
import { base } from './page.ts';
import { settings } from './settings.ts';
import { listenTones, toneOf } from './tally.ts';

/** The cards that are raised in every incident, after those that are bad. */
const ALWAYS = ['mc-alias-drift', 'mc-route-health', 'mc-agent-fleet'];

/** The cards that are bad now, in the order of the page; the banner of the incident itself stays where it is. */
const bad = (): string[] =>
  seenPlaces()
    .filter((place) => place.home !== ALERTS && toneOf(place) === 'bad')
    .map(({ name }) => name);

/** While incident mode is on, what is bad stands on top, and what every incident needs; later ones join at the end. */
export function startIncident(): void {
  const mode = hub().records(base, modeEvents.name);
  const tell = () => {
    // What was bad then is not raised now.
    if (hub().timeTravel) return;
    // What the last visit knew stands until it has been looked up.
    if (!mode.loaded) return;
    const since = incidentMode(readEvents(modeEvents, eventsIn(mode.values)).events).since;
    const raised = settings.now.raised;
    document.documentElement.toggleAttribute('data-incident', since !== undefined);
    if (since === undefined) {
      if (raised) settings.change(() => ({ raised: undefined }));
      return;
    }
    const before = raised?.since === since ? raised.cards : undefined;
    const cards = [...new Set([...(before ?? []), ...bad(), ...(before ? [] : ALWAYS)])];
    if (cards.length === before?.length) return;
    settings.change(() => ({ raised: { since, cards: cards.filter((name) => placeOf(name)) } }));
  };
  document.documentElement.toggleAttribute('data-incident', settings.now.raised !== undefined);
  mode.listen(tell);
  listenTones(tell);
}
