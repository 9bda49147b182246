import type { Account } from './account.ts';
import { Refusal } from './wire.ts';

/** What can go wrong with calls, switched on and off by a test. Keys are IAM actions, such as `lambda:GetAlias`. */
export class Switches {
  /** Refused for want of a permission. */
  readonly denied = new Set<string>();
  /** Refused so many times as too frequent; `Infinity` for ever. */
  readonly throttled = new Map<string, number>();
  /** Answered so many ms later; `*` for every action. `Infinity` is never. */
  readonly slow = new Map<string, number>();
  /** Done, but the connection breaks before the answer. */
  readonly lost = new Set<string>();
  /** Members left out of the answers, by their paths: `RoutingConfig`, `Versions.ConfigSha256`. */
  readonly missing = new Map<string, string[]>();
  /** Lists of these actions come in the wrong order. */
  readonly shuffled = new Set<string>();
  /** The most items of a page, whatever is asked for. */
  pageSize = Infinity;

  /** What happens before the operation. @throws {Refusal} */
  async before(action: string, account: Account): Promise<void> {
    const ms = this.slow.get(action) ?? this.slow.get('*') ?? 0;
    if (ms > 0) await new Promise<void>((resolve) => void (Number.isFinite(ms) && setTimeout(resolve, ms)));
    if (this.denied.has(action))
      throw new Refusal(
        403,
        'AccessDeniedException',
        `User: arn:aws:sts::${account.id}:assumed-role/operator/operator is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`,
      );
    const times = this.throttled.get(action) ?? 0;
    if (times > 0) {
      this.throttled.set(action, times - 1);
      throw new Refusal(429, 'ThrottlingException', 'Rate exceeded');
    }
  }

  /** The answer, as the switches have it. */
  bend(action: string, answer: object): object {
    const copy = structuredClone(answer);
    for (const path of this.missing.get(action) ?? []) drop(copy, path.split('.'));
    if (this.shuffled.has(action))
      for (const member of Object.values(copy)) if (Array.isArray(member)) member.reverse();
    return copy;
  }
}

function drop(from: unknown, [name, ...rest]: string[]): void {
  if (Array.isArray(from)) return from.forEach((each) => drop(each, [name ?? '', ...rest]));
  if (typeof from !== 'object' || from === null || name === undefined) return;
  if (rest.length === 0) Reflect.deleteProperty(from, name);
  else drop(Reflect.get(from, name), rest);
}
