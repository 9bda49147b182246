import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { findings, findingsStyles } from '../../src/card/findings.ts';
import { sandboxes } from '../../src/rules/sandbox.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural, stamp } from '../../src/rules/words.ts';
import { recorded } from './recorded.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Finding } from '../../src/rules/finding.ts';
import type { Recorded } from './recorded.ts';

const spec = {
  title: 'Auth Dependencies',
  section: 'posture',
  size: 'medium',
  height: 454,
  narrow: 568,
  // What the operator recorded is shown without a backend too.
  reads: { pool: field('status.auth.cognito_pool?', text), ses: field('status.ses.sandbox?', flag) },
  records: { confirmations: 'own' },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface AuthDependenciesView extends View {
  live: Finding[];
  byHand: Recorded[];
}

/**
 * What sign-in leans on: Cognito and SES by the backend's word, the others as the operator recorded them.
 *
 * @tag mc-auth-dependencies
 * @summary Cognito and SES live; Turnstile and AgentMail as recorded, with the date and a control to re-confirm.
 */
export class McAuthDependencies extends Card<typeof spec, AuthDependenciesView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    findingsStyles,
    css`
      .confirm {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        align-items: center;
      }
      @media print {
        .confirm {
          display: none;
        }
      }
    `,
  ];

  view({ facts: { pool, ses }, routes, records, site, now }: Moment<typeof spec>): AuthDependenciesView {
    const answered = routes.status?.last !== undefined;
    const cognito: Finding =
      pool === undefined
        ? { name: 'Cognito', tone: 'unknown', words: 'not offered' }
        : pool
          ? { name: 'Cognito', tone: 'ok', words: 'pool set', note: pool }
          : { name: 'Cognito', tone: 'bad', words: 'no pool' };
    const live = [cognito, ...sandboxes(ses, undefined).slice(0, 1)].map((each) =>
      answered ? each : { ...each, words: 'no answer yet' },
    );
    const byHand = recorded(site.config.providers ?? [], records.confirmations, now);
    const tone = worst([...live, ...byHand].map((each) => each.tone));
    const open = byHand.filter((each) => each.tone === 'unknown').length;
    return {
      tone,
      words:
        tone === 'bad' || tone === 'warn'
          ? `${[...live, ...byHand].find((each) => each.tone === tone)?.name ?? ''} needs a look`
          : open > 0
            ? `${plural(open, 'provider')} unverified`
            : tone === 'unknown'
              ? 'Not fully told'
              : 'All in place',
      live,
      byHand,
      turnsAt: Math.min(...byHand.flatMap(({ until }) => (until !== undefined && until > now ? until : []))),
    };
  }

  protected renderBody({ live, byHand }: AuthDependenciesView): TemplateResult {
    return html`
      ${findings(live)}
      ${findings(
        byHand.map(({ at, by, ...each }) => ({
          ...each,
          note: at === undefined ? nothing : `${by}, ${stamp(at, this.tz)}; by hand, not measured`,
        })),
      )}
      ${byHand.map(
        ({ name }) =>
          html`<div class="confirm">
            <span>${name}:</span>
            ${this.#button(name, 'works')} ${this.#button(name, 'does not work')}
          </div>`,
      )}
    `;
  }

  #button(provider: string, state: 'works' | 'does not work'): TemplateResult {
    return html`<button
      type="button"
      aria-label=${`Record now that ${provider} ${state}`}
      ?disabled=${!this.writable}
      @click=${() => this.keep({ did: 'confirm', provider, state })}
    >
      ${state === 'works' ? 'Works' : 'Does not work'}
    </button>`;
  }
}

define('mc-auth-dependencies', McAuthDependencies);

declare global {
  interface HTMLElementTagNameMap {
    'mc-auth-dependencies': McAuthDependencies;
  }
}
