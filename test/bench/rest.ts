import type { Browser, CDPSession } from 'puppeteer-core';
import { launch, visit } from '../e2e/support.ts';
import { TWENTY, pageOf, raiseWith } from './_twenty.ts';
import { median, verdict } from './_support.ts';
import type { Result } from './_support.ts';

const RUNS = 5;
/** So long a page comes to rest, and is then measured, in ms. */
const SETTLE = 15_000;
const MEASURED = 15_000;

/** A page whose script writes forty ages once a second, as one would by hand. */
const BY_HAND = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>By hand</title></head><body>
${'<p><time></time></p>\n'.repeat(40)}
<script>
  const since = Date.now();
  const times = [...document.querySelectorAll('time')];
  setInterval(() => {
    times.forEach((time, index) => {
      time.textContent = Math.floor((Date.now() - since) / 1000) + index + ' s ago';
    });
  }, 1000);
</script></body></html>`;

/** What a page uses of its main thread each second, in ms of the processor's time. */
interface Use {
  script: number;
  task: number;
}

const counters = async (session: CDPSession): Promise<Use> => {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string): number => metrics.find((each) => each.name === name)?.value ?? NaN;
  return { script: of('ScriptDuration') * 1000, task: of('TaskDuration') * 1000 };
};

async function use(browser: Browser, url: string): Promise<Use> {
  const { page } = await visit(browser);
  await page.setBypassCSP(true);
  // All twenty cards are on screen at once.
  await page.setViewport({ width: 1280, height: 8000 });
  await page.goto(url);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  const before = await counters(session);
  await new Promise((resolve) => setTimeout(resolve, MEASURED));
  const after = await counters(session);
  await page.close();
  const seconds = MEASURED / 1000;
  return { script: (after.script - before.script) / seconds, task: (after.task - before.task) / seconds };
}

/** What pages cost that are left alone and on which nothing changes but ages. */
export default async function rest(): Promise<Result> {
  const site = await raiseWith({ 'hand.html': BY_HAND, 'twenty.html': pageOf('refresh="600"') });
  const browser = await launch();
  const pages = { hand: 'hand.html', twenty: 'twenty.html', shell: '' };
  const uses: Record<keyof typeof pages, Use[]> = { hand: [], twenty: [], shell: [] };
  for (let run = 0; run < RUNS; run += 1)
    for (const kind of ['hand', 'twenty', 'shell'] as const)
      uses[kind].push(await use(browser, `${site.url}/${pages[kind]}`));
  await browser.close();
  await site.down();
  const middle = (kind: keyof typeof pages, what: keyof Use): number =>
    median(uses[kind].map((each) => each[what]));
  const line = (label: string, kind: keyof typeof pages, limit?: number): string[] => {
    const [script, task] = [middle(kind, 'script'), middle(kind, 'task')];
    const [byScript, byTask] = [script / middle('hand', 'script'), task / middle('hand', 'task')];
    return [
      label,
      `${script.toFixed(2)} ms`,
      `${task.toFixed(2)} ms`,
      byScript.toFixed(2),
      byTask.toFixed(2),
      limit ? verdict(Math.max(byScript, byTask) <= limit, `${limit} times by hand`) : '',
    ];
  };
  return {
    title: 'A page at rest, each second',
    rows: [
      ['', 'script', 'task', 'script ratio', 'task ratio', 'limit'],
      line('forty ages written by hand once a second', 'hand'),
      line(`${TWENTY.length} cards, all on screen`, 'twenty', 0.5),
      line('the shell with all its cards', 'shell', 1),
    ],
    command: 'npm run bench -- rest',
    notes: `Medians of ${RUNS} fresh pages of each, taking turns; the browser's own counters of the page's main thread, in the processor's time, over ${MEASURED / 1000} s after ${SETTLE / 1000} s of rest. The cards ask every 600 s, so that nothing changes but ages; the shell polls every 30 s, and its polls are counted in.`,
  };
}
