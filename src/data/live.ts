/** The live half of Mission Control: watching, asking, keeping. A card loads it once it has painted what is remembered. */
export { hub } from './hub.ts';
export { Observer } from './observer.ts';
