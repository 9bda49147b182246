import { createInterface } from 'node:readline/promises';
import type { Aws, AwsOptions } from './aws.ts';

/** What a command meets outside of itself. */
export interface World {
  /** Results. */
  out: (text: string) => void;
  /** Questions, progress and complaints. */
  err: (text: string) => void;
  /** Whether somebody sits at it who can be asked. */
  terminal: boolean;
  ask: (question: string) => Promise<string>;
  /** Ctrl-C. */
  signal: AbortSignal;
  /** ms UTC. */
  now: () => number;
  /** @throws {Interrupted} */
  sleep: (ms: number) => Promise<void>;
  /** The working folder, for files that are named. */
  folder: string;
  open: (options: AwsOptions) => Promise<Aws>;
}

/** Somebody pressed Ctrl-C. */
export class Interrupted extends Error {
  constructor() {
    super('Interrupted.');
  }
}

/** Waits, unless it is interrupted. */
export const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => (clearTimeout(timer), reject(new Interrupted()));
    const timer = setTimeout(() => (signal.removeEventListener('abort', stop), resolve()), ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

/** The world of a process. @param open how AWS is reached */
export function processWorld(open: World['open']): World {
  const over = new AbortController();
  const { signal } = over;
  // The second Ctrl-C ends it at once.
  process.once('SIGINT', () => over.abort()).once('SIGTERM', () => over.abort());
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    terminal: process.stdin.isTTY && process.stderr.isTTY,
    ask: async (question) => {
      const lines = createInterface({ input: process.stdin, output: process.stderr });
      try {
        return await lines.question(question, { signal });
      } catch {
        throw new Interrupted();
      } finally {
        lines.close();
      }
    },
    signal,
    now: Date.now,
    sleep: (ms) => sleep(ms, signal),
    folder: process.cwd(),
    open,
  };
}
