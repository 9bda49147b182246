import { css, html, nothing } from 'lit';
import { announce } from '../../src/card/announce.ts';
import { Card } from '../../src/card/card.ts';
import { each } from '../../src/card/each.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { spec, viewOf } from './model.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { AuthDependenciesView } from './model.ts';

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
    checkResultStyles,
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

  view(data: CardData<typeof spec>): AuthDependenciesView {
    return viewOf(data);
  }

  protected renderBody({ live, byHand }: AuthDependenciesView): TemplateResult {
    return html`
      ${checkResults(live)}
      ${checkResults(
        byHand.map(({ at, by, ...each }) => ({
          ...each,
          note: at === undefined ? nothing : `${by}, ${stamp(at, this.tz)}; by hand, not measured`,
        })),
      )}
      ${each(
        byHand,
        ({ name }) => name,
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
      aria-label=${`${state === 'works' ? 'Works' : 'Does not work'}: ${provider}`}
      ?disabled=${!this.writable}
      @click=${() => this.#confirm(provider, state)}
    >
      ${state === 'works' ? 'Works' : 'Does not work'}
    </button>`;
  }

  #confirm(provider: string, state: 'works' | 'does not work'): void {
    this.keep('confirmations', { type: 'confirm', provider, state });
    announce(this, `Recorded: ${provider} ${state}.`);
  }
}
