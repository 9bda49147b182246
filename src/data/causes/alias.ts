import { aliasDiffers as judge } from '../../domain/findings/alias.ts';
import { aliasReads } from '../alias-reads.ts';
import { releaseRead } from '../release-reads.ts';
import { cause } from './cause.ts';

/** An alias that names another version than the one that ran. */
export const alias = cause({
  id: 'alias',
  name: 'alias',
  reads: { ...aliasReads, release: releaseRead },
  ids: ['alias-differs', 'latest-ahead'],
  everywhere: true,
  judge: ({ facts }) => judge(facts),
});
