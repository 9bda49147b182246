import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Account } from './account.ts';
import { operation, Refusal } from './wire.ts';
import type { Service } from './wire.ts';

const MOST_EVENTS = 10_000;

/** Terms of a filter pattern: any of those with a `?`, all of the others. */
function matcher(pattern: string): (message: string) => boolean {
  const terms = [...pattern.matchAll(/(\?)?(?:"([^"]*)"|(\S+))/g)].map(([, any, quoted, word]) => ({
    any: any !== undefined,
    text: quoted ?? word ?? '',
  }));
  if (/^\s*[{[]/.test(pattern)) throw new Error('The fake of FilterLogEvents knows no patterns for JSON.');
  const optional = terms.filter(({ any }) => any);
  const needed = terms.filter(({ any }) => !any);
  return (message) =>
    needed.every(({ text }) => message.includes(text)) &&
    (optional.length === 0 || optional.some(({ text }) => message.includes(text)));
}

/** CloudWatch Logs: lines of a group, oldest first. */
export const logs = (account: Account, pageSize: () => number): Service => ({
  signedAs: 'logs',
  prefix: 'logs',
  protocol: 'json',
  version: 'Logs_20140328',
  operations: {
    FilterLogEvents: operation<FilterLogEventsRequest, FilterLogEventsResponse>(
      ['logGroupName', 'startTime', 'endTime', 'filterPattern', 'nextToken', 'limit'],
      ({ logGroupName = '', startTime = 0, endTime = Infinity, filterPattern = '', nextToken, limit }) => {
        const lines = account.logs.get(logGroupName);
        if (!lines)
          throw new Refusal(400, 'ResourceNotFoundException', 'The specified log group does not exist.');
        const fits = matcher(filterPattern);
        const fitting = lines
          .map((line, index) => ({ ...line, eventId: String(index) }))
          // Both ends belong to the window.
          .filter(({ at, message }) => at >= startTime && at <= endTime && fits(message))
          .sort((a, b) => a.at - b.at);
        const from = Number(nextToken ?? 0);
        const to = from + Math.min(limit ?? MOST_EVENTS, MOST_EVENTS, pageSize());
        return {
          events: fitting.slice(from, to).map(({ at, message, stream = '2026/11/30/[2]0', eventId }) => ({
            eventId,
            logStreamName: stream,
            timestamp: at,
            ingestionTime: at,
            message,
          })),
          ...(to < fitting.length && { nextToken: String(to) }),
        };
      },
    ),
  },
});
