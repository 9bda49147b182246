import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import { say } from './ask.ts';
import type { Ask, Reply } from './ask.ts';
import { aimOf, isSet, readAlias, writeAlias } from './alias.ts';
import type { Clients } from './clients.ts';
import type { Collection } from './collection.ts';
import { deployment } from './collectors/deployment.ts';
import type { Target } from './collector.ts';
import { failureOf } from './failure.ts';
import type { Guard } from './guard.ts';
import type { Entry, Ledger } from './ledger.ts';
import { isObject } from '../src/api/kinds.ts';
import { running } from '../src/domain/release/deployment.ts';
import type { Aim } from '../src/domain/release/aim.ts';
import { readChange } from '../src/api/read-change.ts';
import type { Change } from '../src/api/change.ts';

/** An entry without an answer for so long was left behind by one that broke off, in ms. */
const LEFT_BEHIND_MS = 60_000;
/** How often, and how many ms apart, the alias is read back: for less than the page waits. */
const READS = { times: 10, everyMs: 500 };

/** Changes the alias for who may. */
export interface Changes {
  make(ask: Ask, collection: Collection): Promise<Reply>;
}

/** What changes are made with. */
export interface ChangesOptions {
  clients: Clients;
  guard: Guard;
  ledger: Ledger;
  /** Writes the one line that a change leaves. */
  log: (line: string) => void;
  /** Waits so many ms. */
  wait: (ms: number) => Promise<void>;
}

