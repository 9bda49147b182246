/** What went wrong with a call, for those who decide by it; the message is for people. */
export type FailureKind =
  'denied' | 'throttled' | 'late' | 'not-found' | 'credentials' | 'unreachable' | 'refused';

/** A call that came to nothing, in a sentence. */
export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** The IAM action that it is about, where the sentence is the same for every action. */
    readonly action?: string,
  ) {
    super(message);
  }
}

/** Sentences that differ by nothing but the action. */
const ABOUT = {
  denied: (actions: string[]) => `Missing permission${actions.length > 1 ? 's' : ''}: ${actions.join(', ')}.`,
  late: (actions: string[]) => `No answer in time: ${actions.join(', ')}.`,
  throttled: (actions: string[]) => `Throttled by AWS: ${actions.join(', ')}.`,
};
const about = (kind: keyof typeof ABOUT, action: string): Failure =>
  new Failure(kind, ABOUT[kind]([action]), action);

/** Failures that the next try meets again, and those that it may not: the rest are answers of AWS. */
const LASTING: ReadonlySet<FailureKind> = new Set(['denied', 'credentials', 'not-found']);
const PASSING: ReadonlySet<FailureKind> = new Set(['throttled', 'late', 'unreachable']);

/** The sentences of what AWS did not give: for long, and this time. */
export const notGiven = (failures: readonly Failure[]): { refused: string[]; failed: string[] } => ({
  refused: failures.filter(({ kind }) => LASTING.has(kind)).map(({ message }) => message),
  failed: failures.filter(({ kind }) => PASSING.has(kind)).map(({ message }) => message),
});

/** Several failures as one text, in which what differs by the action alone is one sentence. */
export function inWords(failures: readonly Failure[]): string {
  const grouped = (['denied', 'late', 'throttled'] as const).flatMap((kind) => {
    const actions = failures.flatMap((each) => (each.kind === kind && each.action) || []);
    return actions.length > 0 ? ABOUT[kind]([...new Set(actions)].sort()) : [];
  });
  const others = failures.filter(({ action }) => action === undefined).map(({ message }) => message);
  return [...grouped, ...new Set(others)].join(' ');
}

/** What can fail by itself: its value, or why there is none. */
export async function apart<T>(asked: Promise<T>): Promise<{ value?: T; why?: Failure }> {
  return asked.then(
    (value) => ({ value }),
    (error: unknown) => {
      if (error instanceof Failure) return { why: error };
      throw error;
    },
  );
}

const DENIED = /^(AccessDenied|AuthorizationError|UnauthorizedOperation|Forbidden)(Exception)?$/;
const THROTTLED =
  /^(Throttling|ThrottlingException|TooManyRequestsException|ThrottledException|RequestLimitExceeded|LimitExceededException)$/;
const CREDENTIALS =
  /^(CredentialsProviderError|TokenProviderError|ExpiredToken|ExpiredTokenException|InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch)$/;
const UNREACHABLE = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|EPIPE)$/;

/** The longest that somebody else's sentence is passed on, in characters. */
const LONGEST = 300;

/** What an error of the SDK tells, as far as it tells it. */
function told(error: unknown): { name: string; message: string; code: string } {
  if (!(error instanceof Error)) return { name: '', message: String(error), code: '' };
  const { name, message } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { name, message: message.split('\n', 1)[0]?.slice(0, LONGEST) ?? '', code };
}

/** The action that was missing: the one that AWS names, or else the one that was called. */
function deniedAction(message: string, action: string): string {
  const named = /not authorized to perform: ([\w-]+):(\w+)/.exec(message);
  return named ? `${String(named[1]).toLowerCase()}:${String(named[2])}` : action;
}

/**
 * What an error of a call to AWS means.
 * @param action the IAM action that the call needs
 * @param late whether the time for the collection was over
 */
export function failureOf(error: unknown, action: string, late: boolean): Failure {
  if (error instanceof Failure) return error;
  const { name, message, code } = told(error);
  if (late || name === 'AbortError' || name === 'TimeoutError') return about('late', action);
  if (DENIED.test(name)) return about('denied', deniedAction(message, action));
  if (CREDENTIALS.test(name))
    return new Failure('credentials', `AWS credentials are missing or have expired: ${message}`);
  if (THROTTLED.test(name)) return about('throttled', action);
  if (UNREACHABLE.test(code))
    return new Failure('unreachable', `Not reachable, or not offered in this region: ${action} (${code}).`);
  const missing = /NotFound|NoSuch|DoesNotExist/.test(name);
  const words = missing || !name ? message : `${name}, ${message}`;
  return new Failure(missing ? 'not-found' : 'refused', `${action}: ${words.replace(/\.?$/, '.')}`);
}
