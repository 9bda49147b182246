/**
 * What AWS Lambda charges in us-east-1, in US dollars, the first tier. Requests and free tier by the AWS whitepaper
 * *How AWS Pricing Works*; GB-seconds by aws.amazon.com/lambda/pricing as tabulated by third parties in 2024.
 */
export const lambdaPrices = {
  /** When the table was checked. */
  asOf: '2026-03-21',
  region: 'us-east-1',
  perMillionRequests: 0.2,
  perGbSecond: { x86_64: 0.0000166667, arm64: 0.0000133334 },
  free: { requests: 1_000_000, gbSeconds: 400_000 },
} as const;

/** What a month of calls is made of; duration in ms, memory in MB, prices in US dollars. */
export interface Usage {
  requests: number;
  ms: number;
  memoryMb: number;
  perMillionRequests: number;
  perGbSecond: number;
}

/** What a month costs, in US dollars, and the arithmetic behind it. */
export interface Cost {
  gbSeconds: number;
  requests: number;
  compute: number;
  total: number;
  /** The same beyond the free tier. */
  withFree: number;
}

/** cost = requests × rate + GB-seconds × rate, GB-seconds = requests × s × MB / 1024; billed per ms, rounded up. */
export function lambdaCost({ requests, ms, memoryMb, perMillionRequests, perGbSecond }: Usage): Cost {
  const { free } = lambdaPrices;
  const gbSeconds = (requests * Math.ceil(ms) * memoryMb) / 1000 / 1024;
  const price = (calls: number, seconds: number) => ({
    calls: (calls / 1e6) * perMillionRequests,
    compute: seconds * perGbSecond,
  });
  const whole = price(requests, gbSeconds);
  const beyond = price(Math.max(0, requests - free.requests), Math.max(0, gbSeconds - free.gbSeconds));
  return {
    gbSeconds,
    requests: whole.calls,
    compute: whole.compute,
    total: whole.calls + whole.compute,
    withFree: beyond.calls + beyond.compute,
  };
}
