import { field } from '../../src/api/field.ts';
import { integer, oneOf, text } from '../../src/api/kinds.ts';
import { auditReads, auditedAt } from '../../src/data/audit-reads.ts';
import { lambdaCost, lambdaPrices } from '../../src/domain/runtime/prices.ts';
import { measured } from './measured.ts';
import type { CardData, Spec, View } from '../../src/card/card.ts';
import type { Cost, Usage } from '../../src/domain/runtime/prices.ts';
import type { Measured } from './measured.ts';

/** What this card declares. */
export const spec = {
  title: 'Lambda Cost Estimator',
  section: 'runtime',
  size: 'medium',
  reads: {
    ...auditReads,
    memory: field('status.lambda.memory_mb', integer),
    architecture: field('status.lambda.architecture?', oneOf('x86_64', 'arm64')),
    region: field('status.lambda.region?', text),
  },
  logs: ['sd_latency_log'],
} as const satisfies Spec;

/** The figures that the page has set instead of those that are known; see the card's attributes. */
export interface Given {
  invocations?: number | undefined;
  durationMs?: number | undefined;
  memoryMb?: number | undefined;
  pricePerMillion?: number | undefined;
  pricePerGbSecond?: number | undefined;
}

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
  /** Whether the page has set any figure. */
  given: boolean;
}

/** Dollars and cents, and more where it is less than a cent. */
export const dollars = (value: number): string => `$${value.toFixed(value > 0 && value < 0.01 ? 4 : 2)}`;

/** What the card shows of what is known. */
export function viewOf(
  { facts: { entries = [], covers_from, truncated, ...lambda }, routes, logs, now }: CardData<typeof spec>,
  given: Given,
): LambdaCostView {
  const seen = measured(
    { entries, covers_from, truncated },
    auditedAt(routes, now),
    logs.sd_latency_log,
    now,
  );
  const { architecture, region } = lambda;
  const requests = given.invocations ?? seen.perMonth;
  const took = given.durationMs ?? seen.meanMs;
  const memoryMb = given.memoryMb ?? lambda.memory;
  const usage =
    requests === undefined || took === undefined || memoryMb === undefined
      ? undefined
      : {
          requests,
          ms: took,
          memoryMb,
          perMillionRequests: given.pricePerMillion ?? lambdaPrices.perMillionRequests,
          perGbSecond: given.pricePerGbSecond ?? lambdaPrices.perGbSecond[architecture ?? 'x86_64'],
        };
  const cost = usage && lambdaCost(usage);
  return {
    tone: cost ? 'info' : 'unknown',
    label: cost ? `${dollars(cost.total)} a month` : 'Cannot be told',
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
    given: Object.values(given).some((value) => value !== undefined),
  };
}
