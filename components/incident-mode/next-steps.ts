import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ago } from '../../src/card/parts.ts';
import { findsLimits } from '../../src/domain/incidents/incidents.ts';
import { duration } from '../../src/domain/format/values.ts';
import type { TemplateResult } from 'lit';
import type { Shown } from '../../src/card/parts.ts';
import type { Tier } from '../../src/domain/findings/tier.ts';
import type { Finds, Incident } from '../../src/domain/incidents/incidents.ts';

/** The cards that an incident goes on with. */
export const NEXT = ['mc-escalation-matrix', 'mc-drill-checklist', 'mc-comms-plan', 'mc-handoff-pack'];

/** Those of them that are on the page: their address on it, by their tag. */
export type Beside = Readonly<Record<string, string>>;

/** The way to another card, where that is on the page. */
export function go(cards: Beside, tag: string, label: string): Shown {
  const show = () => {
    // A page that is not the shell gives its cards no ids.
    const href = cards[tag] ?? '';
    if (!document.getElementById(href.slice(1))) document.querySelector(tag)?.scrollIntoView();
  };
  return cards[tag] ? html`<a href=${cards[tag]} @click=${show}>${label}</a>` : nothing;
}

/** What the steps go by. */
interface Going {
  record: Incident | undefined;
  finds: Finds | undefined;
  suggested: Tier | undefined;
  cards: Beside;
}

/** What the last finds suggest, in words. */
function found({ finds, suggested }: Going, asItIs: boolean): Shown {
  const worst = finds?.found[0];
  if (worst && finds)
    return html`“${worst.title}” (score ${worst.score}, found ${ago(finds.at)}) suggests
    ${suggested}${asItIs ? ', as it is' : nothing}.`;
  return finds
    ? html`No anomaly was found ${ago(finds.at)}, so no tier is suggested.`
    : `No tier is suggested: this browser has not looked for anomalies for ${duration(findsLimits.old)}.`;
}

/**
 * The next steps of an incident, each with where it is done.
 * @param make gives the incident another tier; absent where nothing may be written
 */
export function nextSteps(
  going: Going,
  make: ((incident: string, tier: Tier) => void) | undefined,
): TemplateResult {
  const { record, suggested, cards } = going;
  const open = record && record.resolvedAt === undefined ? record : undefined;
  const change = open && suggested && suggested !== open.tier ? suggested : undefined;
  const others = [
    go(cards, 'mc-drill-checklist', 'Go through the drill'),
    go(cards, 'mc-comms-plan', 'Tell people'),
    go(cards, 'mc-handoff-pack', 'Hand over'),
  ].filter((each) => each !== nothing);
  return html`<h4>Next steps</h4>
    <ol class="next">
      <li>
        Escalate: ${found(going, open !== undefined && !change)}
        ${go(cards, 'mc-escalation-matrix', 'Whom to call')}
        ${
          change && open
            ? keyed(
                `${open.id} ${change}`,
                html`<button
                  type="button"
                  id="escalate"
                  ?disabled=${!make}
                  @click=${() => make?.(open.id, change)}
                >
                  Make it ${change}
                </button>`,
              )
            : nothing
        }
      </li>
      ${others.map((each) => html`<li>${each}</li>`)}
    </ol>`;
}
