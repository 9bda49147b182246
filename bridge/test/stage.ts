import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { endClients, makeClients } from '../clients.ts';
import type { Clients } from '../clients.ts';
import { accountSlots, Collection } from '../collection.ts';
import { readConfig } from '../config.ts';
import { fields } from '../../src/api/fields.ts';
import type { Answer } from '../../src/api/fields.ts';
import { read } from '../../src/api/kinds.ts';
import type { Misfit } from '../../src/api/misfit.ts';
import { useAws } from './fakes/aws.ts';
import type { FakeAws } from './fakes/aws.ts';

/** The time that it is in the fake account at first. */
export const NOW = Date.parse('2026-11-30T12:00:00Z');
export const MINUTE = 60_000;

/** A fake account with one function of three versions, whose alias points to the second. */
export interface Stage {
  aws: FakeAws;
  /** Clients that ask it by the environment, as they would ask AWS. */
  clients: Clients;
  /** The clock that the account and the bridge go by, ms UTC. */
  clock: { now: number };
}

export async function useStage(t: TestContext): Promise<Stage> {
  const clock = { now: NOW };
  const aws = await useAws(t, () => clock.now);
  Object.assign(process.env, aws.env);
  const clients = makeClients();
  t.after(() => endClients(clients));
  aws.account.addAlias(aws.account.addFunction('beak-api', 3), 'prod', '2');
  return { aws, clients, clock };
}

/** What a test wants of the bridge. */
export interface Wanted {
  /** `bridge.json`, parsed. */
  config?: object;
  deadlineMs?: number;
  random?: () => number;
  alias?: string;
}

/** A bridge on the fake account, and the status answer as the cards read it. */
export interface Bridged extends Stage {
  collection: Collection;
  /** @returns the answer, of which no member may be a misfit */
  status: () => Promise<Answer<'status'>>;
  /** The answer as it travels. */
  raw: () => Promise<Record<string, unknown>>;
  /** Why a part is missing, or what is to be known of it. */
  reason: (part: string) => Promise<string | undefined>;
}

export async function useBridge(t: TestContext, wanted: Wanted = {}): Promise<Bridged> {
  const stage = await useStage(t);
  return { ...stage, ...bridgeOn(stage, wanted) };
}

export function bridgeOn(
  { clients, clock }: Stage,
  { config = {}, deadlineMs, random = () => 0, alias = 'prod' }: Wanted = {},
): Omit<Bridged, keyof Stage> {
  const shared = { clients, config: readConfig(config), now: () => clock.now, random, deadlineMs };
  const target = { function: 'beak-api', alias, region: 'eu-west-1' };
  const collection = new Collection(target, shared, accountSlots(shared));
  const raw = async () => JSON.parse(await collection.answer('status')) as Record<string, unknown>;
  const status = async (): Promise<Answer<'status'>> => {
    const misfits: Misfit[] = [];
    const answer = read(fields.status, await raw(), (misfit) => misfits.push(misfit));
    assert.deepEqual(misfits, []);
    assert.ok(answer);
    return answer;
  };
  const reason = async (part: string) => (await status()).collected?.[part]?.reason;
  return { collection, raw, status, reason };
}
