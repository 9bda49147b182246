import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { isObject } from '../../src/api/kinds.ts';
import { iso, known } from '../collector.ts';
import type { Collector, Context } from '../collector.ts';
import { tailOf } from './log-tail.ts';

const SPAN_MS = 24 * 3_600_000;
/** So many entries stand in the status answer as well. */
const RECENT = 10;

/** The JSON object that a line holds: by itself, after what a logger put before it, or as a logger's `message`. */
function objectIn(message = ''): Record<string, unknown> | undefined {
  const begin = message.indexOf('{');
  if (begin < 0) return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(message.slice(begin));
  } catch {
    return undefined;
  }
  if (!isObject(raw)) return undefined;
  return isObject(raw['message']) ? raw['message'] : raw;
}

const textOf = (raw: unknown): string | undefined => (typeof raw === 'string' ? raw : undefined);

/** An entry of the audit, from a line that is an event by itself or one in an envelope of EventBridge. */
export function entryOf({ message, timestamp }: FilteredLogEvent) {
  const raw = objectIn(message);
  if (!raw) return undefined;
  const detail = isObject(raw['detail']) ? raw['detail'] : raw;
  const type = textOf(detail['event_type']) ?? textOf(raw['detail-type']);
  if (type === undefined) return undefined;
  return known({
    id: textOf(detail['id']) ?? textOf(raw['id']),
    event_type: type,
    timestamp: textOf(detail['timestamp']) ?? textOf(raw['time']) ?? iso(timestamp),
    actor: textOf(detail['actor']),
    reason: textOf(detail['reason']),
    target: textOf(detail['target']),
  });
}

export const audit = {
  part: 'audit',
  scope: 'account',
  everyMs: 30_000,
  lacks: (config) => (config.audit ? undefined : 'Not configured: set "audit" in bridge.json.'),
  permissions: ({ partition, region, account }, config) => [
    {
      action: 'logs:FilterLogEvents',
      resources: [`arn:${partition}:logs:${region}:${account}:log-group:${config.audit?.log_group ?? ''}:*`],
    },
  ],
  async collect(context: Context) {
    const { entries, from } = await tailOf(context, {
      group: context.config.audit?.log_group ?? '',
      spanMs: SPAN_MS,
      read: entryOf,
    });
    const list = entries.map(({ value }) => value);
    return {
      fields: { recent_audit: list.slice(0, RECENT) },
      /** The answer of the audit route. */
      answer: { entries: list, covers_from: iso(from), truncated: false },
    };
  },
} satisfies Collector;
