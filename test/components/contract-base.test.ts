import { baseContract } from './contract.ts';

// One that asks the API and hands out commands, one of a log and its chart, and one that is local and a form.
for (const tag of ['mc-alias-drift', 'mc-latency-history', 'mc-todos']) baseContract(tag);
