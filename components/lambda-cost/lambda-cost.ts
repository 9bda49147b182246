import { css, html, nothing } from 'lit';
import { field } from '../../src/api/field.ts';
import { count as counter, oneOf, text } from '../../src/api/kinds.ts';
import { Card } from '../../src/card/card.ts';
import { define } from '../../src/card/define.ts';
import { facts } from '../../src/card/parts.ts';
import { auditReads, auditedAt } from '../../src/data/audit.ts';
import { lambdaCost, lambdaPrices } from '../../src/rules/prices.ts';
import { count, duration, ms, plural } from '../../src/rules/words.ts';
import { FLOOR, measured } from './measured.ts';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Moment, Spec, View } from '../../src/card/card.ts';
import type { Cost, Usage } from '../../src/rules/prices.ts';
import type { Measured } from './measured.ts';

const spec = {
  title: 'Lambda Cost Estimator',
  section: 'runtime',
  size: 'medium',
  height: 526,
  narrow: 611,
  reads: {
    ...auditReads,
    memory: field('status.lambda.memory_mb', counter),
    architecture: field('status.lambda.architecture?', oneOf('x86_64', 'arm64')),
    region: field('status.lambda.region?', text),
  },
  logs: ['sd_latency_log'],
} as const satisfies Spec;

/** What the card shows of a moment. */
export interface LambdaCostView extends View {
  seen: Measured;
  /** What is known of a month; the cost only where all of it is. */
  known: Partial<Usage>;
  usage: Usage | undefined;
  cost: Cost | undefined;
  architecture: 'x86_64' | 'arm64' | undefined;
  /** The region that answers, where the prices are another's. */
  elsewhere: string | undefined;
  /** Which figures the page has set instead. */
  given: boolean;
}

/** A price with all of its decimals, and two at least. */
const price = (value: number): string =>
  `$${value.toFixed(Math.max(2, String(value).split('.')[1]?.length ?? 0))}`;

const dollars = (value: number): string => `$${value.toFixed(value > 0 && value < 0.01 ? 4 : 2)}`;

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
export class McLambdaCost extends Card<typeof spec, LambdaCostView> {
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

  view({
    facts: { entries = [], covers_from, truncated, ...lambda },
    routes,
    logs,
    now,
  }: Moment<typeof spec>): LambdaCostView {
    const seen = measured(
      { entries, covers_from, truncated },
      auditedAt(routes, now),
      logs.sd_latency_log,
      now,
    );
    const { architecture, region } = lambda;
    const given = [
      this.invocations,
      this.durationMs,
      this.memoryMb,
      this.pricePerMillion,
      this.pricePerGbSecond,
    ];
    const [requests, took, memoryMb] = [
      given[0] ?? seen.perMonth,
      given[1] ?? seen.meanMs,
      given[2] ?? lambda.memory,
    ];
    const usage =
      requests === undefined || took === undefined || memoryMb === undefined
        ? undefined
        : {
            requests,
            ms: took,
            memoryMb,
            perMillionRequests: given[3] ?? lambdaPrices.perMillionRequests,
            perGbSecond: given[4] ?? lambdaPrices.perGbSecond[architecture ?? 'x86_64'],
          };
    const cost = usage && lambdaCost(usage);
    return {
      tone: cost ? 'info' : 'unknown',
      words: cost ? `${dollars(cost.total)} a month` : 'Cannot be told',
      seen,
      known: {
        ...(requests !== undefined && { requests }),
        ...(took !== undefined && { ms: took }),
        ...(memoryMb !== undefined && { memoryMb }),
      },
      usage,
      cost,
      architecture,
      elsewhere: region && region !== lambdaPrices.region ? region : undefined,
      given: given.some((value) => value !== undefined),
    };
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
      ${facts(
        [
          ['A month', cost ? dollars(cost.total) : 'cannot be told', 'without free tier'],
          ['With free tier', cost ? dollars(cost.withFree) : 'cannot be told', '1M requests, 400,000 GB-s'],
        ],
        'large',
      )}
      ${facts([
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

define('mc-lambda-cost', McLambdaCost);

declare global {
  interface HTMLElementTagNameMap {
    'mc-lambda-cost': McLambdaCost;
  }
}
