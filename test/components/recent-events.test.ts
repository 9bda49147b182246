import { cardContract } from './contract.ts';
import { recentEntries } from './support/recent.ts';

const tag = 'mc-recent-events';

cardContract({ tag });

recentEntries(tag, (_, entries) => ({ entries }));
