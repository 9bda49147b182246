import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { command, commandKey, styles as commandStyles } from '../../src/card/command.ts';
import { each } from '../../src/card/each.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { checkMetrics } from '../../src/commands/alias-changes.ts';
import { alarmsRead } from '../../src/data/alarm-reads.ts';
import { canaryLimitsOf } from '../../src/data/canary-reads.ts';
import { releaseReads } from '../../src/data/release-reads.ts';
import { releaseOf } from '../../src/data/release-state.ts';
import { rollbackTargetOf } from '../../src/data/rollback-reads.ts';
import { sane } from '../../src/domain/canary/analyses.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { automatic } from './automatic.ts';
import { steps } from './rollback-steps.ts';
import { triggerLimits, triggersOf } from './triggers.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { CheckResult } from '../../src/domain/judgement/check-result.ts';
import type { Automatic } from './automatic.ts';
import type { Step } from './rollback-steps.ts';
import type { RollbackTarget } from '../../src/domain/release/rollback-target.ts';

const spec = {
  title: 'Rollback Plan',
  section: 'release',
  size: 'wide',
  causes: ['canary'],
  reads: {
    ...releaseReads,
    target: field('status.lambda_alias_version?', text),
    alarms: alarmsRead,
  },
  files: ['deploy_log'],
  limits: { rollback: triggerLimits },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface RollbackPlanView extends View {
  back: RollbackTarget;
  /** The version whose figures the triggers are about. */
  judged: string | undefined;
  triggers: CheckResult[];
  /** Shows the figures that the backend does not tell. */
  look: Command | undefined;
  auto: Automatic;
  path: Step[];
  /** A sentence for each limit of the site that can be none. */
  wrong: string[];
}

/** So far back a line looks for figures that the backend does not tell, in ms. */
const LOOK_BACK = 15 * 60_000;

/** For the chip: what calls for a rollback, else what stands in its way, else where it leads. */
function summary(triggers: readonly CheckResult[], auto: Automatic, back: RollbackTarget): string {
  const met = triggers.filter(({ tone }) => tone === 'bad').map(({ name }) => name.toLowerCase());
  if (met.length > 0) return `Trigger met: ${met.join(', ')}`;
  if (auto.tone === 'bad') return 'An alarm of the deployment is on';
  if (auto.tone === 'warn') return 'No alarm guards the shift';
  if (back.edited) return `Edited by hand: version ${back.version} is in the log`;
  if (auto.returned) return `Version ${auto.returned} is taken back already`;
  if (back.canary && triggers[0]?.tone === 'unknown') return 'Too few calls to judge';
  return back.version ? `Rollback target: version ${back.version}` : 'Rollback target not known';
}

/**
 * How to go back: what calls for it, what would do it by itself, and the exact lines to do it by hand.
 *
 * @tag mc-rollback-plan
 * @summary Triggers with value and limit, the automatic path, and the manual path with the previous version filled in.
 */
export class McRollbackPlan extends Card<typeof spec, RollbackPlanView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    checkResultStyles,
    commandStyles,
    css`
      h4 {
        margin: 0;
        font-size: 1em;
        font-weight: 600;
      }
      ol {
        display: grid;
        gap: 8px;
        padding-inline-start: 20px;
      }
    `,
  ];

  view(data: CardData<typeof spec>): RollbackPlanView {
    const { facts, site, now } = data;
    const state = releaseOf(data);
    const { release, ref, stable } = state;
    const back = rollbackTargetOf(data);
    const judged = back.canary?.version ?? stable;
    const { limits, wrong } = canaryLimitsOf(site);
    const triggers = triggersOf(
      { traffic: release?.traffic, version: judged, stable: back.canary && back.version },
      { ...sane(limits), ...data.limits.rollback },
    );
    const auto = automatic(state, facts.alarms, back.canary);
    return {
      tone: worst([
        ...triggers.map(({ tone }) => tone),
        auto.tone,
        back.tone === 'unknown' && auto.returned ? 'info' : back.tone,
      ]),
      label: summary(triggers, auto, back),
      back,
      judged,
      triggers,
      look: release?.traffic?.by_version
        ? undefined
        : checkMetrics(ref, judged, { from: now - LOOK_BACK, to: now }),
      auto,
      path: steps(state, back),
      wrong,
    };
  }

  protected renderBody({
    back,
    judged,
    triggers,
    look,
    auto,
    path,
    wrong,
  }: RollbackPlanView): TemplateResult {
    return html`
      ${factList(
        [
          auto.returned
            ? ['Back at', `version ${judged}`, 'where the last deployment began']
            : ['Rollback target', back.version ? `version ${back.version}` : 'not known', back.why],
        ],
        'large',
      )}
      <h4>Rollback triggers${judged ? `, at version ${judged}` : nothing}</h4>
      ${wrong.map((sentence) => html`<p class="warn">${sentence}</p>`)} ${checkResults(triggers)}
      ${look ? command(look) : nothing}
      <h4>Automatic</h4>
      <p>${mark(auto.tone)} ${auto.sentence}</p>
      ${auto.alarms.length > 0 ? checkResults(auto.alarms) : nothing}
      ${auto.look ? command(auto.look) : nothing}
      <h4>Manual</h4>
      ${
        path.length > 0
          ? html`<ol>
              ${each(
                path,
                (step) => commandKey(step.command),
                ({ when, command: line }) => html`<li>${when} ${command(line)}</li>`,
              )}
            </ol>`
          : html`<p class="muted">No line can be made: the function or the alias is not known.</p>`
      }
      <small>Calls that already run finish on the version where they began.</small>
    `;
  }
}
