import { checkResult } from '../judgement/check-result.ts';
import type { CheckResult } from '../judgement/check-result.ts';

/** A service that sends messages, and the step that takes it out of its sandbox. */
export interface SandboxState extends CheckResult {
  name: 'SES' | 'SNS';
  /** What to do next; absent where nothing is to be done or nothing is known. */
  next?: string;
}

const NEXT = {
  SES: 'In the SES console of this region: Account dashboard, Request production access. Name the use case, how people unsubscribe, and the quota that is needed.',
  SNS: 'In the SNS console of this region: Text messaging, Exit SMS sandbox. Name the use case and the monthly spend limit that is needed.',
};

/**
 * Whether SES and SNS still send from their sandbox, to verified receivers only. The one judgement behind every card
 * that tells it. Steps by the AWS developer guides of SES (*Request production access*) and SNS (*SMS sandbox*).
 */
export const sandboxes = (ses: boolean | undefined, sns: boolean | undefined): SandboxState[] =>
  (
    [
      ['SES', ses],
      ['SNS', sns],
    ] as const
  ).map(([name, sandbox]) => ({
    ...checkResult(name, sandbox, ['warn', 'sandbox'], ['ok', 'production']),
    name,
    ...(sandbox && { next: NEXT[name] }),
  }));
