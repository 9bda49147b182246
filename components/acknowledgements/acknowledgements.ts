import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, flag, map, orNull, text, time } from '../../src/api/kinds.ts';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { factList } from '../../src/card/parts.ts';
import { ticks, ticksStyles } from '../../src/card/tick-list.ts';
import { undoButton } from '../../src/card/undoable.ts';
import { rollBack } from '../../src/commands/alias-changes.ts';
import { alarmsRead } from '../../src/data/alarm-reads.ts';
import { releaseRead } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { stillHolds, ticksOf, ticksChangeAt } from '../../src/domain/operator/ticked.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { duration } from '../../src/domain/format/values.ts';
import {
  NO_ANSWER,
  alarmsEvidence,
  deployEvidence,
  previousEvidence,
  tablesEvidence,
} from './acknowledged.ts';
import { own } from '../../src/data/spec.ts';
import { acknowledgementEvents } from '../../src/domain/operator/tick-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Item } from '../../src/card/tick-list.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Tone } from '../../src/domain/judgement/tone.ts';

const spec = {
  title: 'Operator Acknowledgements',
  section: 'incident',
  size: 'medium',
  informs: true,
  // What an operator acknowledged is shown without any of these, too.
  reads: {
    target: field('status.lambda_alias_version?', text),
    invoked: field('status.lambda.invoked_version?', text),
    reported: field('status.lambda.version?', text),
    backendParity: field('status.lambda_alias_parity?', flag),
    release: releaseRead,
    functionName: field('status.lambda.function?', text),
    region: field('status.lambda.region?', text),
    alarms: alarmsRead,
    tables: field('status.database?', map(integer)),
    issued: field('metrics.last_cert_issued_at?', orNull(time)),
  },
  records: { events: own(acknowledgementEvents) },
  files: ['deploy_log'],
  limits: { acknowledgement: { holds: 12 * 3_600_000 } },
} as const satisfies Spec;

/** The checks before a shift, by the names that they are kept under. */
const CHECKS = {
  deploy: 'The deploy matches the expected version and behaviour',
  previous: 'The previous good version is known and the rollback command at hand',
  alarms: 'The alarms were checked',
  tables: 'Table counts and the cert pipeline are as expected',
} as const;

/** What the card shows of a moment. */
export interface AcknowledgementsView extends View {
  checks: Item[];
  done: number;
  expired: number;
  /** For how long a check counts, in ms. */
  holds: number;
  rollback: Command | undefined;
  /** The reset that can be taken back. */
  undo: string | undefined;
}

/**
 * What an operator confirms before a shift, each with the live evidence beside it.
 *
 * @tag mc-acknowledgements
 * @summary Four pre-shift checks with the time of each; one older than 12 h has expired.
 */
export class McAcknowledgements extends Card<typeof spec, AcknowledgementsView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, ticksStyles, commandStyles];

  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view(data: CardData<typeof spec>): AcknowledgementsView {
    const { facts: reported, routes, records, now } = data;
    const { holds } = data.limits.acknowledgement;
    const { ticks: ticked, undo } = ticksOf(records.events);
    const { ref, stable, logged } = releaseOf(data);
    const previous = rollbackTargetOf(data);
    const rollback = previous.sure
      ? rollBack(ref, previous.version, reported.release?.revision_id)
      : undefined;
    const answered = routes.status?.last !== undefined;
    const evidence = {
      deploy: deployEvidence(reported, stable, logged?.version),
      previous: previousEvidence(previous, rollback !== undefined),
      alarms: alarmsEvidence(reported.alarms),
      tables: tablesEvidence(reported.tables, reported.issued),
    };
    // `Object.entries` forgets the names of the keys.
    const all = Object.entries(CHECKS) as [keyof typeof CHECKS, string][];
    const checks = all.map(([id, what]): Item => {
      const tick = ticked.get(id);
      return {
        id,
        what,
        at: tick?.at,
        holds: stillHolds(tick, now, holds),
        evidence: answered ? evidence[id] : NO_ANSWER,
      };
    });
    const done = checks.filter((check) => check.holds).length;
    const expired = checks.filter((check) => check.at !== undefined && !check.holds).length;
    const tones = checks.map(({ holds: does, at, evidence: { tone } }): Tone => {
      if (tone === 'bad' || tone === 'warn') return tone;
      // What nothing tells, the operator has to look at.
      return does ? 'ok' : at !== undefined || tone === 'unknown' ? 'unknown' : 'info';
    });
    return {
      tone: worst(tones),
      label:
        expired > 0
          ? `${done} of ${checks.length}, ${expired} expired`
          : `${done} of ${checks.length} checked`,
      nextChangeAt: ticksChangeAt(ticked.values(), now, holds),
      checks,
      done,
      expired,
      holds,
      rollback,
      undo,
    };
  }

  protected renderBody({ checks, done, holds, rollback, undo }: AcknowledgementsView): TemplateResult {
    const tick = this.writable
      ? (item: string, does: boolean) => void this.keep('events', { type: does ? 'tick' : 'untick', item })
      : undefined;
    const list = checks.map((check) =>
      check.id === 'previous' && rollback
        ? {
            ...check,
            more: html`<details class="more">
              <summary>Rollback command</summary>
              ${command(rollback)}
            </details>`,
          }
        : check,
    );
    const ticked = checks.some(({ at }) => at !== undefined);
    return html`
      ${factList([['Checked', `${done} of ${checks.length}`, `each counts for ${duration(holds)}`]], 'large')}
      ${ticks(list, this.tz, 'expired', tick)}
      ${
        ticked || undo
          ? undo
            ? undoButton('the reset', this.writable, () => this.#restore(undo))
            : html`<button type="button" id="reset" ?disabled=${!this.writable} @click=${this.#reset}>
                Reset
              </button>`
          : nothing
      }
      <small
        >Kept in this browser. A tick is your word; what stands below it is what the data says now.</small
      >
    `;
  }

  readonly #reset = (): void => {
    this.keep('events', { type: 'reset' });
    announce(this, 'All ticks were reset.');
    this.#next.want('#undo');
  };

  #restore(reset: string): void {
    this.keep('events', { type: 'restore', reset });
    this.#next.want('#reset');
  }
}
