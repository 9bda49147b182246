import { html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { ago, factList } from '../../src/card/parts.ts';
import { readiness, verdict } from './readiness.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { ReadinessView } from './model.ts';

/**
 * Whether a deploy may begin now: parity, freshness, deployments, alarms, freezes, sandboxes and the deploy log in one verdict.
 *
 * @tag mc-deploy-readiness
 * @summary The checks before a deploy; ready only when all of them pass.
 */
export class McDeployReadiness extends Card<typeof spec, ReadinessView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checkResultStyles];

  view(data: CardData<typeof spec>): ReadinessView {
    return viewOf(data);
  }

  protected renderBody({ checked, deploys }: ReadinessView): TemplateResult {
    const checks = readiness({ ...checked, tz: this.tz });
    const { ready } = verdict(checks);
    const passed = checks.filter(({ tone }) => tone === 'ok').length;
    return html`
      ${factList(
        [
          ['A deploy may begin', ready === undefined ? 'not known' : ready ? 'yes' : 'no'],
          ['Checks passed', `${passed} of ${checks.length}`],
        ],
        'large',
      )}
      ${checkResults(checks)}
      ${
        deploys.length > 0
          ? html`<small>
              Latest in the deploy log:
              ${deploys.map(
                ({ version, alias, at }, index) =>
                  html`${index > 0 ? ', ' : ''}v${version} ${alias} ${ago(at)}`,
              )}.
            </small>`
          : nothing
      }
    `;
  }
}
