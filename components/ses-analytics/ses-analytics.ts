import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { share } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { spark, sparkStyles } from '../../src/card/spark.ts';
import { dayLabel, utcDays } from '../../src/domain/growth/growth.ts';
import { bounceLimits, complaintLimits } from '../../src/domain/mail/reputation.ts';
import { grade, worst } from '../../src/domain/judgement/tone.ts';
import { percent } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'SES Analytics',
  section: 'runtime',
  size: 'medium',
  causes: ['reputation'],
  reads: {
    bounce: field('status.ses.bounce_rate', share),
    complaint: field('status.ses.complaint_rate', share),
  },
  logs: ['sd_ses_events'],
  limits: { bounce: bounceLimits, complaint: complaintLimits },
} as const satisfies Spec;

const DAY = 86_400_000;

/** One rate with its judgement and its last value of each UTC day, oldest first. */
interface Rate {
  name: string;
  value: number | undefined;
  tone: Tone;
  limits: { warn: number; bad: number };
  days: (number | undefined)[];
}

/** What the card shows of a moment. */
export interface SesAnalyticsView extends View {
  rates: Rate[];
  from: string;
  ses: string | undefined;
}

/**
 * The reputation of the SES account: how many mails bounce, and how many are complained about.
 *
 * @tag mc-ses-analytics
 * @summary Bounce and complaint rate against the limits of SES, with their 7-day trend.
 */
export class McSesAnalytics extends Card<typeof spec, SesAnalyticsView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    sparkStyles,
    css`
      dd .spark {
        margin-block-start: 8px;
      }
    `,
  ];

  view({
    facts: { bounce, complaint },
    logs,
    now,
    site,
    limits: declared,
  }: CardData<typeof spec>): SesAnalyticsView {
    const days = utcDays(now, 7);
    const rate = (name: string, key: 'bounce' | 'complaint', value: number | undefined) => {
      const limits = declared[key];
      const lastOf = (start: number) =>
        logs.sd_ses_events.findLast(
          (each) => each.at >= start && each.at < start + DAY && each[key] !== undefined,
        )?.[key];
      return { name, value, limits, tone: grade(value, limits), days: days.map(lastOf) };
    };
    const rates = [rate('Bounces', 'bounce', bounce), rate('Complaints', 'complaint', complaint)];
    const tone = worst(rates.map((each) => each.tone));
    const named = rates.find((each) => each.tone === tone);
    return {
      tone,
      label:
        tone === 'ok'
          ? 'Good standing'
          : tone === 'unknown'
            ? 'Not fully told'
            : `${named?.name ?? ''} too high`,
      rates,
      from: dayLabel(days[0] ?? now),
      ses: site.config.links?.ses,
    };
  }

  protected renderBody({ rates, from, ses }: SesAnalyticsView): TemplateResult {
    const seen = Math.max(...rates.map(({ days }) => days.filter((day) => day !== undefined).length));
    return html`
      ${factList(
        rates.map(({ name, value, tone, limits, days }) => [
          name,
          value === undefined ? undefined : html`${mark(tone)} ${percent(value, 2)}`,
          html`warning from ${percent(limits.warn)}, bad from ${percent(limits.bad)}
          ${
            days.filter((day) => day !== undefined).length > 1
              ? html`${spark(days, tone)}
                ${days.map((day) => (day === undefined ? '–' : percent(day, 2))).join(', ')}`
              : nothing
          }`,
        ]),
        'large',
      )}
      <small>
        ${
          seen > 1
            ? `The last value of each day (UTC) since ${from}, today last, from this browser’s own log: ${seen} of 7 days.`
            : 'A trend needs two days in this browser’s own log.'
        }
      </small>
      ${link(ses, 'SES details')}
    `;
  }
}
