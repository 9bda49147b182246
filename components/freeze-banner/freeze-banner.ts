import { html, nothing } from 'lit';
import { bannerStyles } from '../../src/card/banner.ts';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { ago } from '../../src/card/parts.ts';
import { spoken } from '../../src/card/spoken.ts';
import { governanceRecords } from '../../src/data/governance-reads.ts';
import { governanceOf } from '../../src/data/governance-state.ts';
import { wayOut } from '../../src/domain/governance/governance-gate.ts';
import { plural, stamp } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Freeze } from '../../src/domain/governance/governance.ts';

const spec = {
  title: 'Change freeze active',
  section: 'banners',
  size: 'full',
  // It reads nothing of the backend: a freeze holds while that is down too.
  records: governanceRecords,
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

  view(data: CardData<typeof spec>): FreezeBannerView {
    const { active, approver, nextChangeAt } = governanceOf(data);
    const more = { active, approver, nextChangeAt };
    const n = active.length;
    if (n === 0) return { ...more, tone: 'info', label: 'No freeze', empty: true };
    return { ...more, tone: 'warn', label: n > 1 ? `Frozen by ${plural(n, 'freeze')}` : 'Frozen' };
  }

  protected renderBody({ active, approver }: FreezeBannerView): TemplateResult {
    return html`<div class="news">
        ${each(active, freezeKey, (freeze) => this.#freeze(freeze))}
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
    const what = `Change freeze until ${stamp(until, this.tz)}: ${reason || 'no reason was given'}.`;
    return html`
      <p class="what" ${spoken(this.writable ? what : '')}>${reason || 'No reason was given'}</p>
      <p>From ${stamp(from, this.tz)} until ${stamp(until, this.tz)}, ${declared}.</p>
    `;
  }
}

/** A freeze is known by when it holds and why. */
const freezeKey = ({ reason, from, until }: Freeze): string => `${from} ${until} ${reason}`;
