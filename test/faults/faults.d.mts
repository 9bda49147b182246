/** A fault that the tests must find. Paths are from the root. */
export interface Fault {
  /** Of the contract of cards, or of what stands below them. */
  topic: string;
  /** The fault, as one would report it. */
  what: string;
  /** Where it is planted. */
  file: string;
  /** A text that stands there once, and what takes its place. */
  swap?: [from: string, to: string];
  /** Source that is added at the end of the file. */
  add?: string;
  /** The file of tests that must fail. */
  test: string;
}

export const faults: readonly Fault[];