/** Why a change is not made. */
class Refused extends Error {
  constructor(
    readonly status: 412 | 422 | 503,
    message: string,
    /** Whether the alias may have been changed all the same. */
    readonly unsure = false,
  ) {
    super(message);
  }
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** What a change sets the alias to. */
const wanted = ({ version, weight }: Change, before: AliasConfiguration): Aim =>
  weight === undefined
    ? { version, weights: {} }
    : { version: aimOf(before).version, weights: { [version]: weight } };

/** Whether the alias is as the change wants it, whatever else it was before. */
const isMade = (change: Change, alias: AliasConfiguration): boolean => isSet(alias, wanted(change, alias));

/** The refusal that an error of AWS comes to. */
function refusalOf(error: unknown, action: string): Refused {
  if (error instanceof Refused) return error;
  const { name, message } = error instanceof Error ? error : { name: '', message: '' };
  if (name === 'PreconditionFailedException') return new Refused(412, message);
  if (/^(InvalidParameterValue|Validation|ResourceNotFound|ResourceConflict)Exception$/.test(name))
    return new Refused(422, message);
  const failure = failureOf(error, action, false);
  return new Refused(503, failure.message, !/^(denied|throttled|credentials)$/.test(failure.kind));
}

/** The deployment that is running on the alias, as CodeDeploy says now. */
async function runningNow(collection: Collection): Promise<string | undefined> {
  const { id = 'without an id', ...found } =
    (await collection.fresh(deployment)).fields.release.deployment ?? {};
  return running(found.status === undefined ? null : { status: found.status }) ? id : undefined;
}

/** The route that changes an alias. Each request goes through it once, whatever is sent again. */
export function makeChanges({ clients, guard, ledger, log, wait }: ChangesOptions): Changes {
  /** The alias before the change, where it may be changed now. @throws {Refused} */
  async function admit(change: Change, collection: Collection): Promise<AliasConfiguration> {
    const { target } = collection;
    const [before, running] = await Promise.all([
      readAlias(clients, target).catch((error: unknown) => {
        const { status, message } = refusalOf(error, 'lambda:GetAlias');
        throw new Refused(status, message);
      }),
      runningNow(collection).catch((error: unknown) => {
        const { message } = failureOf(error, 'codedeploy:ListDeployments', false);
        throw new Refused(503, `Whether a deployment is running is not known. ${message}`);
      }),
    ]);
    if (running !== undefined)
      throw new Refused(422, `Deployment ${running} is running on ${target.alias}: stop it first.`);
    if (before.RevisionId !== change.revision_id)
      throw new Refused(
        412,
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
      );
    return before;
  }

  /** Sets the alias and reads it back until AWS has nothing of its own on it, or for as long as the page waits. */
  async function set(target: Target, aim: Aim, revision: string): Promise<AliasConfiguration> {
    const look = (): Promise<AliasConfiguration | undefined> =>
      readAlias(clients, target).catch(() => undefined);
    let seen: AliasConfiguration;
    try {
      seen = await writeAlias(clients, target, aim, revision);
    } catch (error) {
      const refused = refusalOf(error, 'lambda:UpdateAlias');
      // The answer may have been lost and the call tried again: then it is refused, and done.
      const now = refused.status === 422 ? undefined : await look();
      if (!now || now.RevisionId === revision || !isSet(now, aim)) throw refused;
      seen = now;
    }
    for (let read = 0; read < READS.times; read += 1) {
      if (read > 0) await wait(READS.everyMs);
      seen = (await look()) ?? seen;
      if (isSet(seen, aim)) break;
    }
    return seen;
  }

  /** The answer: the release as it is now. */
  async function releaseNow(collection: Collection, seen: AliasConfiguration): Promise<Reply> {
    collection.forget();
    const status = parsed(await collection.answer('status'));
    const release = isObject(status) && isObject(status['release']) ? status['release'] : {};
    const { version, weights } = aimOf(seen);
    return say(200, { ...release, stable: version, routing: weights, revision_id: seen.RevisionId });
  }

  async function run(change: Change, collection: Collection, caller: string[]): Promise<Reply> {
    const { target } = collection;
    const before = await admit(change, collection);
    const aim = wanted(change, before);
    const seen = await set(target, aim, change.revision_id);
    log(
      JSON.stringify({
        event_type: 'release.changed',
        timestamp: new Date(collection.shared.now()).toISOString(),
        function: target.function,
        alias: target.alias,
        action: change.action,
        from: { ...aimOf(before), revision_id: before.RevisionId },
        to: { ...aim, revision_id: seen.RevisionId },
        settled: isSet(seen, aim),
        operator: change.operator,
        caller,
        request_id: change.request_id,
      }),
    );
    return releaseNow(collection, seen);
  }

  /** A request that was taken up and never answered: made already, or else it is made now. */
  async function resume(change: Change, collection: Collection, caller: string[]): Promise<Reply> {
    const seen = await readAlias(clients, collection.target);
    const isDone = seen.RevisionId !== change.revision_id && isMade(change, seen);
    return isDone ? releaseNow(collection, seen) : run(change, collection, caller);
  }

  /** Takes the request up; or answers as it was answered before. */
  async function take(
    change: Change,
    { target, shared }: Collection,
  ): Promise<Reply | { entry: Entry; again: boolean }> {
    const { request_id: id, ...rest } = change;
    const entry = { asked: JSON.stringify([target.function, target.alias, rest]), at: shared.now() };
    const kept = await ledger.take(id, entry);
    if (!kept) return { entry, again: false };
    if (kept.asked !== entry.asked)
      return say(422, { message: 'This request_id was used for another change: make a new one.' });
    if (kept.answer) return { ...say(kept.answer.status, {}), body: kept.answer.body };
    const left = entry.at - kept.at >= LEFT_BEHIND_MS && (await ledger.retake(id, entry, kept.at));
    if (left) return { entry, again: true };
    return say(503, { message: 'This change is being made: ask again.' }, { 'Retry-After': '5' });
  }

  /** Keeps how a request ended. Where that fails the change stands all the same, and is known by its revision. */
  async function keep(id: string, entry: Entry, { status, body }: Reply): Promise<void> {
    await ledger.finish(id, { ...entry, answer: { status, body } }).catch((error: unknown) => {
      const { message } = failureOf(error, 'dynamodb:PutItem', false);
      log(JSON.stringify({ event_type: 'release.not_recorded', request_id: id, reason: message }));
    });
  }

  return {
    async make(ask, collection) {
      const admitted = await guard.write(ask);
      if ('refused' in admitted) return admitted.refused;
      const change = readChange(parsed(ask.body));
      if (typeof change === 'string') return say(422, { message: change });
      const taken = await take(change, collection).catch((error: unknown) => {
        const { message } = failureOf(error, 'dynamodb:PutItem', false);
        return say(503, { message: `The request could not be recorded, so nothing was changed. ${message}` });
      });
      if ('status' in taken) return taken;
      const { entry, again } = taken;
      const { request_id: id } = change;
      try {
        const reply = await (again ? resume : run)(change, collection, admitted.caller.names);
        await keep(id, entry, reply);
        return reply;
      } catch (error) {
        const { status, message, unsure } = refusalOf(error, 'lambda:UpdateAlias');
        const reply = say(status, { message });
        if (status !== 503) await keep(id, entry, reply);
        // What AWS could not do now may be asked for again under the same id.
        else if (!unsure) await ledger.drop(id).catch(() => undefined);
        return reply;
      }
    },
  };
}
