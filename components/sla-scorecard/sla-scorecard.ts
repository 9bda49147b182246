import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import {
  DAY,
  agreed,
  judge,
  levels,
  shareWords,
  slaFloors,
  slaLogs,
  targetsFrom,
} from '../../src/domain/availability/sla.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { count, percent, plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Level, Measure } from '../../src/domain/availability/sla.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Platform SLA Scorecard',
  section: 'latency',
  size: 'wide',
  probes: ['status'],
  logs: slaLogs,
  watches: true,
  limits: { sla: slaFloors },
} as const satisfies Spec;

/** One level over one window. */
interface Cell {
  level: Level;
  tone: Tone;
  /** How many it needs to be told. */
  floor: number;
}

interface Row {
  measure: Measure;
  target: number | undefined;
  tone: Tone;
  cells: readonly Cell[];
}

/** What the card shows of a moment. */
export interface SlaScorecardView extends View {
  rows: Row[];
  resets: number;
}

const WINDOWS = [DAY, 7 * DAY];

/** Each measure: its name, what was counted, and which of the floors it has. */
const MEASURES: Record<Measure, readonly [name: string, unit: string, floor: keyof typeof slaFloors]> = {
  api: ['API success', 'poll', 'polls'],
  pecks: ['Peck success', 'outcome', 'events'],
  certs: ['Cert issuance', 'duckling', 'events'],
  uptime: ['Uptime', 'minute', 'polls'],
};

/** A measure's tone: that of the windows that tell it. */
const toneOf = (cells: readonly Cell[]): Tone =>
  worst(cells.flatMap(({ tone }) => (tone === 'unknown' ? [] : tone)));

function verdict(rows: readonly Row[]): string {
  const missed = rows.filter(({ tone }) => tone === 'bad');
  const [one] = missed;
  if (one)
    return missed.length > 1
      ? `${missed.length} levels missed`
      : `${MEASURES[one.measure][0]} below ${percent(one.target)}`;
  const met = rows.filter(({ tone }) => tone === 'ok').length;
  if (met === 0) return 'Too few samples yet';
  return met < rows.length ? `${met} of ${rows.length} levels met, others not known` : 'All levels met';
}

/**
 * The agreed levels over the last 24 h and 7 days, as far as this browser saw. The configuration may set them, as
 * shares: `targets.api`, `targets.pecks`, `targets.certs`, `targets.uptime`.
 *
 * @tag mc-sla-scorecard
 * @summary API success, peck success, cert issuance and uptime against their agreed levels, over 24 h and 7 d.
 */
export class McSlaScorecard extends Card<typeof spec, SlaScorecardView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    // Names and levels are short and ours: whole words, while the cells beside them give way.
    css`
      tbody :is(th, th + td) {
        overflow-wrap: normal;
      }
      tbody th + td {
        white-space: nowrap;
      }
      td small {
        display: block;
        font-size: inherit;
      }
    `,
  ];

  view({ logs, now, interval, site, limits: { sla: floors } }: CardData<typeof spec>): SlaScorecardView {
    const { targets } = site.config;
    const wanted = targetsFrom(targets, agreed);
    const found = WINDOWS.map((span) => levels(logs, now, span, interval));
    // `Object.keys` forgets the names of the keys.
    const rows = (Object.keys(MEASURES) as Measure[]).map((measure): Row => {
      const floor = floors[MEASURES[measure][2]];
      const target = wanted[measure];
      const cells = found.map(({ [measure]: level }): Cell => ({
        level,
        floor,
        tone: judge(level, target, floor),
      }));
      return { measure, target, cells, tone: toneOf(cells) };
    });
    return {
      tone: worst(rows.map(({ tone }) => tone)),
      label: verdict(rows),
      rows,
      resets: Math.max(...rows.flatMap(({ cells }) => cells.map(({ level }) => level.resets))),
    };
  }

  protected renderBody({ rows, resets }: SlaScorecardView): TemplateResult {
    return html`
      ${table(
        ['Level', 'Agreed', '24 h', '7 d'],
        rows.map(({ measure, target, cells }) => {
          const [name, unit] = MEASURES[measure];
          return [name, `≥ ${percent(target)}`, ...cells.map((cell) => this.#cell(cell, unit))];
        }),
      )}
      ${
        resets > 0
          ? html`<p>Totals fell ${plural(resets, 'time')}: each time they are counted anew.</p>`
          : nothing
      }
      <small>
        From this browser’s own log; “seen” is the share of the window that its samples cover. What was asked
        from a hidden or just woken tab, or offline, does not count. Cert issuance is certificates per
        duckling hatched.
      </small>
    `;
  }

  #cell({ level, tone, floor }: Cell, unit: string): TemplateResult {
    const { good, all, share, covered, samples } = level;
    const few = share === undefined || all < floor;
    return html`${mark(tone)} ${few ? 'too few' : shareWords(share)}<small
        >${few ? `${count(all)} of ${plural(floor, unit)} needed` : `${count(good)} of ${plural(all, unit)}`},
        ${plural(samples, 'sample')}, ${percent(covered, 0)} seen</small
      >`;
  }
}
