import type { Aim } from '../../src/domain/release/aim.ts';
import type { AccountFacts } from '../../src/domain/release/setup.ts';

/** The function and alias that a command is about. */
export interface Target {
  function: string;
  alias: string;
  /** AWS Region; by default that of the environment or the profile. */
  region?: string | undefined;
}

/** How AWS is asked. */
export interface AwsOptions extends Target {
  /** A `bridge.json`, for the deployment group and the prefix of alarms. */
  bridge?: string | undefined;
  /** ms UTC. */
  now: () => number;
  /** Ends what is under way. */
  signal: AbortSignal;
}

/** A status answer, and what AWS did not give of it. */
export interface StatusRead {
  /** Raw, as it travels. */
  answer: unknown;
  /** What was refused and will be refused again: a permission or a function that is missing, credentials that have expired. */
  refused: string[];
  /** What did not come this time: throttled, late, not reached. */
  failed: string[];
}

/** What the account tells of a pipeline. */
export interface SetupRead {
  facts: Omit<AccountFacts, 'limits'>;
  /** What AWS did not give, as in {@link StatusRead}. */
  refused: string[];
  failed: string[];
  /** What has to be known of the rest. */
  notes: string[];
}

/** An alias as GetAlias has it. */
export interface AliasNow extends Aim {
  revision: string;
}

/** `$LATEST` of a function. */
export interface Latest {
  /** SHA-256 of its code, base64. */
  hash: string;
  /** Not every emulator of AWS has one. */
  revision: string | undefined;
  /** Whether an update is still under way. */
  updating: boolean;
  /** Why the last one failed, as a sentence. */
  failed?: string | undefined;
}

/** One call of a version. */
export interface Invocation {
  /** What Lambda says of a call that failed, such as `Unhandled`. */
  error?: string | undefined;
  /** The version that ran. */
  executed?: string | undefined;
  /** What came back, cut short. */
  payload: string;
  ms: number;
}

/**
 * What the release tool needs of AWS. `bridge/release/` is made of the AWS SDK and has it; the tool knows nothing of that.
 * All reject with an error whose message is a sentence.
 */
export interface Aws {
  /** Number of the account, and the Region that is asked. */
  who: () => Promise<{ account: string; region: string }>;
  /** The status answer of the contract, of the parts that a release is judged by. */
  status: () => Promise<StatusRead>;
  /** The alias at this moment; also after an interruption. */
  alias: () => Promise<AliasNow>;
  /** Sets it, if it is still at the revision that the decision was taken by. */
  setAlias: (aim: Aim, revision: string) => Promise<AliasNow>;
  /** Uploads a package to `$LATEST`. @returns the hash of its code */
  upload: (zip: Uint8Array) => Promise<string>;
  /** `$LATEST` at this moment, and whether an update of it is still under way, or why it failed. */
  latest: () => Promise<Latest>;
  /** Publishes `$LATEST`, if it is still this one. @returns the number of the version */
  publish: (latest: Pick<Latest, 'hash' | 'revision'>, description?: string) => Promise<string>;
  /** Whether a version can be called, or why it never will be. */
  active: (version: string) => Promise<{ active: boolean; failed?: string | undefined }>;
  invoke: (version: string, payload: string) => Promise<Invocation>;
  stopDeployment: (id: string) => Promise<void>;
  /** The status of a deployment. */
  deployment: (id: string) => Promise<string | undefined>;
  /** What the account knows of the pipeline. */
  setup: () => Promise<SetupRead>;
  close: () => void;
}
