import { ask } from '../api/client.ts';
import { isFinal } from '../api/failure.ts';
import { isObject, time } from '../api/kinds.ts';
import { append } from '../store/append.ts';
import { lockLogs } from '../store/lock-logs.ts';
import { keepPast } from '../store/past.ts';
import { logKey } from '../store/logs.ts';
import { anomalyRecorder, recorders } from './recorders.ts';
import { same } from './same.ts';
import { skewKey } from './state.ts';
import type { Source } from './source.ts';
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
type Told = readonly [recorder: Omit<Recorder, 'from'>, sample: object];

/** Whether a sample tells something new, or the last one lies far enough back. */
function isNews({ route, apart = 0 }: Told[0], key: string, sample: object, at: number): boolean {
  const name = `${key} ${route}`;
  const last = written.get(name);
  if (last && at - last.at < apart && same(last.sample, sample)) return false;
  written.set(name, { sample, at });
  return true;
}

/**
 * Writes the samples of a poll. Logs are written one after the other, for each is read before it grows; and one tab
 * after the other, for another one may be asking another route of the base.
 * @param also what else is kept under the same lock, in the same transaction
 */
function write(
  { hub, base }: Source,
  at: number,
  samples: readonly Told[],
  also?: () => Promise<void>,
): void {
  const add = async (): Promise<void> => {
    const news = samples.flatMap(([recorder, sample]) => {
      const key = logKey(base, recorder.log);
      return isNews(recorder, key, sample, at) ? [{ key, sample, cap: recorder.cap }] : [];
    });
    // Side by side, so that all that they read is one transaction, and all that they write another.
    await Promise.all([
      also?.(),
      ...news.map(({ key, sample, cap }) => append(hub.kept, key, { ...sample, at }, cap)),
    ]);
    await hub.kept.flush();
  };
  hub.writing = hub.writing.then(async () => {
    // Where there are no locks, a sample may be lost between two tabs that write at the same moment.
    await lockLogs(base, add).catch(() => {});
  });
}

/** Hands a poll to the recorders. */
async function record(source: Source, polling: Polling, change: StateChange): Promise<void> {
  const { last, before, failing } = change;
  const at = source.hub.clock(source.base).now();
  const samples = recorders.map((recorder) => [recorder, recorder.from(polling)] as const);
  write(
    source,
    at,
    samples.flatMap(([recorder, sample]): Told[] => (sample ? [[recorder, sample]] : [])),
    async () => {
      if (!last || source.route === 'beak') return;
      await keepPast(source.hub.kept, source.base, source.route, last, before);
      // With all the rest, for the first value that is put sets the time of the writing.
      source.hub.kept.put(source.keptAs, last);
    },
  );
  if (polling.route !== anomalyRecorder.route) return;
  // The others do not wait for what takes its time to load; where that fails, the poll leaves no such sample.
  const { found } = await import('./found.ts');
  const sample = await found(source, polling, failing, at);
  if (sample) write(source, at, [[anomalyRecorder, sample]]);
}

/**
 * Asks a source's route once, teaches the clock, keeps the answer and writes the logs. Never rejects.
 * @param disturbed whether the tab is hidden or has just woken, so that the duration says little
 * @returns what the answer, or its absence, changes in the source's state
 */
export async function poll(source: Source, disturbed: boolean): Promise<StateChange> {
  const { hub, base, route, state } = source;
  const clock = hub.clock(base);
  const attempt = await ask(base, route, source.token);
  const { failure, reply } = attempt;
  let change: StateChange = {};
  if (reply) {
    if (reply.serverTime !== undefined) {
      const { offset } = clock;
      clock.learn(reply.serverTime, attempt.sentAt, attempt.ms);
      if (Math.abs(clock.offset - offset) > 1000) hub.kept.put(skewKey(base), Math.round(clock.offset));
    }
    const made = isObject(reply.json) ? time(reply.json['generated_at']) : undefined;
    if (made !== undefined) clock.atLeast(made);
    const last: Snapshot = { json: reply.json, at: clock.now(), ...(made !== undefined && { made }) };
    change = { last, before: state.last, failing: undefined, due: undefined };
  } else if (failure) {
    const failing = source.failing(failure);
    change = { failing, due: retryAt(failing, source.every) };
  }
  const polling = { route, attempt, before: state.last?.json, disturbed };
  void record(source, polling, change).catch(() => {});
  return change;
}
