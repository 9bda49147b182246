import type { BridgedOptions } from './bridged.ts';

/** What the command line asks for. */
export interface Flags {
  port: number;
  scenario: string;
  api: string | undefined;
  /** What is asked of the bridge to AWS, where that is to stand behind the page. */
  aws: BridgedOptions | undefined;
  releaseToken: string | undefined;
  open: boolean;
  help: boolean;
}

/** The text that `--help` prints. */
export const help: string;

/** Reads the flags, and the release token from `env` where no flag names one. @throws Error whose message is one sentence that says what to do */
export function readFlags(argv: string[], env?: NodeJS.ProcessEnv): Flags;
