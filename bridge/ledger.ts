import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { isObject } from '../src/api/kinds.ts';

/** A request for a change, as it is kept under its id. */
export interface Entry {
  /** What was asked for, to know another change under the same id. */
  asked: string;
  /** When it was taken up, ms UTC. */
  at: number;
  /** Its answer, once there is one. */
  answer?: { status: number; body: string };
}

/** Where requests for changes are kept, so that none is made twice, not even after a restart. */
export interface Ledger {
  /** Takes an id up, if nobody has; else tells what is kept under it. */
  take(id: string, entry: Entry): Promise<Entry | undefined>;
  /** Takes one up again that was taken up at that time and never answered; false where another was quicker. */
  retake(id: string, entry: Entry, since: number): Promise<boolean>;
  /** Keeps the answer. */
  finish(id: string, entry: Entry): Promise<void>;
  /** Lets go of an id under which nothing was changed. */
  drop(id: string): Promise<void>;
}

function entryIn(json: string | undefined): Entry {
  const raw: unknown = JSON.parse(json ?? 'null');
  if (isObject(raw) && typeof raw['asked'] === 'string' && typeof raw['at'] === 'number')
    return raw as unknown as Entry;
  throw new Error('What is kept under this request id cannot be read.');
}

/** Requests as files of a folder, one for each; that a file is made only where there is none is up to the system. */
export function fileLedger(folder: string): Ledger {
  const fileOf = (id: string): string =>
    join(folder, `${createHash('sha256').update(id).digest('hex')}.json`);
  const replace = async (id: string, entry: Entry): Promise<void> => {
    const draft = `${fileOf(id)}.${randomUUID()}`;
    await writeFile(draft, JSON.stringify(entry), { mode: 0o600 });
    await rename(draft, fileOf(id));
  };
  return {
    async take(id, entry) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        const file = await open(fileOf(id), 'wx', 0o600);
        await file.writeFile(JSON.stringify(entry));
        await file.close();
        return undefined;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
        return entryIn(await readFile(fileOf(id), 'utf8'));
      }
    },
    async retake(id, entry, since) {
      // A lock of its own: of two that find the same old entry, one makes the file.
      const lock = `${fileOf(id)}.${since}`;
      try {
        await (await open(lock, 'wx', 0o600)).close();
      } catch {
        return false;
      }
      await replace(id, entry);
      return true;
    },
    finish: replace,
    drop: (id) => rm(fileOf(id), { force: true }),
  };
}

/** So long an entry is of use, in s; the table may delete it by `expires_at` after that. */
const KEPT_S = 90 * 24 * 3600;

/** Requests as items of a DynamoDB table whose key is `request_id`. */
export function tableLedger(dynamo: DynamoDBClient, TableName: string): Ledger {
  const item = (id: string, entry: Entry) => ({
    request_id: { S: id },
    entry: { S: JSON.stringify(entry) },
    taken_at: { N: String(entry.at) },
    expires_at: { N: String(Math.floor(entry.at / 1000) + KEPT_S) },
  });
  const key = (id: string) => ({ request_id: { S: id } });
  return {
    async take(id, entry) {
      try {
        await dynamo.send(
          new PutItemCommand({
            TableName,
            Item: item(id, entry),
            ConditionExpression: 'attribute_not_exists(request_id)',
          }),
        );
        return undefined;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName, Key: key(id), ConsistentRead: true }),
      );
      return entryIn(Item?.['entry']?.S);
    },
    async retake(id, entry, since) {
      try {
        await dynamo.send(
          new PutItemCommand({
            TableName,
            Item: item(id, entry),
            ConditionExpression: 'taken_at = :since',
            ExpressionAttributeValues: { ':since': { N: String(since) } },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async finish(id, entry) {
      await dynamo.send(new PutItemCommand({ TableName, Item: item(id, entry) }));
    },
    async drop(id) {
      await dynamo.send(new DeleteItemCommand({ TableName, Key: key(id) }));
    },
  };
}
