import { html, nothing } from 'lit';
import { bannerStyles } from '../../src/card/banner.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { ago } from '../../src/card/parts.ts';
import { freezesOf, freezesTurnAt } from '../../src/rules/governance.ts';
import { wayOut } from '../../src/rules/governance-gate.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Freeze } from '../../src/rules/governance.ts';

const spec = {
  title: 'Change freeze active',
  section: 'banners',
  size: 'full',
  height: 0,
  // It reads nothing of the backend: a freeze holds while that is down too.
  records: { governance: 'mc-governance-actions' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface FreezeBannerView extends View {
  /** The freezes that hold, the one that lasts longest first. */
  active: Freeze[];
  /** The site's named approver, where one is configured. */
  approver: string | undefined;
}

/**
 * That a change freeze is on, why, from when until when, and how it ends; nothing while none is.
 *
 * @tag mc-freeze-banner
 * @summary Says while a change freeze is on: reason, window in UTC, who declared it. Ends by itself.
 */
export class McFreezeBanner extends Card<typeof spec, FreezeBannerView> {
  static override spec: Spec = spec;
  static override styles = [Card.styles, bannerStyles];

  view({ records, site, now }: Moment<typeof spec>): FreezeBannerView {
    const found = freezesOf(records.governance, site.config.freezes, now);
    const more = { active: found.active, approver: site.config.approver, turnsAt: freezesTurnAt(found) };
    if (found.active.length === 0) return { ...more, tone: 'info', words: 'No freeze', empty: true };
    const n = found.active.length;
    return { ...more, tone: 'warn', words: n > 1 ? `Frozen by ${plural(n, 'freeze')}` : 'Frozen' };
  }

  protected renderBody({ active, approver }: FreezeBannerView): TemplateResult {
    // What speaks up holds no age: it would speak up again each time that one is told anew.
    return html`<div role="status">
        ${active.map((freeze) => this.#freeze(freeze))}
        ${
          active.length > 0
            ? html`<p>
                Approvals and every governed control are disabled until then. Requests can still be opened and
                closed. It ends by itself. ${wayOut(active, approver)}
              </p>`
            : nothing
        }
      </div>
      ${active.length > 0 ? html`<small>${active.map(({ from }) => html`Began ${ago(from)}. `)}</small>` : nothing}`;
  }

  #freeze({ reason, from, until, by, who }: Freeze): TemplateResult {
    const declared =
      by === 'configuration'
        ? 'declared by the site’s configuration'
        : `started by ${who ?? 'an operator'} on this page`;
    return html`
      <p class="what">${reason || 'No reason was given'}</p>
      <p>From ${stamp(from, this.tz)} until ${stamp(until, this.tz)}, ${declared}.</p>
    `;
  }
}

define('mc-freeze-banner', McFreezeBanner);

declare global {
  interface HTMLElementTagNameMap {
    'mc-freeze-banner': McFreezeBanner;
  }
}
