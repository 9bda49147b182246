import { css, html, nothing } from 'lit';
import { Card } from '../../src/card/card.ts';
import { factList } from '../../src/card/parts.ts';
import { lambdaPrices } from '../../src/domain/runtime/prices.ts';
import { count, duration, ms, plural } from '../../src/domain/format/values.ts';
import { FLOOR } from './measured.ts';
import { dollars, spec, viewOf } from './model.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { CardData, Spec } from '../../src/card/card.ts';
import type { Given, LambdaCostView } from './model.ts';

/** A price with all of its decimals, and two at least. */
const price = (value: number): string =>
  `$${value.toFixed(Math.max(2, String(value).split('.')[1]?.length ?? 0))}`;

/**
 * What a month of calls would cost, with the arithmetic: an estimate from what the audit covers and from durations that
 * this browser saw.
 *
 * @tag mc-lambda-cost
 * @summary Monthly invocations, mean duration, memory and the cost that they make, without and with the free tier.
 * @attr {number} invocations - Calls a month, instead of those scaled from the audit.
 * @attr {number} duration-ms - Mean billed duration in ms, instead of the one that this browser saw.
 * @attr {number} memory-mb - Memory in MB, instead of what the function reports.
 * @attr {number} price-per-million - US dollars for a million requests; default 0.20.
 * @attr {number} price-per-gb-second - US dollars for a GB-second; default by architecture.
 */
export class McLambdaCost extends Card<typeof spec, LambdaCostView, Given> {
  static override spec: Spec = spec;
  static override styles = [
    Card.styles,
    // Each of these figures has a sentence below it, which needs room.
    css`
      dl:not(.large) {
        grid-template-columns: repeat(auto-fit, minmax(min(10em, 100%), 1fr));
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    invocations: { type: Number },
    durationMs: { type: Number, attribute: 'duration-ms' },
    memoryMb: { type: Number, attribute: 'memory-mb' },
    pricePerMillion: { type: Number, attribute: 'price-per-million' },
    pricePerGbSecond: { type: Number, attribute: 'price-per-gb-second' },
  };

  /** Calls a month. */
  declare invocations?: number;
  /** Mean billed duration, in ms. */
  declare durationMs?: number;
  /** Memory, in MB. */
  declare memoryMb?: number;
  /** US dollars for a million requests. */
  declare pricePerMillion?: number;
  /** US dollars for a GB-second. */
  declare pricePerGbSecond?: number;

  protected override willUpdate(): void {
    const { invocations, durationMs, memoryMb, pricePerMillion, pricePerGbSecond } = this;
    this.ui = { invocations, durationMs, memoryMb, pricePerMillion, pricePerGbSecond };
  }

  view(data: CardData<typeof spec>, given: Given): LambdaCostView {
    return viewOf(data, given);
  }

  protected renderBody({
    seen,
    known,
    usage,
    cost,
    architecture,
    elsewhere,
    given,
  }: LambdaCostView): TemplateResult {
    const { asOf, region } = lambdaPrices;
    return html`
      ${factList(
        [
          ['A month', cost ? dollars(cost.total) : 'cannot be told', 'without free tier'],
          ['With free tier', cost ? dollars(cost.withFree) : 'cannot be told', '1M requests, 400,000 GB-s'],
        ],
        'large',
      )}
      ${factList([
        [
          'Invocations a month',
          known.requests === undefined ? 'not known' : count(Math.round(known.requests)),
          `scaled from ${plural(seen.events, 'audit entry', 'audit entries')} in ${duration(seen.span)}`,
        ],
        [
          'Mean duration',
          known.ms === undefined ? `needs ${FLOOR} answers` : ms(known.ms),
          `${plural(seen.samples, 'answer')} that this browser saw, network included`,
        ],
        [
          'Memory',
          known.memoryMb === undefined ? undefined : `${count(known.memoryMb)} MB`,
          architecture ?? 'taken for x86_64',
        ],
      ])}
      ${
        usage && cost
          ? html`<p>
              ${count(Math.round(usage.requests))} × ${price(usage.perMillionRequests)} / 1M =
              ${dollars(cost.requests)}; ${count(Math.round(cost.gbSeconds))} GB-s ×
              $${usage.perGbSecond.toFixed(10)} = ${dollars(cost.compute)}.
            </p>`
          : nothing
      }
      <small>
        Prices of ${region} as of ${asOf}${elsewhere ? `; this function runs in ${elsewhere}` : ''}. Calls
        that leave no audit entry are not in the estimate.
        ${given ? 'Some figures were set by the page.' : nothing}
      </small>
    `;
  }
}
