import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { link } from '../../src/card/link.ts';
import { facts, mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { anomaliesOf, anomalyLogs, anomalyReads, uncheckedOf } from '../../src/data/anomalies.ts';
import { scoreOf, tierOf, tierTones, timeToAct, toneOf } from '../../src/rules/anomalies.ts';
import { TIERS } from '../../src/rules/incidents.ts';
import { worst } from '../../src/rules/tone.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { SiteConfig } from '../../src/data/site.ts';
import type { Anomaly, Tier, Unchecked } from '../../src/rules/anomalies.ts';

/** Whom to call is worth knowing while nothing answers, so the card can do without every field. */
// Each member keeps its type; only whether it is needed changes.
const reads = Object.fromEntries(
  Object.entries(anomalyReads).map(([name, read]) => [name, { ...read, needed: false }]),
) as typeof anomalyReads;

const spec = {
  title: 'Anomaly Severity Escalation Matrix',
  section: 'incident',
  size: 'wide',
  height: 426,
  narrow: 551,
  reads,
  logs: anomalyLogs,
  // That nothing answers makes a score of its own.
  watches: true,
} as const satisfies Spec;

type Contacts = NonNullable<SiteConfig['contacts']>;

/** What the card shows of a moment. */
export interface EscalationMatrixView extends View {
  /** The worst anomaly, which makes the score; absent where none was found. */
  first: Anomaly | undefined;
  /** The tier that the score falls into; absent where nothing was found. */
  tier: Tier | undefined;
  unchecked: Unchecked;
  contacts: Contacts;
  /** Whether the answer that anomalies were looked for in is too old to be judged. */
  old: boolean;
}

/** The scores of each tier, as the rule of tiers has them. */
const SCORES: Record<Tier, string> = { P0: '90 and over', P1: '70–89', P2: '40–69', P3: 'under 40' };

/** What is said in place of a contact that the site does not name. */
const unset = (tier: Tier, member: string): TemplateResult =>
  html`<span class="muted">not configured: <code>contacts.${tier}.${member}</code></span>`;

/**
 * Who has to act how fast at which score, and where the present score falls.
 *
 * @tag mc-escalation-matrix
 * @summary The tiers P0 to P3 with their scores, time to act, contact and action; the present one is marked.
 */
export class McEscalationMatrix extends Card<typeof spec, EscalationMatrixView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    tableStyles,
    css`
      td {
        min-width: 6em;
        white-space: normal;
      }
      td:nth-child(n + 4) {
        min-width: 14em;
      }
      :is(td, th) small,
      td a {
        display: block;
      }
      th b {
        font-weight: 600;
      }
    `,
  ];

  view(moment: Moment<typeof spec>): EscalationMatrixView {
    const found = anomaliesOf(moment);
    const unchecked = uncheckedOf(moment);
    const first = found[0];
    const tier = first && tierOf(scoreOf(found));
    const none = unchecked.needed.length > 0 ? 'Not all checked' : 'No anomaly';
    return {
      tone: worst([
        first ? toneOf(first.score) : unchecked.optional.length > 0 ? 'info' : 'ok',
        ...(unchecked.needed.length > 0 ? (['unknown'] as const) : []),
      ]),
      words: tier ? `${tier} · act within ${timeToAct[tier]}` : none,
      first,
      tier,
      unchecked,
      contacts: moment.site.config.contacts ?? {},
      old: moment.stale,
    };
  }

  protected renderBody({ first, tier, unchecked, contacts, old }: EscalationMatrixView): TemplateResult {
    const not = [...unchecked.needed, ...unchecked.optional];
    const when = old ? 'in the last good answer, too old to judge' : undefined;
    return html`
      ${facts(
        [
          ['Present score', first ? String(first.score) : 'none', first?.title ?? 'no anomaly was found'],
          ['Tier', tier ?? 'none', when ?? (tier && `act within ${timeToAct[tier]}`)],
        ],
        'large',
      )}
      <div class="scroll" tabindex="0" role="region" aria-label="The tiers">
        ${table(
          ['Tier', 'Score', 'Act within', 'Contact', 'Action'],
          TIERS.map((each) => this.#row(each, each === tier ? first : undefined, contacts[each], old)),
        )}
      </div>
      ${first ? html`<small>${first.evidence}</small>` : nothing}
      ${
        not.length > 0
          ? html`<small>
              Not checked, for it is not told: ${not.join(', ')}. The score may be higher than it is shown.
            </small>`
          : nothing
      }
    `;
  }

  #row(tier: Tier, first: Anomaly | undefined, contact: Contacts[Tier] = {}, old = false): Shown[] {
    const { who, how, runbook } = contact;
    return [
      first ? html`${mark(old ? 'unknown' : tierTones[tier])} <b>${tier}</b> <b>present</b>` : tier,
      html`${SCORES[tier]} ${first ? html`<small>now ${first.score}: ${first.title}</small>` : nothing}`,
      timeToAct[tier],
      who || unset(tier, 'who'),
      html`${how || unset(tier, 'how')} ${link(runbook, `Runbook for ${tier}`)}`,
    ];
  }
}

define('mc-escalation-matrix', McEscalationMatrix);

declare global {
  interface HTMLElementTagNameMap {
    'mc-escalation-matrix': McEscalationMatrix;
  }
}
