/**
 * `npm run heights`: measures every card on the built page, live and at rest, and writes components/heights.json, from
 * which the build makes `reserve.css`. To be run when a card has grown or shrunk, and after `npm run new-card`.
 */
import puppeteer from 'puppeteer-core';
import { serve } from '../server/serve.ts';
import { readHeights, writeHeights } from './build/heights.mjs';
import { find } from './test/engines.mjs';
import { at, cards } from './tree.mjs';

/** Windows in which cards have their usual widths, and one in which each is 304 px wide; in px. */
const WINDOWS = { height: [1280, 1920], narrow: [320] };
/** Longest wait for all cards to have their data, in ms. */
const LIVE_TIMEOUT_MS = 60_000;

/** Cards are as high as what they show: no room kept for them, none left out because it is out of sight. */
const TAGS = `:is(${cards().map(({ tag }) => tag)})`;
const AS_IT_IS = `${TAGS} { min-block-size: 0 !important; align-self: start !important; }
${TAGS}::part(body) { content-visibility: visible !important; }`;

/** The height of each card on the page in a window of this width, in px. */
async function measure(browser, url, width) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height: 900 });
  await page.goto(url);
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    for (const section of document.querySelectorAll('details')) section.open = true;
  }, AS_IT_IS);
  const tags = cards().map(({ tag }) => tag);
  await page.waitForFunction(
    (all) =>
      all.every((tag) => !/^(|loading)$/.test(document.querySelector(tag)?.getAttribute('phase') ?? '')),
    { timeout: LIVE_TIMEOUT_MS },
    tags,
  );
  await page.waitForNetworkIdle({ idleTime: 2000 });
  const heights = await page.evaluate(
    (all) => all.map((tag) => Math.round(document.querySelector(tag).getBoundingClientRect().height)),
    tags,
  );
  await context.close();
  return Object.fromEntries(tags.map((tag, index) => [tag, heights[index]]));
}

/** Worlds of the embedded backend: a card is as high as it gets in one of them, so that it grows in none. */
const SEEDS = [42, 7];

/** The larger height of each card in two measurements. */
const larger = (one, other) =>
  Object.fromEntries(Object.keys(one).map((tag) => [tag, Math.max(one[tag], other[tag] ?? 0)]));

const browser = await puppeteer.launch({ executablePath: find('chromium'), args: ['--no-sandbox'] });
try {
  const before = await readHeights();
  let wide = {};
  let narrow = {};
  for (const seed of SEEDS) {
    const served = await serve({ root: at('dist'), seed });
    for (const width of WINDOWS.height) wide = larger(await measure(browser, served.url, width), wide);
    for (const width of WINDOWS.narrow) narrow = larger(await measure(browser, served.url, width), narrow);
    await served.close();
  }
  // A banner with nothing to say takes no place, so nothing is known of it.
  const measured = cards()
    .filter(({ tag }) => wide[tag] > 0)
    .map(({ tag }) => [tag, { height: wide[tag], narrow: narrow[tag] }]);
  await writeHeights(Object.fromEntries(measured));
  const changed = measured.filter(([tag, { height }]) => height !== before[tag]?.height).length;
  console.log(`Measured ${measured.length} cards; ${changed} have another height than before.`);
} finally {
  await browser.close();
}
