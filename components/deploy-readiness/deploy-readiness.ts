import { html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag, list, oneOf, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { ago, facts } from '../../src/card/parts.ts';
import { madeAt } from '../../src/data/moment.ts';
import { aliasRef, releaseReads } from '../../src/data/release.ts';
import { logFile } from '../../src/rules/deploys.ts';
import { agesTurnAt, heardLast } from '../../src/rules/ages.ts';
import { freshnessLimits } from '../../src/rules/freshness.ts';
import { declaredAmiss, freezesOf, freezesTurnAt } from '../../src/rules/governance.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { readiness, verdict } from './readiness.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Deploy } from '../../src/rules/deploy-log.ts';
import type { ReadinessFacts } from './readiness.ts';

const spec = {
  title: 'Deploy Readiness Checklist',
  section: 'release',
  size: 'medium',
  height: 507,
  narrow: 575,
  reads: {
    target: field('status.lambda_alias_version', text),
    invoked: field('status.lambda.invoked_version?', text),
    reported: field('status.lambda.version', text),
    backendParity: field('status.lambda_alias_parity?', flag),
    sesSandbox: field('status.ses.sandbox', flag),
    snsSandbox: field('status.sns.sandbox', flag),
    alarms: field('status.alarms?', list({ name: text, state: oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA') })),
    ...releaseReads,
  },
  // Each answer is news, for its age is one of the checks.
  probes: ['status'],
  records: { governance: 'mc-governance-actions' },
  files: ['deploy_log'],
} as const satisfies Spec;

/** So many deploys are shown. */
const SHOWN = 3;

/** What the card shows of a moment. */
export interface ReadinessView extends View {
  checked: Omit<ReadinessFacts, 'tz'>;
  deploys: Deploy[];
}

/**
 * Whether a deploy may begin now: parity, freshness, deployments, alarms, freezes, sandboxes and the deploy log in one verdict.
 *
 * @tag mc-deploy-readiness
 * @summary The checks before a deploy; ready only when all of them pass.
 */
export class McDeployReadiness extends Card<typeof spec, ReadinessView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, findingsStyles];

  view({ facts: told, routes, records, site, now, interval, stale }: Moment<typeof spec>): ReadinessView {
    const last = routes.status?.last;
    const status = {
      name: 'Status freshness',
      at: last && madeAt(last),
      limits: limitsFrom(site.config.thresholds, 'freshness', freshnessLimits(interval)),
    };
    const freezes = freezesOf(records.governance, site.config.freezes, now);
    const file = logFile(site.config.files?.deploy_log, site.files.deploy_log?.at, now);
    const checked = {
      now,
      status,
      parity: told,
      deployment: told.release?.deployment,
      alarms: told.alarms,
      sandbox: { ses: told.sesSandbox, sns: told.snsSandbox },
      alias: aliasRef(told, site).alias,
      target: told.target ?? told.release?.stable,
      file,
      deploys: site.deploys.entries,
      freezes: freezes.active,
      amiss: declaredAmiss(site.config.freezes),
    };
    return {
      // The base says that what is too old is too old; the words are what the verdict was.
      ...verdict(readiness({ ...checked, now: stale ? heardLast([status]) : now, tz: 'UTC' })),
      turnsAt: Math.min(freezesTurnAt(freezes), file.turnsAt ?? Infinity, agesTurnAt([status], now)),
      checked,
      deploys: site.deploys.entries.slice(0, SHOWN),
    };
  }

  protected renderBody({ checked, deploys }: ReadinessView): TemplateResult {
    const checks = readiness({ ...checked, tz: this.tz });
    const { ready } = verdict(checks);
    const passed = checks.filter(({ tone }) => tone === 'ok').length;
    return html`
      ${facts(
        [
          ['A deploy may begin', ready === undefined ? 'not known' : ready ? 'yes' : 'no'],
          ['Checks passed', `${passed} of ${checks.length}`],
        ],
        'large',
      )}
      ${findings(checks)}
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

define('mc-deploy-readiness', McDeployReadiness);

declare global {
  interface HTMLElementTagNameMap {
    'mc-deploy-readiness': McDeployReadiness;
  }
}
