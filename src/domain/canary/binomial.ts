/**
 * Exact tests on counts. The likelihood of a count is found by Loader's saddle-point expansion (C. Loader, *Fast and
 * Accurate Computation of Binomial Probabilities*, 2000), which neither overflows nor cancels: a difference of
 * log-gammas would have lost seven of its sixteen digits at 1e9 calls. A tail is the sum of such terms, each made from
 * the one before, so that every digit of a small one counts. Counts are whole numbers from 0 to `MOST`.
 */

/** The most that a count may be: beyond it sums get slow, and no window of a Lambda function holds as many calls. */
export const MOST = 1e11;

const HALF_LN_2PI = Math.log(2 * Math.PI) / 2;

/** What Stirling's formula leaves of ln n!: ln n! − (n + ½) ln n + n − ½ ln 2π. Source: Loader, section 2. */
function stirlingRest(n: number): number {
  if (n > 15) {
    const nn = n * n;
    return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / nn) / nn) / nn) / nn) / n;
  }
  let factorial = 1;
  for (let k = 2; k <= n; k += 1) factorial *= k;
  return Math.log(factorial) - (n + 0.5) * Math.log(n) + n - HALF_LN_2PI;
}

/** x ln(x / mean) + mean − x, without cancellation where the two are near. Source: Loader, section 3. */
function deviance(x: number, mean: number): number {
  const off = x - mean;
  if (Math.abs(off) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - off;
  const v = off / (x + mean);
  let sum = off * v;
  let term = 2 * x * v;
  for (let j = 3, was = NaN; sum !== was; j += 2) {
    was = sum;
    term *= v * v;
    sum += term / j;
  }
  return sum;
}

/** How likely `k` of `n` are, each with the share `p`; `q` is 1 − p. */
function likelihood(k: number, n: number, p: number, q: number): number {
  if (k < 0 || k > n) return 0;
  if (p === 0 || q === 0) return k === (q === 0 ? n : 0) ? 1 : 0;
  // The shorter of the two shares loses no digits in its logarithm.
  if (k === 0) return Math.exp(n * (p < q ? Math.log1p(-p) : Math.log(q)));
  if (k === n) return Math.exp(n * (q < p ? Math.log1p(-q) : Math.log(p)));
  const log =
    stirlingRest(n) -
    stirlingRest(k) -
    stirlingRest(n - k) -
    deviance(k, n * p) -
    deviance(n - k, n * q) -
    HALF_LN_2PI;
  return Math.exp(log) * Math.sqrt(n / k / (n - k));
}

/** The sum of a term and all that follow it, each the one before times `ratio`, until none counts any more. */
function sumFrom(first: number, k: number, step: 1 | -1, ratio: (k: number) => number): number {
  let [sum, term] = [first, first];
  for (let each = k; term > sum * 1e-17; each += step) {
    term *= ratio(each);
    sum += term;
  }
  return sum;
}

/** A tail from the side that is short, so that nothing is lost where it is small. */
const tail = (far: boolean, own: () => number, other: () => number): number =>
  far ? Math.min(own(), 1) : Math.max(1 - other(), 0);

/** P(X ≥ k), where X of n happen, each with the share p. */
export function atLeast(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  const q = 1 - p;
  return tail(
    k > n * p,
    () => sumFrom(likelihood(k, n, p, q), k, 1, (x) => ((n - x) / (x + 1)) * (p / q)),
    () => sumFrom(likelihood(k - 1, n, p, q), k - 1, -1, (x) => (x / (n - x + 1)) * (q / p)),
  );
}

/** P(X ≤ k), where X of n happen, each with the share p. */
export function atMost(k: number, n: number, p: number): number {
  if (k >= n) return 1;
  const q = 1 - p;
  return tail(
    k < n * p,
    () => sumFrom(likelihood(k, n, p, q), k, -1, (x) => (x / (n - x + 1)) * (q / p)),
    () => sumFrom(likelihood(k + 1, n, p, q), k + 1, 1, (x) => ((n - x) / (x + 1)) * (p / q)),
  );
}

/** Bounds are found to this share of themselves. */
const PRECISION = 1e-12;

/**
 * The share, between `low` and `high`, at which a tail comes to `alpha`. Newton's steps on the logarithms, where the tail
 * is nearly straight, kept within a bracket that closes with each.
 * @param sign 1 where the tail grows with the share, -1 where it falls
 * @param slope of the tail by the share, without its sign
 */
function solve(
  alpha: number,
  [low, high]: [number, number],
  start: number,
  sign: 1 | -1,
  tailAt: (p: number) => number,
  slope: (p: number) => number,
): number {
  let p = start > low && start < high ? start : (low + high) / 2;
  for (let turn = 0; turn < 200; turn += 1) {
    const reached = tailAt(p);
    if (reached < alpha === sign > 0) low = p;
    else high = p;
    const newton = p * Math.exp((sign * Math.log(alpha / reached) * reached) / (slope(p) * p));
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - p) <= p * PRECISION) return next;
    p = next;
  }
  return p;
}

