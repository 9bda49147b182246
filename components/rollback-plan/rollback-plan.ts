import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list, oneOf, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { command, styles as commandStyles } from '../../src/card/command.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { facts, mark } from '../../src/card/parts.ts';
import { checkMetrics } from '../../src/commands/release.ts';
import { aliasRef, releaseReads } from '../../src/data/release.ts';
import { canaryLimits } from '../../src/rules/canary-looks.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { worst } from '../../src/rules/tone.ts';
import { automatic } from './automatic.ts';
import { steps } from './steps.ts';
import { triggerLimits, triggersOf } from './triggers.ts';
import { wayBack } from '../../src/rules/way-back.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { Automatic } from './automatic.ts';
import type { Step } from './steps.ts';
import type { WayBack } from '../../src/rules/way-back.ts';

const spec = {
  title: 'Rollback Plan',
  section: 'release',
  size: 'wide',
  height: 906,
  narrow: 1341,
  reads: {
    ...releaseReads,
    target: field('status.lambda_alias_version?', text),
    alarms: field('status.alarms?', list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') })),
  },
  files: ['deploy_log'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface RollbackPlanView extends View {
  back: WayBack;
  /** The version whose figures the triggers are about. */
  judged: string | undefined;
  triggers: Finding[];
  /** Shows the figures that the backend does not tell. */
  look: Command | undefined;
  auto: Automatic;
  path: Step[];
}

/** So far back a line looks for figures that the backend does not tell, in ms. */
const LOOK_BACK = 15 * 60_000;

/** For the chip: what calls for a rollback, else what stands in its way, else where it leads. */
function summary(triggers: readonly Finding[], auto: Automatic, back: WayBack): string {
  const met = triggers.filter(({ tone }) => tone === 'bad').map(({ name }) => name.toLowerCase());
  if (met.length > 0) return `Trigger met: ${met.join(', ')}`;
  if (auto.tone === 'bad') return 'An alarm of the deployment is on';
  if (auto.tone === 'warn') return 'No alarm guards the shift';
  if (back.edited) return `Edited by hand: version ${back.version} is in the log`;
  if (auto.returned) return `Version ${auto.returned} is taken back already`;
  if (back.canary && triggers[0]?.tone === 'unknown') return 'Too few calls to judge';
  return back.version ? `Way back: version ${back.version}` : 'Way back not known';
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
    findingsStyles,
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

  view({ facts: told, site, now }: Moment<typeof spec>): RollbackPlanView {
    const { release, target, alarms } = told;
    const ref = aliasRef(told, site);
    const log = site.config.files?.deploy_log ? site.deploys.entries : undefined;
    const back = wayBack(release, target, ref.alias ?? 'the alias', log);
    const judged = back.canary?.version ?? (release?.stable || target);
    const { thresholds } = site.config;
    const triggers = triggersOf(
      { traffic: release?.traffic, version: judged, stable: back.canary && back.version },
      {
        ...limitsFrom(thresholds, 'canary', canaryLimits),
        ...limitsFrom(thresholds, 'rollback', triggerLimits),
      },
    );
    const auto = automatic(release, alarms, back.canary, ref.region);
    return {
      tone: worst([
        ...triggers.map(({ tone }) => tone),
        auto.tone,
        back.edited ? 'warn' : back.version && back.sure ? 'ok' : auto.returned ? 'info' : 'unknown',
      ]),
      words: summary(triggers, auto, back),
      back,
      judged,
      triggers,
      look: release?.traffic?.by_version
        ? undefined
        : checkMetrics(ref, judged, { from: now - LOOK_BACK, to: now }),
      auto,
      path: steps(ref, release, back),
    };
  }

  protected renderBody({ back, judged, triggers, look, auto, path }: RollbackPlanView): TemplateResult {
    return html`
      ${facts(
        [
          auto.returned
            ? ['Back at', `version ${judged}`, 'where the last deployment began']
            : ['Back to', back.version ? `version ${back.version}` : 'not known', back.why],
        ],
        'large',
      )}
      <h4>What calls for it${judged ? `, at version ${judged}` : nothing}</h4>
      ${findings(triggers)} ${look ? command(look) : nothing}
      <h4>By itself</h4>
      <p>${mark(auto.tone)} ${auto.sentence}</p>
      ${auto.alarms.length > 0 ? findings(auto.alarms) : nothing} ${auto.look ? command(auto.look) : nothing}
      <h4>By hand</h4>
      ${
        path.length > 0
          ? html`<ol>
              ${path.map(({ when, command: line }) => html`<li>${when} ${command(line)}</li>`)}
            </ol>`
          : html`<p class="muted">No line can be made: the function or the alias is not known.</p>`
      }
      <small>Calls that already run finish on the version where they began.</small>
    `;
  }
}

define('mc-rollback-plan', McRollbackPlan);

declare global {
  interface HTMLElementTagNameMap {
    'mc-rollback-plan': McRollbackPlan;
  }
}
