/** What the command line asks for. */
export interface Flags {
  port: number;
  scenario: string;
  api: string | undefined;
  releaseToken: string | undefined;
  open: boolean;
  help: boolean;
}

/** The text that `--help` prints. */
export const help: string;

/** Reads the flags. @throws Error whose message is one sentence that says what to do */
export function readFlags(argv: string[]): Flags;
