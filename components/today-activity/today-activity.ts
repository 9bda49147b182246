import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, map } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { auditReads } from '../../src/data/audit.ts';
import { madeAt } from '../../src/data/moment.ts';
import { utcDays } from '../../src/rules/growth.ts';
import { count, percent, plural, stamp } from '../../src/rules/words.ts';
import { today } from './today.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Today } from './today.ts';

const spec = {
  title: 'Today’s Activity',
  section: 'posture',
  size: 'wide',
  height: 322,
  narrow: 467,
  reads: {
    tables: field('status.database', map(counter)),
    ...auditReads,
  },
  logs: ['sd_activity_baseline', 'sd_invocation_log'],
} as const satisfies Spec;

type TodayView = View & Today;

/** Minutes and zone of a time of today, such as `09:12 UTC`. */
const clock = (at: number): string => stamp(at).replace(/^\S+ (\d\d:\d\d):\d\d/, '$1');

/**
 * What has come since midnight UTC: by the counts of the tables, the audit and the calls that CloudWatch counted.
 *
 * @tag mc-today-activity
 * @summary New eggs, ducklings, certificates, peck attempts, audit events and invocations since 00:00 UTC.
 */
export class McTodayActivity extends Card<typeof spec, TodayView> {
  static override spec: Spec = spec;

  view({ facts: { tables = {}, ...audit }, routes, logs, now }: Moment<typeof spec>): TodayView {
    const { entries = [], covers_from, truncated } = audit;
    const [start = now] = utcDays(now, 1);
    // An answer of yesterday tells nothing of today, not even that nothing came.
    const ofToday = (route: 'status' | 'audit'): boolean => {
      const last = routes[route]?.last;
      return last !== undefined && madeAt(last) >= start;
    };
    const told = today(
      ofToday('status') ? tables : undefined,
      ofToday('audit') ? { entries, covers_from, truncated } : undefined,
      logs.sd_activity_baseline,
      logs.sd_invocation_log,
      now,
    );
    const { whole, since, midnight } = told;
    return {
      ...told,
      tone: 'info',
      words:
        since === undefined
          ? 'Nothing of today yet'
          : `Since ${whole ? clock(midnight) : `${clock(since)} (first sample today)`}`,
      turnsAt: midnight + 86_400_000,
    };
  }

  protected renderBody({
    grown,
    events,
    untimed,
    eventsSince,
    calls,
    midnight,
    whole,
    now,
  }: TodayView): TemplateResult {
    const share = calls && calls.covered / Math.max(1, now - midnight);
    return html`
      ${facts(
        [
          ...grown.map(({ name, by }) => [name, by === undefined ? 'not known' : count(by)] as const),
          [
            'Audit events',
            events === undefined
              ? 'not known'
              : eventsSince === undefined
                ? count(events)
                : `at least ${count(events)}`,
            // The audit tells the whole day, also where the log of the tables begins later.
            eventsSince !== undefined
              ? `since ${clock(eventsSince)}`
              : whole || events === undefined
                ? undefined
                : `since ${clock(midnight)}`,
          ],
          [
            'Invocations',
            calls ? count(calls.calls) : 'not known',
            share === undefined ? undefined : `CloudWatch, as seen for ${percent(share, 0)} of today`,
          ],
        ],
        'large',
      )}
      <small>
        Counts of tables against this browser’s own log; the day begins at ${stamp(midnight)}. A table that
        was emptied is counted anew.
      </small>
      ${
        untimed > 0
          ? html`<small
              >Not counted: ${plural(untimed, 'entry', 'entries')} of the audit without a usable time.</small
            >`
          : nothing
      }
    `;
  }
}

define('mc-today-activity', McTodayActivity);

declare global {
  interface HTMLElementTagNameMap {
    'mc-today-activity': McTodayActivity;
  }
}
