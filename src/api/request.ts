import { REQUEST_TIMEOUT_MS } from './failure.ts';

/** The largest answer that is read, in bytes. */
export const LARGEST_ANSWER = 8_000_000;

/** A body was longer than what is read of one. */
export class TooLarge extends Error {}

/** The time that a request has. */
export interface Deadline {
  /** Aborts when it is over. */
  signal: AbortSignal;
  /** What comes in time; rejects when it is over. */
  inTime: <T>(work: T | Promise<T>) => Promise<T>;
  /** No timer is left behind. */
  clear: () => void;
}

export function deadline(): Deadline {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), REQUEST_TIMEOUT_MS);
  const late = new Promise<never>((_, reject) =>
    over.signal.addEventListener('abort', () => reject(new Error('It is too late.'))),
  );
  late.catch(() => undefined);
  return {
    signal: over.signal,
    inTime: (work) => Promise.race([work, late]),
    clear: () => clearTimeout(timer),
  };
}

/** How a body is read. */
export interface Reading {
  /** The most that is read of it, in bytes. */
  largest?: number;
  /** Lets go of it. */
  cut?: AbortSignal;
  /** Called with each piece of it. */
  came?: () => void;
}

/** The pieces of a body, cut off where it is larger than what is read. @throws {TooLarge} */
export async function* piecesOf(
  { body }: Response,
  { largest = LARGEST_ANSWER, cut }: Reading = {},
): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  if (!reader) return;
  const cancel = () => void reader.cancel().catch(() => undefined);
  cut?.addEventListener('abort', cancel);
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > largest) {
      cancel();
      throw new TooLarge();
    }
    yield next.value;
  }
}

/** The text of a body. @throws {TooLarge} while it is read */
export async function textOf(response: Response, reading?: Reading): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of piecesOf(response, reading)) {
    text += decoder.decode(piece, { stream: true });
    reading?.came?.();
  }
  return text + decoder.decode();
}

/** Reads a body that nobody needs to its end: one that is let go half-way stands as a failure in the browser's console. */
export async function drain(response: Response): Promise<void> {
  const { signal, clear } = deadline();
  try {
    const pieces = piecesOf(response, { cut: signal });
    while (!(await pieces.next()).done);
  } catch {
    // It was longer, or slower, than anybody waits for.
  } finally {
    clear();
  }
}
