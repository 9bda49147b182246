import { html, nothing } from 'lit';
import { routes as table } from '../../src/api/routes.ts';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { formStyles } from '../../src/card/form-styles.ts';
import { NextFocus } from '../../src/card/next-focus.ts';
import { factList } from '../../src/card/parts.ts';
import { ticks, ticksStyles } from '../../src/card/tick-list.ts';
import { undoButton } from '../../src/card/undoable.ts';
import { madeAt } from '../../src/data/card-data.ts';
import { optional } from '../../src/data/optional.ts';
import { releaseRead } from '../../src/data/release-reads.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { aliasReads } from '../../src/data/alias-reads.ts';
import { ALL_CAUSES } from '../../src/data/all-causes.ts';
import { declaring, judged } from '../../src/data/findings-of.ts';
import { scoreOf } from '../../src/domain/findings/finding.ts';
import { incidents } from '../../src/domain/incidents/incidents.ts';
import { latencyLimits } from '../../src/domain/latency/latency.ts';
import { notesOf } from '../../src/domain/operator/shift-notes.ts';
import { failureLimits } from '../../src/domain/availability/failure-limits.ts';
import { routesHealth, routesChangeAt } from '../../src/domain/availability/route-status.ts';
import { stillHolds, ticksOf, ticksChangeAt } from '../../src/domain/operator/ticked.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import {
  CLASSES,
  anomaliesEvidence,
  handoverEvidence,
  rollbackEvidence,
  routesEvidence,
  statusEvidence,
  suggested,
} from './drill-evidence.ts';
import { own } from '../../src/data/spec.ts';
import { incidentEvents } from '../../src/domain/incidents/incident-events.ts';
import { noteEvents } from '../../src/domain/operator/note-events.ts';
import { drillEvents } from '../../src/domain/operator/tick-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Item } from '../../src/card/tick-list.ts';
import type { Class } from './drill-evidence.ts';

const spec = {
  title: 'Operator Drill Checklist',
  section: 'incident',
  size: 'medium',
  informs: true,
  // What an operator ticked is shown without any of these, too.
  ...declaring(ALL_CAUSES, optional({ ...aliasReads, release: releaseRead })),
  probes: ['beak', 'metrics', 'status', 'audit'],
  records: { events: own(drillEvents), notes: noteEvents, incidents: incidentEvents },
  files: ['deploy_log'],
  // From `holds` on a step belongs to an earlier drill.
  limits: { drill: { holds: 24 * 3_600_000 }, failures: failureLimits, latency: latencyLimits },
  watches: true,
} as const satisfies Spec;

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

  /** What gets the focus when it is there, since what had it goes. */
  readonly #next = new NextFocus(this);

  view(data: CardData<typeof spec>): DrillChecklistView {
    const { facts: result, routes, logs, records, now, interval, limits } = data;
    const { holds } = limits.drill;
    const { ticks: ticked, undo } = ticksOf(records.events);
    const health = routesHealth(spec.probes, routes, logs.sd_latency_log, now, interval, {
      ...limits.failures,
      slow: limits.latency.bad,
    });
    const last = routes.status?.last;
    const found = judged(data, ALL_CAUSES);
    const back = rollbackTargetOf(data);
    const status = health.find(({ route }) => route === 'status');
    const evidence = {
      status: statusEvidence(status, last && madeAt(last), now, interval),
      routes: routesEvidence(health.map((each) => ({ ...each, path: table[each.route].path }))),
      anomalies: anomaliesEvidence(found, now),
      rollback: rollbackEvidence(back, result.release?.revision_id),
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
      label: `${done} of ${steps.length} done`,
      nextChangeAt: Math.min(
        ticksChangeAt(ticked.values(), now, holds),
        routesChangeAt(health, now, interval),
      ),
      steps,
      done,
      called: ticked.get('anomalies')?.as,
      suggests: suggested(scoreOf(found.findings)),
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
      ${factList(
        [
          ['Done', `${done} of ${steps.length}`],
          ['Classified as', called ?? 'not yet'],
        ],
        'large',
      )}
      ${ticks(list, this.tz, 'from an earlier drill', tick)}
      ${
        steps.some(({ at }) => at !== undefined) || undo
          ? undo
            ? undoButton('beginning a new drill', this.writable, () => this.#restore(undo))
            : html`<button type="button" id="reset" ?disabled=${!this.writable} @click=${this.#reset}>
                Begin a new drill
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
    if (!done) this.keep('events', { type: 'untick', item });
    else this.keep('events', { type: 'tick', item, ...(item === 'anomalies' && { as }) });
  }

  readonly #reset = (): void => {
    this.keep('events', { type: 'reset' });
    announce(this, 'A new drill began.');
    this.#next.want('#undo');
  };

  #restore(reset: string): void {
    this.keep('events', { type: 'restore', reset });
    this.#next.want('#reset');
  }
}
