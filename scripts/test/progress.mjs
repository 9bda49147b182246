import { performance } from 'node:perf_hooks';
import { env } from 'node:process';

/** Two words on how far the tests are lie at least so far apart, in ms. */
const APART = 15_000;

/** A time span, in ms, as minutes and seconds. */
export const minutes = (ms) => {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Answers a function that prints how far a part of the tests is, now and then. The part's name is in MC_PART. */
export function progress() {
  const start = performance.now();
  let last = start;
  return (words) => {
    const now = performance.now();
    if (!env.MC_PART || now - last < APART) return;
    last = now;
    console.log(`  … ${env.MC_PART}: ${words} (${minutes(now - start)})`);
  };
}
