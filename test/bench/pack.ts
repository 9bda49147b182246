import { launch, raise, until, visit } from '../e2e/support.ts';
import { TWENTY, pageOf, raiseWith } from './_twenty.ts';
import { median, verdict } from './_support.ts';
import type { Result } from './_support.ts';

const RUNS = 9;
const SLOWER = 4;
/** Samples of the latency log in the pack: four routes for six hours at 30 s. */
const SAMPLES = 4 * 6 * 120;

/** A pack such as the handoff card makes: what the backend answers now, and the log of some hours. */
async function packFrom(url: string): Promise<string> {
  const now = Date.now();
  const ask = async (path: string, init?: RequestInit): Promise<unknown> =>
    (await fetch(url + path, init)).json();
  const state = (json: unknown) => ({ last: { json, at: now }, restored: true });
  return JSON.stringify({
    mission_control_pack: 1,
    base: url,
    now,
    interval: 30_000,
    routes: {
      metrics: state(await ask('/beak/metrics')),
      status: state(await ask('/beak/system/status')),
      audit: state(await ask('/beak/audit', { method: 'POST', body: '{}' })),
    },
    logs: {
      sd_latency_log: Array.from({ length: SAMPLES }, (_, index) => ({
        at: now - (SAMPLES - index) * 7500,
        route: ['beak', 'metrics', 'status', 'audit'][index % 4],
        ms: 40 + (index % 30),
      })),
    },
    records: { 'mc-todos': [{ id: 'a', at: now, type: 'add', text: 'Look at the alias' }] },
  });
}

/** How much scripting it takes to open a pack of twenty cards on a slow machine. */
export default async function pack(): Promise<Result> {
  const browser = await launch();
  const source = await raise();
  const body = await packFrom(source.url);
  await source.down();
  const site = await raiseWith({ 'twenty.html': pageOf('pack="/moment.json"'), 'moment.json': body });
  const open = async (): Promise<number> => {
    const { page } = await visit(browser);
    await page.setViewport({ width: 1280, height: 1000 });
    await page.emulateCPUThrottling(SLOWER);
    await page.goto(`${site.url}/twenty.html`, { waitUntil: 'load' });
    await until(
      () =>
        page.evaluate(
          (count) => document.querySelectorAll('mc-provider > [phase=replay]').length === count,
          TWENTY.length,
        ),
      () => 'every card',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { ScriptDuration = NaN } = await page.metrics();
    await page.close();
    return ScriptDuration * 1000;
  };
  // One visit before, so that the modules are in the browser's cache for both.
  await open();
  const times = [];
  for (let run = 0; run < RUNS; run += 1) times.push(await open());
  await browser.close();
  await site.down();
  const script = median(times);
  return {
    title: `Opening a pack of ${TWENTY.length} cards at ${SLOWER} times CPU throttle`,
    rows: [
      ['', 'median', 'limit'],
      [
        'scripting, from the navigation until every card shows the moment',
        `${script.toFixed(0)} ms`,
        verdict(script < 200, 'under 200 ms'),
      ],
    ],
    command: 'npm run bench',
    notes: `${RUNS} fresh pages. A pack of ${(body.length / 1000).toFixed(0)} kB with ${SAMPLES} samples of one log. The browser's own count of time in scripts, the evaluation of all modules included.`,
  };
}
