import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { flag, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts, mark } from '../../src/card/parts.ts';
import { anomaliesOf, anomalyLogs, anomalyReads, uncheckedOf } from '../../src/data/anomalies.ts';
import { scoreOf, tierOf, timeToAct } from '../../src/rules/anomalies.ts';
import { authSurface } from '../../src/rules/auth.ts';
import { parity } from '../../src/rules/parity.ts';
import { summary } from './summary.ts';
import type { TemplateResult } from 'lit';
import type { Facts, Moment, Spec, View } from '../../src/card/card.ts';
import type { AuthSurface } from '../../src/rules/auth.ts';
import type { Parity } from '../../src/rules/parity.ts';
import type { Summary } from './summary.ts';

const spec = {
  title: 'Live system posture',
  section: 'banners',
  size: 'wide',
  height: 272,
  narrow: 448,
  reads: {
    ...anomalyReads,
    signup: field('status.auth.signup', flag),
    verify: field('status.auth.verify', flag),
    signout: field('status.auth.signout', flag),
    phone_verify: field('status.auth.phone_verify', flag),
    forgot_reset: field('status.auth.forgot_reset', flag),
    functionName: field('status.lambda.function', text),
  },
  logs: anomalyLogs,
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface PostureView extends View {
  summary: Summary;
  auth: AuthSurface;
  alias: Parity;
  score: number;
  facts: Facts<typeof spec>;
}

/**
 * The state of the whole stack in one sentence, with its auth surface, what runs, and the page's score.
 *
 * @tag mc-system-posture
 * @summary The worst finding in one sentence; the auth routes, function, version and parity; the page's score.
 */
export class McSystemPosture extends Card<typeof spec, PostureView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      .summary {
        font-size: 1.5em;
        font-weight: 600;
        line-height: 1.25;
      }
      .summary + p {
        margin-block-start: -8px;
      }
    `,
  ];

  view(moment: Moment<typeof spec>): PostureView {
    const { facts: read, stale, routes } = moment;
    const auth = authSurface(read);
    const found = anomaliesOf(moment);
    const summed = summary(found, uncheckedOf(moment), auth, stale, routes.status?.failing !== undefined);
    return {
      tone: summed.tone,
      words: summed.words,
      summary: summed,
      auth,
      alias: parity(read),
      score: scoreOf(found),
      facts: read,
    };
  }

  protected renderBody({ summary: summed, auth, alias, score, facts: read }: PostureView): TemplateResult {
    const tier = tierOf(score);
    const told = auth.routes.some(({ tone }) => tone !== 'unknown');
    const amiss = auth.routes.filter(({ tone }) => tone !== 'ok');
    return html`
      <p class="summary">${mark(summed.shown)} ${summed.sentence}</p>
      ${summed.more ? html`<p>${summed.more}</p>` : nothing}
      ${facts(
        [
          [
            'Auth surface',
            told ? `${auth.wired} of ${auth.routes.length}` : undefined,
            amiss.length > 0
              ? amiss.map(({ name, words }) => `${name} ${words}`).join(', ')
              : 'routes are wired',
          ],
          ['Function', read.functionName],
          ['Version', read.invoked || read.reported, 'ran this call'],
          ['Parity', alias.words],
          [
            'Anomaly score',
            String(score),
            score > 0 ? `of 100: ${tier}, act within ${timeToAct[tier]}` : 'of 100: no anomaly',
          ],
        ],
        'large',
      )}
      ${summed.note ? html`<small>${summed.note}</small>` : nothing}
    `;
  }
}

define('mc-system-posture', McSystemPosture);

declare global {
  interface HTMLElementTagNameMap {
    'mc-system-posture': McSystemPosture;
  }
}
