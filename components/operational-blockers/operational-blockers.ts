import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count, flag, orNull, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { ago } from '../../src/card/parts.ts';
import { blockers, listedLimits } from '../../src/rules/blockers.ts';
import { certAgeLimits, pipeline } from '../../src/rules/certs.ts';
import { checked } from '../../src/rules/checks.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { SANDBOX_STEPS, sesSteps, snsSteps } from '../../src/rules/sandbox-steps.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Blocker } from '../../src/rules/blockers.ts';

const spec = {
  title: 'Operational Blockers',
  section: 'release',
  size: 'medium',
  height: 318,
  narrow: 354,
  reads: {
    ses: field('status.ses.sandbox', flag),
    sns: field('status.sns.sandbox', flag),
    tables: field('status.database', { ducklings: count, birth_certificates: count }),
    last: field('metrics.last_cert_issued_at?', orNull(time)),
  },
  logs: ['blockers'],
  records: { steps: SANDBOX_STEPS },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface BlockersView extends View {
  /** Those that block first. */
  list: Blocker[];
}

/**
 * What stands in the way of the stack: what, since when, whose move it is, and what comes next.
 *
 * @tag mc-operational-blockers
 * @summary SES, SNS, certificates, GitHub and listed blockers: what, since when, whose move, next step.
 */
export class McOperationalBlockers extends Card<typeof spec, BlockersView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    findingsStyles,
    css`
      .findings {
        gap: 8px;
      }
      .findings small > span {
        display: block;
      }
    `,
  ];

  view({ facts: told, logs, records, site, now }: Moment<typeof spec>): BlockersView {
    const { ses, sns, tables, last } = told;
    const steps = checked(
      [...sesSteps({ ses, spf: undefined }), ...snsSteps({ sns, spend: undefined })],
      records.steps,
      now,
    );
    const asked = (id: string) => steps.some((step) => step.id === id && step.done);
    const list = blockers(
      {
        ses,
        sns,
        lastCertificate: last,
        backlog: pipeline(tables ?? {}).backlog,
        asked: { ses: asked('ses-request'), sns: asked('sns-request') },
        listed: site.config.blockers ?? [],
        seen: logs.blockers,
        now,
      },
      {
        listed: limitsFrom(site.config.thresholds, 'blockers', listedLimits),
        certs: limitsFrom(site.config.thresholds, 'cert_days', certAgeLimits),
      },
    );
    const blocking = list.filter(({ blocks }) => blocks);
    const tone = worst(list.map((each) => each.tone));
    return {
      tone,
      words:
        blocking.length > 0
          ? plural(blocking.length, 'blocker')
          : tone === 'unknown'
            ? 'Not fully told'
            : 'Nothing blocks',
      list,
      turnsAt: Math.min(
        ...list.flatMap(({ until }) => (until !== undefined && until > now ? until : [])),
        ...steps.flatMap(({ until }) => until ?? []),
      ),
    };
  }

  protected renderBody({ list }: BlockersView): TemplateResult {
    return findings(
      list.map(({ name, tone, words, ...more }) => ({ name, tone, words, note: this.#note(more) })),
    );
  }

  #note({ since, owner, next, note, blocks }: Omit<Blocker, 'name' | 'tone' | 'words'>): Shown | undefined {
    if (!blocks) return note;
    return html`${since ? html`<span>${this.#since(since)}</span>` : html`<span>since when is not known</span>`}
    ${owner ? html`<span>Move: ${owner}</span>` : html`<span>Whose move it is, is not told.</span>`}
    ${next ? html`<span>Next: ${next}</span>` : nothing} ${note ? html`<span>${note}</span>` : nothing}`;
  }

  #since({ at, by }: NonNullable<Blocker['since']>): TemplateResult {
    const exact = stamp(at, this.tz);
    if (by === 'seen') return html`first seen by this browser ${ago(at)} (${exact})`;
    if (by === 'told') return html`the last one was issued ${ago(at)} (${exact})`;
    return html`by the configuration as of ${exact} (${ago(at)}), by hand`;
  }
}

define('mc-operational-blockers', McOperationalBlockers);

declare global {
  interface HTMLElementTagNameMap {
    'mc-operational-blockers': McOperationalBlockers;
  }
}
