/** A shape of the SDK as it travels in JSON: times are seconds since 1970, bytes are base64. */
export type Wire<T> = T extends Date
  ? number
  : T extends Uint8Array
    ? string
    : T extends readonly (infer E)[]
      ? Wire<E>[]
      : T extends object
        ? { [K in keyof T]: Wire<T[K]> }
        : T;

/** An error that a service answers, in its own words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A request, as far as an operation is concerned. */
export interface Asked {
  /** Path, query, headers and body together, by the members' names. */
  input: Record<string, unknown>;
}

/** One operation of a service. */
export interface Operation {
  /** The members of the request that are understood. Another one is a fault, not something to be ignored. */
  takes: readonly string[];
  /** Answers what goes over the wire. @throws {Refusal} */
  answer: (input: Record<string, unknown>) => object;
}

/** Types an operation by the SDK's own commands, so that no answer has a member that AWS does not. */
export const operation = <In, Out>(
  takes: readonly (keyof In & string)[],
  // What comes over the wire is checked against `takes` before it gets here.
  answer: (input: Wire<In>) => Omit<Wire<Out>, '$metadata'>,
): Operation => ({ takes, answer: answer as Operation['answer'] });

/** A service that speaks REST: how a request finds its operation. */
export interface RestRoute {
  method: string;
  /** Named groups are members of the input. */
  path: RegExp;
  operation: string;
  /** Members that travel in the query, by the name that they have there. */
  query?: Record<string, string>;
  /** Members that travel in headers, by the header's name. */
  headers?: Record<string, string>;
  /** The member that is the whole body, which then is no JSON object of members. */
  payload?: string;
}

/** A fake of one service: what it speaks, and its operations by name. */
export interface Service {
  /** By what name a request is signed: `lambda`, `monitoring`. */
  signedAs: string;
  /** What its IAM actions begin with: `lambda`, `cloudwatch`. */
  prefix: string;
  /** The IAM action where it is not the operation's name: `Invoke` needs `lambda:InvokeFunction`. */
  actions?: Record<string, string>;
  /** The error of a call that is not allowed, where it is not `AccessDeniedException`. */
  denial?: string;
  protocol: 'json' | 'query' | 'rest-json' | 'rest-xml';
  /** For `json`: what `X-Amz-Target` begins with. For `query`: its `Version`. */
  version?: string;
  /** For the REST protocols. */
  routes?: readonly RestRoute[];
  operations: Record<string, Operation>;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A value as XML elements; a list is an element for each of its items. */
export function xml(value: unknown, name: string): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((each) => xml(each, name)).join('');
  if (typeof value === 'object' && value !== null)
    return `<${name}>${Object.entries(value)
      .map(([key, each]) => xml(each, key))
      .join('')}</${name}>`;
  return `<${name}>${escape(String(value))}</${name}>`;
}
