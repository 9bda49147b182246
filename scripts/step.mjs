/** Long steps of a command, told with their times. Plain Node: it is used before anything is installed. */
import { performance } from 'node:perf_hooks';
import { minutes } from './test/progress.mjs';

/** So often a step that goes on says so, in ms. */
const EVERY = 10_000;

/**
 * Does something that takes long: says what, now and then how long it has taken, and at its end how long it took.
 * @param {string} name what is done, such as `Building the page`
 * @param {() => Promise<T>} body answers `false` where it came to nothing, of which the caller tells
 * @template T
 */
export async function step(name, body) {
  const start = performance.now();
  const time = () => minutes(performance.now() - start);
  console.log(`${name} …`);
  const goesOn = setInterval(() => console.log(`  … ${time()}`), EVERY);
  try {
    const result = await body();
    if (result !== false) console.log(`  done in ${time()}`);
    return result;
  } finally {
    clearInterval(goesOn);
  }
}
