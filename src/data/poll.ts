import { ask } from '../api/client.ts';
import { isFinal } from '../api/failure.ts';
import { NoToken } from '../api/token.ts';
import { isObject, time } from '../api/kinds.ts';
import { append } from '../store/append.ts';
import { lockLogs } from '../store/lock-logs.ts';
import { keepPast } from '../store/past-write.ts';
import { isPassing } from '../store/realm.ts';
import { logKey } from '../store/logs.ts';
import { anomalyRecorder, recorders } from './recorders.ts';
import { same } from './same.ts';
import { skewKey } from './state.ts';
import type { SharedSession } from './hub-contract.ts';
import type { Polled } from './polled.ts';
import type { Failing, Snapshot, StateChange } from './state.ts';
import type { Recorder } from './recorders.ts';
import type { Polling } from './samples.ts';

const LONGEST_BACKOFF = 5 * 60_000;
const LONGEST_RETRY_AFTER = 10 * 60_000;

/** When to ask again after a failure, by the local clock in ms; `undefined` is the next tick. */
function retryAt(failing: Failing, every: number): number | undefined {
  const now = Date.now();
  if (failing.retryAfter) return now + Math.min(failing.retryAfter, LONGEST_RETRY_AFTER);
  // A refusal for good is not mended by haste.
  if (isFinal(failing)) return undefined;
  // Full jitter, as in AWS's «Exponential Backoff And Jitter».
  const ceiling = Math.min(LONGEST_BACKOFF, every * 2 ** Math.min(failing.count, 16));
  return now + Math.max(1000, Math.random() * ceiling);
}

/** What each recorder wrote last into a log, and when. */
const written = new Map<string, { sample: object; at: number }>();

/** A sample of a poll, and the recorder that made it. */
type RecordedSample = readonly [recorder: Omit<Recorder, 'from'>, sample: object];

/** Whether a sample tells something new, or the last one lies far enough back. */
function isNews({ route, apart = 0 }: RecordedSample[0], key: string, sample: object, at: number): boolean {
  const name = `${key} ${route}`;
  const last = written.get(name);
  // A time before the last one is of a clock that was set back.
  const passed = last ? at - last.at : -1;
  if (passed >= 0 && passed < apart && same(last?.sample, sample)) return false;
  written.set(name, { sample, at });
  return true;
}

/**
 * Writes the samples of a poll. Logs are written one after the other, for each is read before it grows; and one tab
 * after the other, for another one may be asking another route of the base.
 * @param also what else is kept under the same lock, in the same transaction
 */
function write(
  { hub, base, realm }: Polled,
  at: number,
  samples: readonly RecordedSample[],
  also?: () => Promise<void>,
): void {
  const bounds = hub.clock(base).bounds();
  const add = async (): Promise<void> => {
    const news = samples.flatMap(([recorder, sample]) => {
      const key = logKey(realm, recorder.log);
      return isNews(recorder, key, sample, at) ? [{ key, sample, cap: recorder.cap }] : [];
    });
    // Side by side, so that all that they read is one transaction, and all that they write another.
    await Promise.all([
      also?.(),
      ...news.map(({ key, sample, cap }) => append(hub.store, key, { ...sample, at }, cap, bounds)),
    ]);
    await hub.store.flush();
  };
  hub.writing = hub.writing.then(async () => {
    // Where there are no locks, a sample may be lost between two tabs that write at the same moment.
    await lockLogs(realm, add).catch(() => {});
  });
}

/**
 * What a page loads once an answer is there, or has not come. A service worker, which can load nothing later, has what it
 * needs of it from the start.
 */
const LATER = {
  anomalies: () => import('./poll-anomalies.ts'),
  diagnosis: () => import('./diagnose.ts'),
};

/** Hands a poll to the recorders. */
async function record(
  source: Polled,
  polling: Polling,
  change: StateChange,
  { anomalies }: Pick<typeof LATER, 'anomalies'>,
): Promise<void> {
  const { last, before, failing } = change;
  const clock = source.hub.clock(source.base);
  const at = clock.now();
  const bounds = clock.bounds();
  const samples = recorders.map((recorder) => [recorder, recorder.from(polling)] as const);
  write(
    source,
    at,
    samples.flatMap(([recorder, sample]): RecordedSample[] => (sample ? [[recorder, sample]] : [])),
    async () => {
      if (!last || source.route === 'beak') return;
      await keepPast(source.hub.store, source.realm, source.route, last, before, bounds);
      // With all the rest, for the first value that is put sets the time of the writing.
      source.hub.store.put(source.keptAs, last);
    },
  );
  if (polling.route !== anomalyRecorder.route) return;
  // The others do not wait for what takes its time to load; where that fails, the poll leaves no such sample.
  const { found } = await anomalies();
  const sample = await found(source, polling, failing, at);
  if (sample) write(source, at, [[anomalyRecorder, sample]]);
}

/**
 * Asks a source's route once, teaches the clock, keeps the answer and writes the logs. Never rejects.
 * @param disturbed whether the tab is hidden or has just woken, so that the duration says little
 * @param session in whose name it is asked
 * @param later how what is not needed at once is loaded
 * @returns what the answer, or its absence, changes in the source's state; `undefined` where nothing was asked after all
 */
export async function poll(
  source: Polled,
  session: SharedSession,
  disturbed: boolean,
  later = LATER,
): Promise<StateChange | undefined> {
  const { hub, base, realm, route, state } = source;
  const clock = hub.clock(base);
  let given = true;
  const token = async () => {
    const token = await session.token(realm);
    // Whoever asked may have left while the page looked for it.
    given = source.asker !== undefined;
    if (!given) throw new NoToken();
    return token;
  };
  const attempt = await ask(base, route, session.giver && token);
  if (!given || session.realm !== realm) return undefined;
  const { failure, reply } = attempt;
  let change: StateChange = {};
  if (reply) {
    if (reply.serverTime !== undefined) {
      const { offset } = clock;
      clock.learn(reply.serverTime, attempt.sentAt, attempt.ms);
      if (!isPassing(realm) && Math.abs(clock.offset - offset) > 1000)
        hub.store.put(skewKey(base), Math.round(clock.offset));
    }
    const made = isObject(reply.json) ? time(reply.json['generated_at']) : undefined;
    if (made !== undefined) clock.atLeast(route, made);
    clock.confirm();
    const last: Snapshot = { json: reply.json, at: clock.now(), ...(made !== undefined && { made }) };
    change = { last, before: state.last, failing: undefined, due: undefined };
  } else if (failure) {
    const failing = source.failing(failure);
    change = { failing, due: retryAt(failing, source.every) };
    void later
      .diagnosis()
      .then(({ advise }) => advise(source, failing, attempt, session))
      .catch(() => {});
  }
  const polling = { route, attempt, before: state.last?.json, disturbed };
  void record(source, polling, change, later).catch(() => {});
  return change;
}
