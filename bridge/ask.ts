/** A request, however it came: by a socket, or as an event of Lambda. */
export interface Ask {
  method: string;
  /** As sent, without its query. */
  path: string;
  /** By lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The body as text; empty without one. */
  body: string;
  /** Who asks, where AWS has verified it by IAM: the ARN of a user or a session. */
  iam?: string | undefined;
}

/** An answer to be sent. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A JSON answer that is not kept by anybody. */
export const say = (status: number, value: object, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  body: JSON.stringify(value),
});
