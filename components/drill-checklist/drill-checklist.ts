import { html, nothing } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { formStyles } from '../../src/card/form.ts';
import { facts } from '../../src/card/parts.ts';
import { ticks, ticksStyles } from '../../src/card/ticks.ts';
import { anomaliesOf, anomalyLogs, anomalyReads, uncheckedOf } from '../../src/data/anomalies.ts';
import { madeAt } from '../../src/data/moment.ts';
import { optional } from '../../src/data/optional.ts';
import { aliasRef, releaseRead } from '../../src/data/release.ts';
import { scoreOf } from '../../src/rules/anomalies.ts';
import { INCIDENTS, incidents } from '../../src/rules/incidents.ts';
import { latencyLimits } from '../../src/rules/latency.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { SHIFT_LOG, notesOf } from '../../src/rules/notes.ts';
import { failureLimits } from '../../src/rules/outages.ts';
import { wayBack } from '../../src/rules/way-back.ts';
import { routesHealth, routesTurnAt } from '../../src/rules/route-health.ts';
import { stillHolds, ticksOf, ticksTurnAt } from '../../src/rules/ticks.ts';
import { worst } from '../../src/rules/tone.ts';
import {
  CLASSES,
  anomaliesEvidence,
  handoverEvidence,
  rollbackEvidence,
  routesEvidence,
  statusEvidence,
  suggested,
} from './evidence.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Item } from '../../src/card/ticks.ts';
import type { Class } from './evidence.ts';

const spec = {
  title: 'Operator Drill Checklist',
  section: 'incident',
  size: 'medium',
  height: 801,
  narrow: 932,
  // What an operator ticked is shown without any of these, too.
  reads: optional({ ...anomalyReads, release: releaseRead }),
  probes: ['beak', 'metrics', 'status', 'audit'],
  logs: [...anomalyLogs, 'sd_latency_log'],
  records: { deeds: 'own', notes: SHIFT_LOG, incidents: INCIDENTS },
  files: ['deploy_log'],
  watches: true,
} as const satisfies Spec;

/** From this age on, in ms, a step belongs to an earlier drill. */
const limits = { holds: 24 * 3_600_000 };

/** The steps, by the names that they are kept under. */
const STEPS = {
  status: 'Confirm the live status',
  routes: 'Look at the health of the routes',
  anomalies: 'Review the anomalies and classify them',
  rollback: 'Be ready to roll back',
  handover: 'Hand over',
} as const;

/** What the card shows of a moment. */
export interface DrillChecklistView extends View {
  steps: Item[];
  done: number;
  /** What the operator calls what was found, and what its score suggests. */
  called: string | undefined;
  suggests: Class | undefined;
  /** The reset that can be taken back. */
  undo: string | undefined;
}

/**
 * Five steps to be gone through in a drill, each with its live evidence.
 *
 * @tag mc-drill-checklist
 * @summary The five steps of a drill, with the live evidence of each, and the class of what was found.
 */
export class McDrillChecklist extends Card<typeof spec, DrillChecklistView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, formStyles, ticksStyles];

  view(moment: Moment<typeof spec>): DrillChecklistView {
    const { facts: told, routes, logs, records, now, interval, site } = moment;
    const { thresholds } = site.config;
    const { holds } = limitsFrom(thresholds, 'drill', limits);
    const { ticks: ticked, undo } = ticksOf(records.deeds);
    const health = routesHealth(spec.probes, routes, logs.sd_latency_log, now, interval, {
      ...limitsFrom(thresholds, 'failures', failureLimits),
      slow: limitsFrom(thresholds, 'latency', latencyLimits).bad,
    });
    const last = routes.status?.last;
    const found = anomaliesOf(moment);
    const { alias = 'the alias' } = aliasRef({ release: told.release }, site);
    const log = site.config.files?.deploy_log ? site.deploys.entries : undefined;
    const back = wayBack(told.release, told.target, alias, log);
    const status = health.find(({ route }) => route === 'status');
    const evidence = {
      status: statusEvidence(status, last && madeAt(last), now, interval),
      routes: routesEvidence(health.map((each) => ({ ...each, path: table[each.route].path }))),
      anomalies: anomaliesEvidence(found, uncheckedOf(moment)),
      rollback: rollbackEvidence(back, told.release?.revision_id),
      handover: handoverEvidence(notesOf(records.notes), incidents(records.incidents)),
    };
    // `Object.entries` forgets the names of the keys.
    const all = Object.entries(STEPS) as [keyof typeof STEPS, string][];
    const steps = all.map(([id, what]): Item => {
      const tick = ticked.get(id);
      return { id, what, at: tick?.at, holds: stillHolds(tick, now, holds), evidence: evidence[id] };
    });
    const done = steps.filter((step) => step.holds).length;
    return {
      // What nothing tells is for the operator to find out.
      tone: worst(
        steps.map((step) => (step.holds ? 'ok' : step.evidence.tone === 'unknown' ? 'unknown' : 'info')),
      ),
      words: `${done} of ${steps.length} done`,
      turnsAt: Math.min(ticksTurnAt(ticked.values(), now, holds), routesTurnAt(health, now, interval)),
      steps,
      done,
      called: ticked.get('anomalies')?.as,
      suggests: suggested(scoreOf(found)),
      undo,
    };
  }

  protected renderBody({ steps, done, called, suggests, undo }: DrillChecklistView): TemplateResult {
    const chosen = CLASSES.find((each) => each === called) ?? suggests ?? CLASSES[0];
    const list = steps.map((step) =>
      step.id === 'anomalies' ? { ...step, more: this.#classes(chosen, suggests, step.holds) } : step,
    );
    const tick = this.writable ? (id: string, does: boolean) => this.#tick(id, does) : undefined;
    return html`
      ${facts(
        [
          ['Done', `${done} of ${steps.length}`],
          ['Classified as', called ?? 'not yet'],
        ],
        'large',
      )}
      ${ticks(list, this.tz, 'from an earlier drill', tick)}
      ${
        steps.some(({ at }) => at !== undefined) || undo
          ? html`<button
              type="button"
              id="reset"
              ?disabled=${!this.writable}
              @click=${() => this.#reset(undo)}
            >
              ${undo ? 'Undo' : 'Begin a new drill'}
            </button>`
          : nothing
      }
      <small>Kept in this browser.</small>
    `;
  }

  #classes(chosen: Class, suggests: Class | undefined, holds: boolean): TemplateResult {
    // One that was classified already is classified anew.
    const change = () => holds && this.#tick('anomalies', true);
    return html`<select name="class" aria-label="Class" ?disabled=${!this.writable} @change=${change}>
        ${CLASSES.map((each) => html`<option value=${each} ?selected=${each === chosen}>${each}</option>`)}
      </select>
      <small
        >${suggests ? `The score suggests ${suggests}.` : 'Nothing was found that suggests a class.'}</small
      >`;
  }

  #tick(item: string, done: boolean): void {
    const as = this.renderRoot.querySelector<HTMLSelectElement>('[name=class]')?.value;
    if (!done) this.keep({ did: 'untick', item });
    else this.keep({ did: 'tick', item, ...(item === 'anomalies' && { as }) });
  }

  #reset(undo: string | undefined): void {
    this.keep(undo ? { did: 'restore', reset: undo } : { did: 'reset' });
  }
}

define('mc-drill-checklist', McDrillChecklist);

declare global {
  interface HTMLElementTagNameMap {
    'mc-drill-checklist': McDrillChecklist;
  }
}
