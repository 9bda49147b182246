import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { integer, flag, orNull, time } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { ago } from '../../src/card/parts.ts';
import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import { certs } from '../../src/data/causes/certs.ts';
import { declaring, judged } from '../../src/data/findings-of.ts';
import { tallyWords } from '../../src/domain/findings/finding.ts';
import { blockers, criticalBlockers, listedLimits } from '../../src/domain/incidents/blockers.ts';
import { certAgeLimits, pipeline } from '../../src/domain/fleet/certs.ts';
import { checked } from '../../src/domain/judgement/checklist.ts';
import { sesSteps, snsSteps } from '../../src/domain/mail/sandbox-steps.ts';
import { worst } from '../../src/domain/judgement/tone.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import { sandboxEvents } from '../../src/domain/operator/tick-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { Blocker } from '../../src/domain/incidents/blockers.ts';

const CAUSES = [...STATUS_CAUSES, certs];

const spec = {
  title: 'Operational Blockers',
  section: 'release',
  size: 'medium',
  ...declaring(CAUSES, {
    ses: field('status.ses.sandbox', flag),
    sns: field('status.sns.sandbox', flag),
    tables: field('status.database', { ducklings: integer, birth_certificates: integer }),
    last: field('metrics.last_cert_issued_at?', orNull(time)),
  }),
  records: { steps: sandboxEvents },
  limits: { blockers: listedLimits, cert_days: certAgeLimits },
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
    checkResultStyles,
    css`
      .results {
        gap: 8px;
      }
      .results small > span {
        display: block;
      }
    `,
  ];

  view(data: CardData<typeof spec>): BlockersView {
    const { facts: reported, logs, records, site, now, limits } = data;
    const { ses, sns, tables, last } = reported;
    const steps = checked(
      [...sesSteps({ ses, spf: undefined }), ...snsSteps({ sns, spend: undefined })],
      records.steps,
      now,
    );
    const asked = (id: string) => steps.some((step) => step.id === id && step.done);
    const others = blockers(
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
        listed: limits.blockers,
        certs: limits.cert_days,
      },
    );
    const { findings } = judged(data, CAUSES);
    const list = [...criticalBlockers(findings), ...others];
    const blocking = list.filter(({ blocks }) => blocks);
    const own = worst(list.map((each) => each.tone));
    // A warning blocks nothing, and is not fine either.
    const tone = own === 'ok' && findings.length > 0 ? 'info' : own;
    return {
      tone,
      label:
        blocking.length > 0
          ? plural(blocking.length, 'blocker')
          : tone === 'unknown'
            ? 'Not fully known'
            : findings.length > 0
              ? `No blockers, ${tallyWords(findings)}`
              : 'No blockers',
      list,
      nextChangeAt: Math.min(
        ...list.flatMap(({ until }) => (until !== undefined && until > now ? until : [])),
        ...steps.flatMap(({ until }) => until ?? []),
      ),
    };
  }

  protected renderBody({ list }: BlockersView): TemplateResult {
    return checkResults(
      list.map(({ name, tone, label, ...more }) => ({ name, tone, label, note: this.#note(more) })),
    );
  }

  #note({ since, owner, next, note, blocks }: Omit<Blocker, 'name' | 'tone' | 'label'>): Shown | undefined {
    if (!blocks) return note;
    return html`${since ? html`<span>${this.#since(since)}</span>` : html`<span>since when is not known</span>`}
    ${owner ? html`<span>Move: ${owner}</span>` : html`<span>Whose move it is, is not told.</span>`}
    ${next ? html`<span>Next: ${next}</span>` : nothing} ${note ? html`<span>${note}</span>` : nothing}`;
  }

  #since({ at, by }: NonNullable<Blocker['since']>): TemplateResult {
    const exact = stamp(at, this.tz);
    if (by === 'seen') return html`first seen by this browser ${ago(at)} (${exact})`;
    if (by === 'reported') return html`the last one was issued ${ago(at)} (${exact})`;
    return html`by the configuration as of ${exact} (${ago(at)}), by hand`;
  }
}
