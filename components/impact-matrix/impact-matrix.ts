import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts, mark } from '../../src/card/parts.ts';
import { anomalyReads, parityReads } from '../../src/data/anomalies.ts';
import { limitsFrom } from '../../src/rules/limits.ts';
import { peckLimits, pecks } from '../../src/rules/pecks.ts';
import { worst } from '../../src/rules/tone.ts';
import { plural } from '../../src/rules/words.ts';
import { impacts } from './impacts.ts';
import type { TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Impact } from './impacts.ts';

const spec = {
  title: 'Degraded-Service Impact Matrix',
  section: 'release',
  size: 'wide',
  height: 194,
  narrow: 292,
  reads: {
    agents: anomalyReads.agents,
    pecks: anomalyReads.pecks,
    sesSandbox: anomalyReads.sesSandbox,
    snsSandbox: anomalyReads.snsSandbox,
    ...parityReads,
  },
  logs: ['pecks'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface ImpactView extends View {
  /** What applies, the worst first. */
  present: Impact[];
  /** What cannot be told. */
  untold: Impact[];
  absent: Impact[];
}

/**
 * What a user notices of what is degraded, how bad that is, and what to do.
 *
 * @tag mc-impact-matrix
 * @summary Sandbox, dead agents, peck failures and drift: what a user notices, how bad, what to do.
 */
export class McImpactMatrix extends Card<typeof spec, ImpactView> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    css`
      .impacts {
        display: grid;
        gap: 12px;
        list-style: none;
      }
      .impacts li {
        padding-block-end: 8px;
        border-block-end: 1px solid var(--line);
      }
      .impacts dl {
        grid-template-columns: repeat(auto-fit, minmax(min(13em, 100%), 1fr));
      }
      details > :not(summary) {
        margin-block-start: 8px;
      }
    `,
  ];

  view({ facts: told, logs, site, now }: Moment<typeof spec>): ImpactView {
    const limits = limitsFrom(site.config.thresholds, 'pecks', peckLimits);
    const all = impacts({
      ses: told.sesSandbox,
      sns: told.snsSandbox,
      agents: told.agents ?? {},
      pecks: pecks(told.pecks ?? {}, logs.pecks, now, limits),
      alias: told,
    });
    const present = all.filter(({ tone }) => tone === 'warn' || tone === 'bad');
    const untold = all.filter(({ tone }) => tone === 'unknown');
    const tone = worst(all.map((each) => (each.tone === 'info' ? 'ok' : each.tone)));
    return {
      tone,
      words:
        present.length > 0
          ? `${plural(present.length, 'thing')} degraded`
          : untold.length > 0
            ? 'Not fully told'
            : 'Nothing degraded',
      present,
      untold,
      absent: all.filter((each) => !present.includes(each) && !untold.includes(each)),
    };
  }

  protected renderBody({ present, untold, absent }: ImpactView): TemplateResult {
    return html`
      ${
        present.length > 0
          ? list(present)
          : untold.length > 0
            ? html`<p>Nothing that is told affects users.</p>`
            : html`<p>Users notice nothing: none of what is looked at is degraded.</p>`
      }
      ${
        untold.length > 0
          ? html`<p>Cannot be told: ${untold.map(({ name, words }) => `${name} (${words})`).join('; ')}.</p>`
          : nothing
      }
      ${
        absent.length > 0
          ? html`<details class="more">
              <summary>
                ${plural(absent.length, 'other thing')} that ${absent.length === 1 ? 'does' : 'do'} not apply
                now
              </summary>
              ${list(absent)}
            </details>`
          : nothing
      }
    `;
  }
}

const list = (impacts: readonly Impact[]): TemplateResult =>
  html`<ul class="impacts">
    ${impacts.map(
      ({ name, tone, words, notices, severity, todo }) =>
        html`<li>
          <p>${mark(tone)} <b>${name}</b>: ${words}</p>
          ${facts([
            ['Users notice', notices],
            ['How bad', severity],
            ['What to do', todo],
          ])}
        </li>`,
    )}
  </ul>`;

define('mc-impact-matrix', McImpactMatrix);

declare global {
  interface HTMLElementTagNameMap {
    'mc-impact-matrix': McImpactMatrix;
  }
}
