import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { shareWords, slaLogs } from '../../src/domain/availability/sla.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, percent, plural, stamp } from '../../src/domain/format/values.ts';
import { budgets, burnLimits } from './budgets.ts';
import { own } from '../../src/data/spec.ts';
import { estimateEvents } from '../../src/domain/availability/estimate-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Row, Window } from './budgets.ts';

/** Fewer counts than this tell no budget. */
const FLOOR = { floor: 60 };

const spec = {
  title: 'Failure Budget',
  section: 'latency',
  size: 'wide',
  probes: ['status'],
  logs: slaLogs,
  records: { estimates: own(estimateEvents) },
  watches: true,
  limits: { budget: FLOOR, burn: burnLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface FailureBudgetView extends View {
  rows: Row[];
  floor: number;
  /** Server time, in ms since 1970 UTC: an older estimate is not verified. */
  now: number;
}

const round = (value: number): string => count(Number(value.toPrecision(2)));

function verdict(rows: readonly Row[]): string {
  for (const [tone, label] of [
    ['bad', 'budget spent'],
    ['warn', 'needs a look'],
    ['ok', 'within budget'],
  ] as const) {
    const names = rows.flatMap((row) => (row.tone === tone ? row.name : []));
    if (names.length > 0) return `${names.join(', ')} ${label}`;
  }
  return 'Not known yet';
}

/**
 * What is left of the error budget of each internal target, and how fast it is spent. The configuration may set the
 * targets, as shares: `targets.auth`, `targets.cert`, `targets.peck`, `targets.sms`. What nothing measures is the
 * operator's own estimate, which holds for 24 h.
 *
 * @tag mc-failure-budget
 * @summary Error budget left over 24 h and burn rate over 1 h and 6 h, for auth, certificates, pecks and SMS.
 */
export class McFailureBudget extends Card<typeof spec, FailureBudgetView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    checkResultStyles,
    formStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      input {
        width: 7em;
      }
      @media print {
        form {
          display: none;
        }
      }
    `,
  ];

  view({
    logs,
    records,
    now,
    interval,
    site,
    limits: {
      budget: { floor },
      burn: limits,
    },
  }: CardData<typeof spec>): FailureBudgetView {
    const { targets } = site.config;
    const rows = budgets(logs, records.estimates, targets, now, interval, floor, limits);
    return {
      tone: worst(rows.map(({ tone }) => tone)),
      label: verdict(rows),
      rows,
      floor,
      now,
      nextChangeAt: Math.min(
        ...rows.flatMap(({ estimate }) => (estimate && estimate.until > now ? estimate.until : [])),
      ),
    };
  }

  protected renderBody({ rows, floor, now }: FailureBudgetView): TemplateResult {
    return html`
      ${checkResults(
        rows.map((row) => ({
          name: row.name,
          tone: row.tone,
          label: row.byHand ? this.#estimate(row, now) : this.#left(row),
          note: html`${this.#targets(row)} ${row.byHand ? this.#recorded(row) : this.#spent(row, floor)}`,
        })),
      )}
      ${each(
        rows,
        ({ key }) => key,
        (row) => (row.byHand ? this.#form(row) : nothing),
      )}
      <small>
        From this browser’s own log; “seen” is the share of the window that its samples cover. Withheld under
        ${count(floor)} counts. At a burn rate of 1 a budget lasts just as long as it has to; “a step” is what
        one failure adds to the rate.
      </small>
    `;
  }

  #targets({ key, target, agreed }: Row): string {
    const own = target === undefined ? `No target: set targets.${key}.` : `Target ${percent(target, 2)}.`;
    return agreed === undefined ? own : `${own} Agreed ${percent(agreed, 2)}.`;
  }

  #left({ measured }: Row): string {
    const left = measured?.day.budget?.left;
    return left === undefined
      ? 'too few to tell'
      : left < 0
        ? `overspent by ${percent(-left, 0)}`
        : `${percent(left, 0)} left`;
  }

  #spent({ measured }: Row, floor: number): Shown {
    if (!measured) return nothing;
    const { day, windows, unit } = measured;
    const { good, all, samples, covered, resets, share = 0 } = day.level;
    const few = ({ hours, level }: Window) =>
      `${hours} h: ${count(level.all)} of ${plural(floor, unit)} needed`;
    const rate = (each: Window) =>
      each.budget
        ? `${each.hours} h: burn ${round(each.budget.burn)} (a step is ${round(each.budget.step)})`
        : few(each);
    return html`${day.budget ? `24 h: ${count(good)} of ${plural(all, unit)}` : few(day)},
    ${plural(samples, 'sample')}, ${percent(covered, 0)} seen. ${windows.map(rate).join('. ')}.
    ${share > 1 ? 'More came out than went in: the tables do not add up.' : nothing}
    ${resets > 0 ? `The totals fell ${plural(resets, 'time')} and are counted anew.` : nothing}`;
  }

  #estimate({ estimate }: Row, now: number): string {
    if (!estimate) return 'not estimated';
    return now < estimate.until ? shareWords(estimate.share) : `${shareWords(estimate.share)}, unverified`;
  }

  #recorded({ estimate }: Row): string {
    const by = 'Nothing here measures it.';
    return estimate ? `${by} Estimated by the operator, ${stamp(estimate.at, this.tz)}.` : by;
  }

  #form({ key, name }: Row): TemplateResult {
    return html`<form @submit=${(event: SubmitEvent) => this.#keep(event, key)}>
      <label for=${key}>${name}: share that works, in %</label>
      <input
        id=${key}
        type="number"
        min="0"
        max="100"
        step="0.001"
        required
        autocomplete="off"
        ?disabled=${!this.writable}
      />
      <button ?disabled=${!this.writable}>Record</button>
    </form>`;
  }

  #keep(event: SubmitEvent, target: string): void {
    event.preventDefault();
    const input = this.renderRoot.querySelector<HTMLInputElement>(`#${target}`);
    const percentage = input?.valueAsNumber ?? NaN;
    if (!input || !(percentage >= 0 && percentage <= 100)) return;
    this.keep('estimates', { type: 'estimate', target, share: percentage / 100 });
    announce(this, `Recorded: ${percent(percentage / 100, 2)}.`);
    input.value = '';
  }
}
