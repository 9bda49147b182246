import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { link } from '../../src/card/link.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { table, tableStyles } from '../../src/card/table.ts';
import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import {
  declaring,
  findingsChangeAt,
  judged,
  toneOfAll,
  uncheckedWords,
} from '../../src/data/findings-of.ts';
import { headlineAt, scoreOf, sentenceOf } from '../../src/domain/findings/finding.ts';
import { tierOf, timeToAct } from '../../src/domain/findings/tier.ts';
import { TIERS } from '../../src/domain/incidents/incidents.ts';
import { plural } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Shown } from '../../src/card/parts.ts';
import type { SiteConfig } from '../../src/data/site-state.ts';
import type { Findings } from '../../src/data/findings-of.ts';
import type { Finding } from '../../src/domain/findings/finding.ts';
import type { Tier } from '../../src/domain/findings/tier.ts';

const spec = {
  title: 'Anomaly Severity Escalation Matrix',
  section: 'incident',
  size: 'wide',
  // Whom to call is worth knowing while nothing answers: the card can do without every field.
  ...declaring(STATUS_CAUSES, {}),
  probes: ['status'],
  // That nothing answers is a finding of its own.
  watches: true,
} as const satisfies Spec;

type Contacts = NonNullable<SiteConfig['contacts']>;

/** What the card shows of a moment. */
export interface EscalationMatrixView extends View, Findings {
  /** The finding with the highest score; absent where there is none. */
  first: Finding | undefined;
  /** The tier that its score falls into. */
  tier: Tier | undefined;
  contacts: Contacts;
  /** The time that is shown, in ms since 1970 UTC. */
  now: number;
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

  view(data: CardData<typeof spec>): EscalationMatrixView {
    const found = judged(data, STATUS_CAUSES);
    const { findings, unchecked } = found;
    const first = findings.find(({ score }) => score === scoreOf(findings));
    const tier = first && tierOf(first.score);
    return {
      ...found,
      tone: toneOfAll(found),
      label: tier
        ? `${tier} · act within ${timeToAct[tier]}`
        : unchecked.some(({ everywhere }) => everywhere)
          ? `${plural(unchecked.length, 'check')} without data`
          : 'No problem found',
      first,
      tier,
      contacts: data.site.config.contacts ?? {},
      now: data.now,
      nextChangeAt: findingsChangeAt(findings, data.now),
    };
  }

  protected renderBody({ first, tier, unchecked, contacts, now }: EscalationMatrixView): TemplateResult {
    return html`
      ${factList(
        [
          [
            'Current score',
            first ? String(first.score) : 'none',
            first ? headlineAt(first, now) : 'no problem found',
          ],
          ['Tier', tier ?? 'none', tier && `act within ${timeToAct[tier]}`],
        ],
        'large',
      )}
      <div class="scroll" tabindex="0" role="region" aria-label="The tiers">
        ${table(
          ['Tier', 'Score', 'Act within', 'Contact', 'Action'],
          TIERS.map((each) => this.#row(each, each === tier ? first : undefined, contacts[each])),
        )}
      </div>
      ${first ? html`<small>${sentenceOf(first, now)}</small>` : nothing}
      ${
        unchecked.length > 0
          ? html`<small>${uncheckedWords(unchecked)} The score may be higher.</small>`
          : nothing
      }
    `;
  }

  #row(tier: Tier, first: Finding | undefined, contact: Contacts[Tier] = {}): Shown[] {
    const { who, how, runbook } = contact;
    return [
      first ? html`${mark(first.tone)} <b>${tier}</b> <b>current</b>` : tier,
      html`${SCORES[tier]} ${first ? html`<small>now ${first.score}: ${first.title}</small>` : nothing}`,
      timeToAct[tier],
      who || unset(tier, 'who'),
      html`${how || unset(tier, 'how')} ${link(runbook, `Runbook for ${tier}`)}`,
    ];
  }
}
