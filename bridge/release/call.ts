import type { Bounded } from '../collector.ts';

/** Does a call to AWS; what it fails with is a sentence. @param action the IAM action that it needs */
export type Call = <Out>(action: string, send: (options: Bounded) => Promise<Out>) => Promise<Out>;
