import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { factList, mark } from '../../src/card/parts.ts';
import { STATUS_CAUSES } from '../../src/data/all-causes.ts';
import { aliasReads } from '../../src/data/alias-reads.ts';
import { authReads } from '../../src/data/causes/auth.ts';
import { declaring, findingsChangeAt, judged } from '../../src/data/findings-of.ts';
import { optional } from '../../src/data/optional.ts';
import { releaseRead } from '../../src/data/release-reads.ts';
import { scoreOf } from '../../src/domain/findings/finding.ts';
import { tierOf, timeToAct } from '../../src/domain/findings/tier.ts';
import { authSurface } from '../../src/domain/auth/auth.ts';
import { parity } from '../../src/domain/release/parity.ts';
import { summary } from './summary.ts';
import type { TemplateResult } from 'lit';
import type { Facts, CardData, Spec, View } from '../../src/card/card.ts';
import type { AuthSurface } from '../../src/domain/auth/auth.ts';
import type { Parity } from '../../src/domain/release/parity.ts';
import type { Summary } from './summary.ts';

const spec = {
  title: 'Live system posture',
  section: 'banners',
  size: 'wide',
  ...declaring(
    STATUS_CAUSES,
    optional({
      ...authReads,
      ...aliasReads,
      release: releaseRead,
      functionName: field('status.lambda.function', text),
    }),
  ),
  probes: ['status'],
  // That nothing answers is a finding of its own.
  watches: true,
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
 * The state of the whole stack in one sentence, with its auth surface, what runs, and the score.
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

  view(data: CardData<typeof spec>): PostureView {
    const { facts: read, now, routes } = data;
    const found = judged(data, STATUS_CAUSES);
    const summed = summary(found, STATUS_CAUSES.length, routes.status?.failing !== undefined, now);
    return {
      tone: summed.tone,
      label: summed.label,
      summary: summed,
      auth: authSurface(read),
      alias: parity(read),
      score: scoreOf(found.findings),
      facts: read,
      nextChangeAt: findingsChangeAt(found.findings, now),
    };
  }

  protected renderBody({ summary: summed, auth, alias, score, facts: read }: PostureView): TemplateResult {
    const tier = tierOf(score);
    const reported = auth.routes.some(({ tone }) => tone !== 'unknown');
    const amiss = auth.routes.filter(({ tone }) => tone !== 'ok');
    return html`
      <p class="summary">${mark(summed.tone)} ${summed.sentence}</p>
      ${summed.more ? html`<p>${summed.more}</p>` : nothing}
      ${summed.next ? html`<p>Next: ${summed.next}</p>` : nothing}
      ${factList(
        [
          [
            'Auth surface',
            reported ? `${auth.wired} of ${auth.routes.length}` : undefined,
            amiss.length > 0
              ? amiss.map(({ name, label }) => `${name} ${label}`).join(', ')
              : 'routes are configured',
          ],
          ['Function', read.functionName],
          ['Version', read.invoked || read.reported, 'ran this call'],
          ['Parity', alias.label],
          ['Score', String(score), score > 0 ? `of 100: ${tier}, act within ${timeToAct[tier]}` : 'of 100'],
        ],
        'large',
      )}
      ${summed.note ? html`<small>${summed.note}</small>` : nothing}
    `;
  }
}
