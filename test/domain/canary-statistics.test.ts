import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST, atLeast, atMost, fisher, lowerBound, upperBound } from '../../src/domain/canary/binomial.ts';

/*
 * The expected values were not made by this code. Tails and Fisher's test of small counts: Python, exact rationals
 * (`fractions.Fraction` and `math.comb`, the terms of the definition summed and rounded once at the end). Bounds, and
 * Fisher's test of huge counts: mpmath with 50 digits (log-gammas for the first term, terms summed until they no longer
 * count, bounds by 90 bisections). The bounds were checked against scipy's beta quantiles besides.
 */

const near = (found: number, expected: number, label: string, precision = 1e-11): void => {
  const off = expected === 0 ? Math.abs(found) : Math.abs(found / expected - 1);
  assert.ok(off <= precision, `${label}: ${found}, expected ${expected}`);
};

test('binomial tails are exact', () => {
  const table: [k: number, n: number, p: number, atLeast: number, atMost: number][] = [
    [1, 299, 0.01, 0.9504637433623375, 0.19914575900797643],
    [3, 60, 0.01, 0.022420164788835403, 0.9968766708284453],
    [9, 72, 0.01, 4.82350284749229e-8, 0.9999999969519378],
    [16, 270, 0.01, 2.2181370164334385e-8, 0.9999999966862448],
    [5, 10, 0.5, 0.623046875, 0.623046875],
    [0, 299, 0.01, 1, 0.04953625663766248],
    [1, 473, 0.01, 0.9913811952042569, 0.049797538819849045],
    [4, 30, 0.1, 0.352560828208152, 0.824505120966105],
    [270, 270, 0.99, 0.06629832272038548, 1],
    [2, 400, 0.001, 0.06147138888545569, 0.9921165687411778],
  ];
  for (const [k, n, p, up, down] of table) {
    near(atLeast(k, n, p), up, `P(X >= ${k}) of ${n} at ${p}`);
    near(atMost(k, n, p), down, `P(X <= ${k}) of ${n} at ${p}`);
  }
});

test('Clopper–Pearson bounds, from no error to all, from one call to 1e9', () => {
  const table: [errors: number, calls: number, alpha: number, lower: number, upper: number][] = [
    [0, 1, 0.05, 0, 0.95],
    [1, 1, 0.05, 0.05, 1],
    [0, 10, 0.05, 0, 0.2588655508930523],
    [10, 10, 0.05, 0.7411344491069477, 1],
    [0, 298, 0.05, 0, 0.010002432437677695],
    [0, 299, 0.05, 0, 0.00996914679289927],
    [1, 473, 0.05, 0.0001084366031754382, 0.009989707474224695],
    [3, 60, 0.00125, 0.00348637458957008, 0.19634104266961394],
    [16, 270, 0.00125, 0.024643757023271245, 0.11571393615761792],
    [16, 270, 0.05, 0.037519618557769266, 0.08861580459889144],
    [269, 270, 0.05, 0.9825514757945696, 0.9998100428797405],
    [5, 10, 0.025, 0.18708602844739852, 0.8129139715526015],
    [50_000, 1e6, 0.05, 0.04964197535674238, 0.05035995136217608],
    [0, 1e9, 0.05, 0, 2.995732269066785e-9],
    [1, 1e9, 0.05, 5.129329438623503e-11, 4.743864509510385e-9],
    [10_000, 1e9, 0.00125, 9.7003790007757e-6, 1.0306062975250665e-5],
    [1e9 - 1, 1e9, 0.05, 0.9999999952561355, 0.9999999999487067],
  ];
  for (const [errors, calls, alpha, lower, upper] of table) {
    const label = `${errors} of ${calls} at ${alpha}`;
    near(lowerBound(errors, calls, alpha), lower, `lower bound of ${label}`);
    near(upperBound(errors, calls, alpha), upper, `upper bound of ${label}`);
  }
});

test('a bound is where its tail comes to alpha, for all counts up to 40', () => {
  for (let calls = 1; calls <= 40; calls += 1)
    for (let errors = 0; errors <= calls; errors += 1)
      for (const alpha of [0.00125, 0.05]) {
        const label = `${errors} of ${calls}`;
        const [low, high] = [lowerBound(errors, calls, alpha), upperBound(errors, calls, alpha)];
        assert.ok(low >= 0 && low <= errors / calls && errors / calls <= high && high <= 1, label);
        if (errors > 0) near(atLeast(errors, calls, low), alpha, label, 1e-9);
        if (errors < calls) near(atMost(errors, calls, high), alpha, label, 1e-9);
      }
});

test('without any call every rate is possible', () => {
  assert.equal(lowerBound(0, 0, 0.05), 0);
  assert.equal(upperBound(0, 0, 0.05), 1);
});

test('Fisher’s one-sided test, of small counts', () => {
  const table: [number, number, number, number, p: number][] = [
    [3, 30, 0, 270, 0.000911315121995017],
    [4, 67, 0, 603, 9.211043896703134e-5],
    [16, 270, 1, 2412, 1.1449166828875418e-15],
    [5, 100, 5, 100, 0.626235124935476],
    [10, 10, 0, 10, 5.412544112234515e-6],
    [0, 10, 10, 10, 1],
    [10, 10, 10, 10, 1],
    [3, 3, 9, 10, 0.7692307692307693],
    [2, 5, 3, 7, 0.7525252525252525],
    [7, 400, 12, 3600, 0.001644525909704315],
    [0, 300, 0, 2700, 1],
    [40, 1000, 300, 9000, 0.15579394981385145],
  ];
  for (const [errors, calls, others, of, p] of table)
    near(
      fisher({ errors, calls }, { errors: others, calls: of }),
      p,
      `${errors}/${calls} against ${others}/${of}`,
    );
});

test('Fisher’s one-sided test, of huge counts', () => {
  const table: [number, number, number, number, p: number][] = [
    [1, 1, 0, 1e9, 9.99999999e-10],
    [50, 1e9, 20, 1e9, 0.00022014245355041066],
    [1_000_400, 1e8, 9e6, 9e8, 0.3516141888238537],
    [1_004_000, 1e8, 9e6, 9e8, 6.928815500645624e-5],
    [1_010_000, 1e8, 9e6, 9e8, 8.912221364847998e-22],
  ];
  for (const [errors, calls, others, of, p] of table)
    near(fisher({ errors, calls }, { errors: others, calls: of }), p, `${errors} of ${calls}`, 1e-10);
});

test('the largest counts are answered at once, and by a chance', () => {
  const began = performance.now();
  for (const errors of [0, 1, MOST / 100, MOST / 2, MOST - 1, MOST]) {
    const found = [
      lowerBound(errors, MOST, 0.00125),
      upperBound(errors, MOST, 0.05),
      fisher({ errors, calls: MOST }, { errors: MOST / 2, calls: MOST }),
    ];
    for (const each of found) assert.ok(each >= 0 && each <= 1, `${each} for ${errors}`);
  }
  assert.ok(performance.now() - began < 5000);
});
