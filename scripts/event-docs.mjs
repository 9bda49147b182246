/** `npm run event-docs`: writes the page that says what is kept of what operators do. */
import { writeFileSync } from 'node:fs';
import { EVENT_DOCS, eventDocs } from './build/event-docs.mjs';
import { at } from './tree.mjs';

writeFileSync(at(EVENT_DOCS), await eventDocs());
console.log(`Wrote ${EVENT_DOCS}.`);
