import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count, flag, list, map, oneOf, orNull, text, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { ticks, ticksStyles } from '../../src/card/ticks.ts';
import { rollBack } from '../../src/commands/release.ts';
import { aliasRef, releaseRead } from '../../src/data/release.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { wayBack } from '../../src/rules/way-back.ts';
import { stillHolds, ticksOf, ticksTurnAt } from '../../src/rules/ticks.ts';
import { worst } from '../../src/rules/tone.ts';
import { duration } from '../../src/rules/words.ts';
import { NO_ANSWER, alarmsEvidence, deployEvidence, previousEvidence, tablesEvidence } from './evidence.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Item } from '../../src/card/ticks.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Tone } from '../../src/rules/tone.ts';

const spec = {
  title: 'Operator Acknowledgements',
  section: 'incident',
  size: 'medium',
  height: 852,
  narrow: 924,
  // What an operator acknowledged is shown without any of these, too.
  reads: {
    target: field('status.lambda_alias_version?', text),
    invoked: field('status.lambda.invoked_version?', text),
    reported: field('status.lambda.version?', text),
    backendParity: field('status.lambda_alias_parity?', flag),
    release: releaseRead,
    functionName: field('status.lambda.function?', text),
    region: field('status.lambda.region?', text),
    alarms: field('status.alarms?', list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') })),
    tables: field('status.database?', map(count)),
    issued: field('metrics.last_cert_issued_at?', orNull(time)),
  },
  records: { deeds: 'own' },
  files: ['deploy_log'],
} as const satisfies Spec;

/** For so long, in ms, a check counts. */
const limits = { holds: 12 * 3_600_000 };

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

  view({ facts: told, routes, records, now, site }: Moment<typeof spec>): AcknowledgementsView {
    const { holds } = limitsFrom(site.config.thresholds, 'acknowledgement', limits);
    const { ticks: ticked, undo } = ticksOf(records.deeds);
    const ref = aliasRef(told, site);
    const deploys = site.deploys.entries;
    const log = site.config.files?.deploy_log ? deploys : undefined;
    const previous = wayBack(told.release, told.target, ref.alias ?? 'the alias', log);
    const rollback = previous.sure ? rollBack(ref, previous.version, told.release?.revision_id) : undefined;
    const answered = routes.status?.last !== undefined;
    const evidence = {
      deploy: deployEvidence(told, deploys, ref.alias),
      previous: previousEvidence(previous, rollback !== undefined),
      alarms: alarmsEvidence(told.alarms),
      tables: tablesEvidence(told.tables, told.issued),
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
      words:
        expired > 0
          ? `${done} of ${checks.length}, ${expired} expired`
          : `${done} of ${checks.length} checked`,
      turnsAt: ticksTurnAt(ticked.values(), now, holds),
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
      ? (item: string, does: boolean) => void this.keep({ did: does ? 'tick' : 'untick', item })
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
      ${facts([['Checked', `${done} of ${checks.length}`, `each counts for ${duration(holds)}`]], 'large')}
      ${ticks(list, this.tz, 'expired', tick)}
      ${
        ticked || undo
          ? html`<button
              type="button"
              id="reset"
              ?disabled=${!this.writable}
              @click=${() => this.#reset(undo)}
            >
              ${undo ? 'Undo reset' : 'Reset'}
            </button>`
          : nothing
      }
      <small
        >Kept in this browser. A tick is your word; what stands below it is what the data says now.</small
      >
    `;
  }

  #reset(undo: string | undefined): void {
    this.keep(undo ? { did: 'restore', reset: undo } : { did: 'reset' });
  }
}

define('mc-acknowledgements', McAcknowledgements);

declare global {
  interface HTMLElementTagNameMap {
    'mc-acknowledgements': McAcknowledgements;
  }
}
