import { CouldNot } from '../exit.ts';
import { safe } from '../safe.ts';
import { situationOf } from './situation.ts';
import { aliasInWords } from './words.ts';
import type { Site } from '../../src/data/site-state.ts';
import type { ExitCode } from '../exit.ts';
import type { Aws } from './aws.ts';
import type { Options } from './options.ts';
import type { Situation } from './situation.ts';
import type { World } from './world.ts';

/** What a command ends with. */
export interface Done {
  exit: ExitCode;
  /** The result for people. */
  lines: string[];
  /** The same for programs. */
  result: object;
}

/** What the commands are about, as far as it is known of AWS. */
export interface About {
  account: string;
  region: string;
  function: string;
  alias: string;
}

/** One run of a command. */
export class Session {
  /** What is true of the account if it were interrupted now, beside the alias; a sentence. */
  leaves = 'Nothing was changed.';
  #shown = '';

  constructor(
    readonly options: Options,
    readonly world: World,
    readonly aws: Aws,
    readonly site: Site,
    readonly about: About,
  ) {}

  /** The release as it is now. */
  async situation(): Promise<Situation> {
    this.progress('Reading the release …');
    return situationOf(await this.aws.status(), this.site, this.world.now());
  }

  /** What is under way: one line that changes on a terminal, a line for each elsewhere. */
  progress(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.world.err(this.world.terminal ? `\r\x1b[K${safe(text)}` : `${safe(text)}\n`);
  }

  /** Lines beside the result. */
  say(...lines: string[]): void {
    this.settle();
    for (const line of lines) this.world.err(`${safe(line)}\n`);
  }

  /** Ends the line of progress. */
  settle(): void {
    if (this.#shown && this.world.terminal) this.world.err('\r\x1b[K');
    this.#shown = '';
  }

  /** Work that has begun: where it fails, that says what is left. @throws {CouldNot} */
  async begun<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (this.world.signal.aborted) throw error;
      throw new CouldNot(`${error instanceof Error ? error.message : String(error)} ${this.leaves}`);
    }
  }

  /** What an interruption leaves, with the alias as AWS has it. */
  async stateLeft(): Promise<string> {
    const { alias, function: name } = this.about;
    const now = await this.aws.alias().then(
      (read) => `Alias ${alias} of ${name}: ${aliasInWords(read)} (revision ${read.revision}).`,
      (error: unknown) =>
        `Alias ${alias} of ${name} could not be read (${error instanceof Error ? error.message : String(error)}): look at it.`,
    );
    return `${this.leaves} ${now}`;
  }
}
