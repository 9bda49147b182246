import { sandboxes } from '../mail/sandbox.ts';
import { ofSandbox } from './severity.ts';
import type { Judged } from './finding.ts';

const NOTICES = {
  SES: 'Mail reaches verified addresses only: new users get no code.',
  SNS: 'Texts reach verified numbers only: codes to other phones never come.',
};

/** Services that send to verified receivers only. @param seen since when this browser has seen each so, in ms since 1970 UTC */
export function inSandbox(
  ses: boolean | undefined,
  sns: boolean | undefined,
  seen: { ses?: number | undefined; sns?: number | undefined } = {},
): Judged {
  const severity = ofSandbox(ses, sns);
  if (!severity) return ses === undefined || sns === undefined ? 'unknown' : 'fine';
  const inside = sandboxes(ses, sns).filter(({ next }) => next);
  const names = inside.map(({ name }) => name);
  const times = names.flatMap((name) => seen[name === 'SES' ? 'ses' : 'sns'] ?? []);
  return {
    ...severity,
    cause: 'sandbox',
    tone: 'warn',
    headline: `${names.join(' and ')} in the sandbox`,
    evidence: `${names.join(' and ')} ${names.length === 1 ? 'sends' : 'send'} to verified receivers only.`,
    scope: 'New users',
    notices: names.map((name) => NOTICES[name]).join(' '),
    impact: 'Nobody new can sign up. Existing users notice nothing.',
    next: inside[0]?.next ?? '',
    card: 'mc-communication-status',
    ...(times.length > 0 && { since: Math.min(...times) }),
  };
}
