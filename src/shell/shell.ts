/** The page of all cards: the order comes first, so that nothing is seen before it stands where it will stay. */
import './autoload.ts';
import '../card/define-provider.ts';
import { use } from './actions.ts';
import { startAttention } from './attention.ts';
import { startHeights } from './heights.ts';
import { startIncident } from './incident.ts';
import { startKiosk } from './kiosk.ts';
import { placeCards } from './layout.ts';
import { startMenu } from './menu.ts';
import { startModes, startSettings } from './modes.ts';
import { startNav } from './nav.ts';
import { startOldPage } from './old-page-offer.ts';
import { element, isReplay } from './page.ts';
import { startSite } from './site-settings.ts';
import { startTally } from './tally.ts';

placeCards(element('cards', HTMLElement));
startSettings();
startTally();
startModes();
startMenu();
startAttention();
startKiosk();
// An incident of now raises nothing in a moment of then.
if (!isReplay()) startIncident();
startHeights();
document.documentElement.setAttribute('data-ready', '');
startNav();
void startSite();
startOldPage();
if (isReplay()) use(import('./pack-page.ts'), ({ replaying }) => replaying());
