/** What the commands end with. Success is never told of data that was missing. */
export const EXIT = {
  /** Done, all right, or promote. */
  ok: 0,
  /** It could not be run: denied, unreachable, crashed. */
  failed: 1,
  /** It was called wrongly. */
  usage: 2,
  /** Something is wrong, or: roll back. */
  bad: 10,
  /** Wait, or not enough data. */
  wait: 11,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command was called wrongly; the message says how it is to be called. */
export class Usage extends Error {}

/** A command could not do its work; the message says why, in a sentence. */
export class CouldNot extends Error {}
