import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import type { Collector, Context } from '../collector.ts';
import { apart } from '../failure.ts';

const named = (config: Context['config']): [string, string][] => Object.entries(config.tables ?? {});

/** The billing mode; a table that was never switched may not name it, but has capacity of its own then. */
function billing({ BillingModeSummary, ProvisionedThroughput }: TableDescription): string | undefined {
  return (
    BillingModeSummary?.BillingMode ??
    ((ProvisionedThroughput?.ReadCapacityUnits ?? 0) > 0 ? 'PROVISIONED' : undefined)
  );
}

export const tables = {
  part: 'tables',
  scope: 'account',
  everyMs: 300_000,
  lacks: (config) => (named(config).length > 0 ? undefined : 'Not configured: set "tables" in bridge.json.'),
  permissions: ({ partition, region, account }, config) => [
    {
      action: 'dynamodb:DescribeTable',
      resources: named(config).map(
        ([, name]) => `arn:${partition}:dynamodb:${region}:${account}:table/${name}`,
      ),
    },
  ],
  async collect({ clients, call, config }: Context) {
    const read = await Promise.all(
      named(config).map(async ([name, TableName]) => ({
        name,
        ...(await apart(
          call('dynamodb:DescribeTable', (options) =>
            clients.dynamo.send(new DescribeTableCommand({ TableName }), options),
          ),
        )),
      })),
    );
    const each = (of: (table: TableDescription) => string | number | undefined) =>
      Object.fromEntries(
        read.flatMap(({ name, value }) => {
          const found = value?.Table && of(value.Table);
          return found === undefined ? [] : [[name, found]];
        }),
      );
    return {
      fields: {
        database: each(({ ItemCount }) => ItemCount),
        database_billing: each(billing),
        database_status: each(({ TableStatus }) => TableStatus),
      },
      failures: read.map(({ why }) => why),
      note: 'DynamoDB updates item counts about every six hours.',
    };
  },
} satisfies Collector;
