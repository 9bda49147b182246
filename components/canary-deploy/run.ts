import { nearestProvider } from '../../src/card/query.ts';
import { execute, refusalOf, requestId, settle } from '../../src/data/execute.ts';
import type { McProvider } from '../../src/card/provider.ts';
import type { Change } from '../../src/api/change.ts';
import type { Outcome } from '../../src/data/execute.ts';
import type { Release } from '../../src/data/release-reads.ts';
import type { Running, Use } from './model.ts';

/** What a run needs of the card. */
interface Run {
  from: Element;
  url: string;
  use: Use;
  /** The revision that the alias had in the picture that was decided on. */
  revision: string;
  /** The change that was run before, whose end may not be known. */
  last: Running | undefined;
  keep: (outcome: string) => void;
  tell: (running: Running) => void;
  /** Reads the alias again; `undefined` where it could not be read. */
  look: () => Promise<Release | undefined>;
}

/** Whether two changes want the same of the same alias as it was. */
const isSame = (a: Change, b: Change): boolean =>
  a.action === b.action &&
  a.version === b.version &&
  a.weight === b.weight &&
  a.revision_id === b.revision_id;

const ENDS: Record<Outcome['made'], string> = {
  yes: 'made',
  no: 'not made',
  unknown: 'not known whether made',
};

/**
 * Runs a change: a new one, or again the one that nobody knows the end of, with the same request id. It is written down
 * before it is sent and after it has ended, and the alias is read again in any case.
 */
export async function run({ from, url, use, revision, last, keep, tell, look }: Run): Promise<void> {
  const { action, version, weight, operator } = use;
  if (action === 'stop') return;
  const wanted: Change = {
    action,
    version,
    ...(weight !== undefined && { weight }),
    revision_id: revision,
    operator,
    request_id: requestId(),
  };
  const before = last?.outcome?.made === 'unknown' ? last.change : undefined;
  const again = before !== undefined && isSame(before, wanted);
  const change = again ? before : wanted;
  const refused = refusalOf(url);
  if (refused) return tell({ use, outcome: refused, label: refused.label });
  keep(again ? 'sent again' : 'sent');
  tell({ use, change });
  // A provider of another build may have no such method.
  const provider = nearestProvider(from) as Partial<McProvider> | undefined;
  const token = provider?.tokenFor?.(new URL(url, location.href).origin);
  const sent = await execute({ url, change, token, again });
  const outcome = settle(sent, change, await look());
  keep(`${ENDS[outcome.made]} (${outcome.why})`);
  tell({ use, change, outcome, label: outcome.label });
}
