import { html } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag, share } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { checks, checksStyles } from '../../src/card/check-rows.ts';
import { link } from '../../src/card/link.ts';
import { factList } from '../../src/card/parts.ts';
import { checked, nextUnverified } from '../../src/domain/judgement/checklist.ts';
import { sesSteps } from '../../src/domain/mail/sandbox-steps.ts';
import { percent } from '../../src/domain/format/values.ts';
import { sandboxEvents } from '../../src/domain/operator/tick-events.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Check, Checked } from '../../src/domain/judgement/checklist.ts';

const spec = {
  title: 'SES Exit Readiness',
  section: 'incident',
  size: 'medium',
  informs: true,
  reads: {
    ses: field('status.ses.sandbox', flag),
    spf: field('status.ses.spf?', flag),
    bounce: field('status.ses.bounce_rate?', share),
    complaint: field('status.ses.complaint_rate?', share),
  },
  records: { ticks: sandboxEvents },
} as const satisfies Spec;

/** Rates from which SES reviews an account, and so grants nothing (SES developer guide, *Reputation metrics*). */
const BOUNCES = 0.05;
const COMPLAINTS = 0.001;

/** What the card shows of a moment. */
export interface SesExitView extends View {
  checks: Checked[];
  sandbox: boolean | undefined;
  ses: string | undefined;
}

const under = (id: string, what: string, rate: number | undefined, limit: number): Check => ({
  id,
  what: `${what} under ${percent(limit)}`,
  live: { done: rate === undefined ? undefined : rate < limit, label: percent(rate, 2) },
});

/**
 * Whether AWS would let SES out of its sandbox: six checks, ticked by the data where it tells.
 *
 * @tag mc-ses-exit
 * @summary Six checks before SES leaves its sandbox: request, domain, bounces, complaints, use case, quota.
 */
export class McSesExit extends Card<typeof spec, SesExitView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, checksStyles];

  view({ facts: reported, records, site, now }: CardData<typeof spec>): SesExitView {
    const { ses: sandbox, spf, bounce, complaint } = reported;
    const steps = sesSteps({ ses: sandbox, spf });
    const step = (id: string) => steps.filter((each) => each.id === id);
    const list = checked(
      [
        ...step('ses-request'),
        ...step('ses-domain'),
        under('ses-bounces', 'Bounce rate', bounce, BOUNCES),
        under('ses-complaints', 'Complaint rate', complaint, COMPLAINTS),
        ...step('ses-use-case'),
        ...step('ses-quota'),
      ],
      records.ticks,
      now,
    );
    const done = list.filter((each) => each.done).length;
    const failing = list.find((each) => each.tone === 'warn');
    const out = sandbox === false;
    return {
      tone: failing
        ? 'warn'
        : out || done === list.length
          ? 'ok'
          : sandbox === undefined
            ? 'unknown'
            : 'info',
      label: failing
        ? `Not met: ${failing.what}`
        : out
          ? 'Out of the sandbox'
          : done === list.length
            ? 'Ready'
            : `${done} of ${list.length} checks`,
      nextChangeAt: nextUnverified(list),
      checks: list,
      sandbox,
      ses: site.config.links?.ses,
    };
  }

  protected renderBody({ checks: list, sandbox, ses }: SesExitView): TemplateResult {
    const tick = this.writable
      ? (item: string, done: boolean) => void this.keep('ticks', { type: done ? 'tick' : 'untick', item })
      : undefined;
    const done = list.filter((each) => each.done).length;
    return html`
      ${factList(
        [
          ['Checks met', `${done} of ${list.length}`],
          ['SES', sandbox === undefined ? undefined : sandbox ? 'sandbox' : 'production'],
        ],
        'large',
      )}
      ${sandbox === false ? html`<p>SES is out of its sandbox; the checks are those that keep it out.</p>` : ''}
      ${checks(list, this.tz, tick)} ${link(ses, 'SES details')}
    `;
  }
}
