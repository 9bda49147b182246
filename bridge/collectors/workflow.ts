import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { ExecutionStatus } from '@aws-sdk/client-sfn';
import { known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { apart } from '../failure.ts';

/** Step Functions gives so many on a page, and one page of each status is read. */
const MOST = 1000;

/** What the contract counts, by the statuses of Step Functions. */
const COUNTED: Record<'running' | 'succeeded' | 'failed', ExecutionStatus[]> = {
  running: ['RUNNING'],
  succeeded: ['SUCCEEDED'],
  failed: ['FAILED', 'TIMED_OUT', 'ABORTED'],
};

/** Executions of one status: so many, and whether there are more. */
async function count(
  { clients, call, config }: Context,
  statusFilter: ExecutionStatus,
): Promise<{ count: number; more: boolean }> {
  let counted = 0;
  let nextToken: string | undefined;
  do {
    const { executions = [], nextToken: next } = await call('states:ListExecutions', (options) =>
      clients.sfn.send(
        new ListExecutionsCommand({
          stateMachineArn: config.workflow,
          statusFilter,
          maxResults: MOST,
          nextToken,
        }),
        options,
      ),
    );
    counted += executions.length;
    nextToken = next;
  } while (nextToken !== undefined && counted < MOST);
  return { count: Math.min(counted, MOST), more: nextToken !== undefined || counted > MOST };
}

async function collect(context: Context) {
  const counts = await Promise.all(
    Object.entries(COUNTED).map(async ([name, statuses]) => {
      const { value, why } = await apart(Promise.all(statuses.map((status) => count(context, status))));
      return {
        name,
        why,
        count: value?.reduce((sum, each) => sum + each.count, 0),
        more: value?.some(({ more }) => more) ?? false,
      };
    }),
  );
  const more = counts
    .filter((each) => each.more)
    .map(({ name, count: least }) => `${name} at least ${least}`);
  return {
    fields: {
      peck_protocol: known(Object.fromEntries(counts.map((each) => [each.name, each.count]))),
    },
    failures: counts.map(({ why }) => why),
    ...(more.length > 0 && {
      note: `Only the newest ${MOST} of each status are counted: ${more.join(', ')}.`,
    }),
  };
}

export const workflow = {
  part: 'workflow',
  scope: 'account',
  everyMs: 60_000,
  lacks: (config) => (config.workflow ? undefined : 'Not configured: set "workflow" in bridge.json.'),
  permissions: (_, config) => [{ action: 'states:ListExecutions', resources: [config.workflow ?? ''] }],
  collect,
} satisfies Collector;
