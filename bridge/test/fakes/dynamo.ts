import type * as D from '@aws-sdk/client-dynamodb';
import type { Account, Item } from './account.ts';
import { operation, Refusal } from './wire.ts';
import type { Service } from './wire.ts';

const missing = (message: string): Refusal => new Refusal(400, 'ResourceNotFoundException', message);

/** Whether a condition holds of what is there; only the two that are in use are known. */
function holds(condition: string | undefined, item: Item | undefined, values: Item): boolean {
  if (condition === undefined) return true;
  if (condition === 'attribute_not_exists(request_id)') return item === undefined;
  if (condition === 'taken_at = :since') return item?.['taken_at']?.N === values[':since']?.N;
  throw new Error(`The fake of DynamoDB does not know the condition ${condition}.`);
}

/** DynamoDB: what a table is, and items by a key `request_id`. */
export function dynamo(account: Account): Service {
  const itemsOf = (table = ''): Map<string, Item> => {
    const items = account.items.get(table);
    if (items) return items;
    throw missing('Requested resource not found');
  };
  // Items travel as they are kept.
  const keyOf = (key: unknown): string => (key as Item | undefined)?.['request_id']?.S ?? '';
  return {
    signedAs: 'dynamodb',
    prefix: 'dynamodb',
    protocol: 'json',
    version: 'DynamoDB_20120810',
    operations: {
      DescribeTable: operation<D.DescribeTableInput, D.DescribeTableOutput>(
        ['TableName'],
        ({ TableName = '' }) => {
          const Table = account.tables.get(TableName);
          if (Table) return { Table };
          throw missing(`Requested resource not found: Table: ${TableName} not found`);
        },
      ),
      PutItem: {
        takes: ['TableName', 'Item', 'ConditionExpression', 'ExpressionAttributeValues'],
        answer: ({
          TableName,
          Item: item,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }) => {
          const items = itemsOf(String(TableName));
          const before = items.get(keyOf(item));
          if (!holds(condition as string | undefined, before, (values ?? {}) as Item))
            throw new Refusal(400, 'ConditionalCheckFailedException', 'The conditional request failed');
          items.set(keyOf(item), item as Item);
          return {};
        },
      },
      GetItem: {
        takes: ['TableName', 'Key', 'ConsistentRead'],
        answer: ({ TableName, Key }) => {
          const found = itemsOf(String(TableName)).get(keyOf(Key));
          return found ? { Item: found } : {};
        },
      },
      DeleteItem: {
        takes: ['TableName', 'Key'],
        answer: ({ TableName, Key }) => {
          itemsOf(String(TableName)).delete(keyOf(Key));
          return {};
        },
      },
    },
  };
}
