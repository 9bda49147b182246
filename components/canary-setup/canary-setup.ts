import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { list, text } from '../../src/api/kinds.ts';
import { bar, barStyles } from '../../src/card/bar.ts';
import { Card } from '../../src/card/card.ts';
import { checks, checksStyles } from '../../src/card/checks.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { aliasRef, releaseReads } from '../../src/data/release.ts';
import { checked, nextUnverified } from '../../src/rules/checks.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { worst } from '../../src/rules/tone.ts';
import { count, plural } from '../../src/rules/words.ts';
import { setupChecks } from './setup.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Checked } from '../../src/rules/checks.ts';

const spec = {
  title: 'Canary Setup Checklist',
  section: 'release',
  size: 'wide',
  height: 912,
  narrow: 1543,
  reads: {
    ...releaseReads,
    target: field('status.lambda_alias_version?', text),
    alarms: field('status.alarms?', list({ name: text, metric: text })),
  },
  records: { ticks: 'own' },
  files: ['deploy_log'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface CanarySetupView extends View {
  list: Checked[];
  done: number;
  /** How long a tick by hand holds, in days. */
  days: number;
}

const DAY = 86_400_000;

/** How long a tick by hand holds; the site's configuration may set `canary_setup_days`. */
const setupLimits = { days: 90 };

/** Of a list, the parts that stand so. */
const how = (list: readonly Checked[], tone: string): number =>
  list.filter((each) => each.tone === tone).length;

/**
 * The thirteen things that a canary pipeline needs: what the data shows is ticked by it, the rest by the operator.
 *
 * @tag mc-canary-setup
 * @summary The thirteen set-up checks of a canary pipeline, ticked by the data where it shows them, else by hand.
 */
export class McCanarySetup extends Card<typeof spec, CanarySetupView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    barStyles,
    checksStyles,
    css`
      .checks {
        grid-template-columns: repeat(auto-fit, minmax(min(20em, 100%), 1fr));
        gap: 8px 16px;
      }
    `,
  ];

  view({ facts: told, records, site, now }: Moment<typeof spec>): CanarySetupView {
    const { release, target, alarms } = told;
    const alias = aliasRef(told, site).alias ?? 'the alias';
    const { days } = limitsFrom(site.config.thresholds, 'canary_setup', setupLimits);
    const list = checked(
      setupChecks({ release, target, alarms, alias, deploys: site.deploys.entries }),
      records.ticks,
      now,
      days * DAY,
    );
    const done = list.filter((each) => each.done).length;
    return {
      // An open box says nothing against the pipeline, nor for it.
      tone: worst(list.map(({ tone }) => (tone === 'info' ? 'unknown' : tone))),
      words:
        how(list, 'warn') > 0
          ? `${count(how(list, 'warn'))} of ${list.length} not in place`
          : `${done} of ${list.length} in place`,
      turnsAt: nextUnverified(list),
      list,
      done,
      days,
    };
  }

  protected renderBody({ list, done, days }: CanarySetupView): TemplateResult {
    const tick = this.writable
      ? (item: string, now: boolean) => void this.keep({ did: now ? 'tick' : 'untick', item })
      : undefined;
    const missing = how(list, 'warn');
    const unverified = how(list, 'unknown');
    const byHand = list.filter((each) => each.byHand && each.done).length;
    return html`
      ${facts(
        [
          [
            'In place',
            `${done} of ${list.length}`,
            `${count(done - byHand)} seen in the data, ${count(byHand)} by hand`,
          ],
          [
            'Open',
            count(how(list, 'info')),
            unverified > 0 ? `and ${count(unverified)} unverified` : nothing,
          ],
        ],
        'large',
      )}
      ${bar([{ tone: missing > 0 ? 'warn' : done === list.length ? 'ok' : 'info', share: done / list.length }])}
      ${checks(list, this.tz, tick)}
      <small>
        A tick by hand is a record and no measurement; it holds for ${plural(days, 'day')}. The first
        deployment of an alias shifts nothing, and an alarm that is already on blocks a deployment.
      </small>
    `;
  }
}

define('mc-canary-setup', McCanarySetup);

declare global {
  interface HTMLElementTagNameMap {
    'mc-canary-setup': McCanarySetup;
  }
}