/**
 * The Clopper–Pearson lower bound of a rate: the largest that `errors` of `calls` rule out from below, each time wrong
 * with a chance of `alpha` at most. Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), one-sided.
 */
export function lowerBound(errors: number, calls: number, alpha: number): number {
  if (errors <= 0 || calls <= 0) return 0;
  if (errors >= calls) return Math.exp(Math.log(alpha) / calls);
  // From the nearer end, a share next to 1 keeps all its digits.
  if (errors > calls / 2) return 1 - upperBound(calls - errors, calls, alpha);
  return solve(
    alpha,
    [0, errors / calls],
    (errors - 2 * Math.sqrt(errors)) / calls,
    1,
    (p) => atLeast(errors, calls, p),
    (p) => (errors / p) * likelihood(errors, calls, p, 1 - p),
  );
}

/** The Clopper–Pearson upper bound of a rate, one-sided as `lowerBound`. */
export function upperBound(errors: number, calls: number, alpha: number): number {
  if (calls <= 0 || errors >= calls) return 1;
  if (errors <= 0) return -Math.expm1(Math.log(alpha) / calls);
  if (errors > calls / 2) return 1 - lowerBound(calls - errors, calls, alpha);
  return solve(
    alpha,
    [errors / calls, 1],
    (errors + 2 * Math.sqrt(errors)) / calls,
    -1,
    (p) => atMost(errors, calls, p),
    (p) => ((calls - errors) / (1 - p)) * likelihood(errors, calls, p, 1 - p),
  );
}

/** Errors of calls. */
export interface Counted {
  errors: number;
  calls: number;
}

/**
 * Fisher's exact test, one-sided: the chance that, of all these errors, at least as many as were seen fall on `one`
 * where both fail alike. Source: R. A. Fisher, *Statistical Methods for Research Workers*; the first term is a product
 * of three binomial ones, as Loader proposes.
 */
export function fisher(one: Counted, other: Counted): number {
  const all = one.calls + other.calls;
  const failed = one.errors + other.errors;
  const from = one.errors;
  if (from <= Math.max(0, failed - other.calls)) return 1;
  const [p, q] = [failed / all, (all - failed) / all];
  const of = (x: number) =>
    (likelihood(x, one.calls, p, q) * likelihood(failed - x, other.calls, p, q)) /
    likelihood(failed, all, p, q);
  const left = other.calls - failed;
  return tail(
    from > (failed * one.calls) / all,
    () => sumFrom(of(from), from, 1, (x) => ((one.calls - x) / (x + 1)) * ((failed - x) / (left + x + 1))),
    () =>
      sumFrom(of(from - 1), from - 1, -1, (x) => (x / (one.calls - x + 1)) * ((left + x) / (failed - x + 1))),
  );
}
