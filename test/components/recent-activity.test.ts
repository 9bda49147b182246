import { cardContract } from './contract.ts';
import { recentEntries } from './support/recent.ts';

const tag = 'mc-recent-activity';

cardContract({ tag });

recentEntries(tag, (answer, entries) => ({ ...answer, recent_audit: entries }));
