import { randomBytes } from 'node:crypto';
import { createHash, timingSafeEqual } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './ask.ts';
import { Bridge } from './bridge.ts';
import { makeChanges } from './change.ts';
import { endClients, makeClients } from './clients.ts';
import { loadConfig } from './config.ts';
import { monthlyUsd } from './cost.ts';
import type { Guard } from './guard.ts';
import { fileLedger } from './ledger.ts';
import type { Bridged, BridgedOptions } from '../server/bridged.ts';

/** Compares in a time that tells nothing of how much is right. */
function isSame(given: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(right));
}

/** Who has the token may change the alias; reading is up to the server, which lets in its own page alone. */
const tokenGuard = (token: string): Guard => ({
  read: () => Promise.resolve({ caller: { names: [] } }),
  write: ({ headers }) =>
    Promise.resolve(
      isSame(headers['authorization'] ?? '', `Bearer ${token}`)
        ? { caller: { names: ['local'] } }
        : { refused: say(403, { message: 'You are not authorised to change the alias.' }) },
    ),
});

/** Where requests for changes are kept on this machine (XDG Base Directory Specification). */
const requests = (): string =>
  join(process.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'mission-control', 'changes');

/**
 * Opens a bridge for the local server, and reads everything once: so that what is missing is said at start.
 * @throws Error whose message is a sentence, or {@link Misconfigured}
 */
export async function openBridge({
  functions,
  alias,
  region,
  file,
  release,
}: BridgedOptions): Promise<Bridged> {
  const config = file === undefined ? {} : loadConfig(file);
  const clients = makeClients({ region });
  const where = await clients.lambda.config.region().catch(() => {
    throw new Error('No AWS region: give --region, or set AWS_REGION or one in the profile.');
  });
  const token = release ? randomBytes(24).toString('base64url') : undefined;
  const guard = token === undefined ? undefined : tokenGuard(token);
  const bridge = new Bridge({
    clients,
    config,
    now: Date.now,
    random: Math.random,
    targets: functions.map((name) => ({ function: name, alias, region: where })),
    ...(guard && {
      guard,
      changes: makeChanges({ clients, guard, ledger: fileLedger(requests()), log: console.log, wait }),
    }),
  });
  const collections = [...bridge.collections.values()];
  await Promise.all(collections.map((collection) => collection.answer('status')));
  return {
    answer: (ask) => bridge.answer(ask),
    allows: (origin) => config.cors?.includes(origin) ?? false,
    told: [
      ...collections.flatMap((collection) => collection.problems()),
      ...(config.public
        ? ['"public" in bridge.json is for the handler: here only this machine is answered.']
        : []),
      `AWS bills about $${monthlyUsd(collections).toFixed(2)} a month for metrics while somebody looks all the time, however many.`,
      ...(token === undefined
        ? []
        : [`POST /beak/release changes the alias for who has this token: ${token}`]),
    ],
    close: () => endClients(clients),
  };
}
