import { css, html } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { checkResults, checkResultStyles } from '../../src/card/check-results.ts';
import { factList } from '../../src/card/parts.ts';
import { authSurface } from '../../src/domain/auth/auth.ts';
import type { TemplateResult } from 'lit';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { AuthSurface } from '../../src/domain/auth/auth.ts';

const spec = {
  title: 'Auth Status',
  section: 'posture',
  size: 'medium',
  causes: ['auth'],
  reads: {
    pool: field('status.auth.cognito_pool', text),
    sender: field('status.auth.ses_sender', text),
    signout: field('status.auth.signout', flag),
    signup: field('status.auth.signup', flag),
    verify: field('status.auth.verify', flag),
    phone_verify: field('status.auth.phone_verify', flag),
    forgot_reset: field('status.auth.forgot_reset', flag),
  },
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface AuthStatusView extends View, AuthSurface {
  pool: string | undefined;
  sender: string | undefined;
}

/**
 * Which of the five auth routes are wired, and with which pool and sender they work.
 *
 * @tag mc-auth-status
 * @summary Pool id, sender, and the five auth routes, each wired or missing.
 */
export class McAuthStatus extends Card<typeof spec, AuthStatusView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    checkResultStyles,
    // An address is not cut where there is room for it.
    css`
      dl {
        grid-template-columns: repeat(auto-fit, minmax(min(13em, 100%), 1fr));
      }
    `,
  ];

  view({ facts: { pool, sender, ...flags } }: CardData<typeof spec>): AuthStatusView {
    const surface = authSurface(flags);
    const { missing, wired, routes } = surface;
    return {
      ...surface,
      label: missing > 0 ? `${missing} of ${routes.length} missing` : `${wired} of ${routes.length} wired`,
      pool,
      sender,
    };
  }

  protected renderBody({ routes, pool, sender }: AuthStatusView): TemplateResult {
    return html`
      ${checkResults(routes)}
      ${factList([
        ['Cognito pool', pool],
        ['SES sender', sender],
      ])}
    `;
  }
}
