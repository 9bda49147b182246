import { failedDeployment as judge } from '../../domain/findings/deployment.ts';
import { releaseRead } from '../release-reads.ts';
import { cause } from './cause.ts';

/** A deployment that did not go through. */
export const deployment = cause({
  id: 'deployment',
  name: 'deployment',
  reads: { release: releaseRead },
  everywhere: false,
  judge: ({ facts }) => judge(facts.release?.deployment),
});
