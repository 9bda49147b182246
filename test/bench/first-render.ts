import type { Browser } from 'puppeteer-core';
import { launch, live, raise, until, visit } from '../e2e/support.ts';
import type { Site } from '../e2e/support.ts';
import { median, verdict } from './_support.ts';
import type { Result } from './_support.ts';

const RUNS = 15;
/** What one load of a page measured, in ms since its navigation began; a fill is from the mount to the painted frame. */
type Kind = 'ours, allowed' | 'ours, not' | 'static';

/** Without this nothing is left out of the first frame. */
const EVERYTHING = '* { content-visibility: visible !important; }';

/**
 * Remembers values in this browser, then takes the DOM that the cards make of them: for each element its attributes,
 * its shadow DOM as text, and its sheets.
 */
async function record(browser: Browser, site: Site) {
  const { page } = await visit(browser);
  await page.setViewport({ width: 1280, height: 1000 });
  await page.goto(site.url);
  await live(page);
  await until(
    () => page.evaluate(() => !document.querySelector('main [phase=loading]')),
    () => 'every card',
  );
  const stills = await page.evaluate(() =>
    [...document.querySelectorAll('main *')].flatMap((card) => {
      const tag = card.localName;
      if (!tag.startsWith('mc-')) return [];
      const root = card.shadowRoot;
      const attributes = [...card.attributes]
        .filter(({ name }) => name !== 'class' && name !== 'id')
        .map(({ name, value }) => `${name}="${value}"`)
        .join(' ');
      const styles = [...(root?.adoptedStyleSheets ?? [])]
        .map((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText).join('\n'))
        .join('\n');
      return { tag, attributes, html: root?.innerHTML ?? '', styles };
    }),
  );
  await page.close();
  return stills;
}

/** Time from a mount of one element of each kind to the frame that shows them with their data. */
async function fill(browser: Browser, site: Site, kind: Kind, stills: Awaited<ReturnType<typeof record>>) {
  const { page } = await visit(browser);
  try {
    await page.setBypassCSP(true);
    await page.setViewport({ width: 1280, height: 1000 });
    await page.goto(`${site.url}/cards/sizes.json`);
    return await page.evaluate(
      async (parts, how, everything) => {
        const painted = () =>
          new Promise<void>((resolve) =>
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port2.onmessage = () => resolve();
              port1.postMessage(0);
            }),
          );
        document.body.replaceChildren();
        const place = document.createElement('div');
        document.body.append(place);
        const still = how === 'static';
        if (!still) {
          // The modules are there, as in a page that was open before; nothing is asked, so that only memory counts.
          for (const { tag } of parts) await import(`/cards/${tag}.js`);
          // One of each has fetched already: the data is in memory.
          const warm = document.createElement('div');
          warm.append(...parts.map(({ tag }) => document.createElement(tag)));
          document.body.append(warm);
          const loading = () => [...warm.children].some((card) => card.getAttribute('phase') === 'loading');
          while (loading()) await painted();
          await new Promise((resolve) => setTimeout(resolve, 300));
          warm.hidden = true;
          globalThis.fetch = () => new Promise<Response>(() => {});
        }
        await painted();
        await painted();
        const began = performance.now();
        if (still) {
          const sheets = parts.map(({ styles }) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(`${styles}\n${everything}`);
            return sheet;
          });
          const one = parts
            .map(
              ({ tag, attributes, html }) =>
                `<${tag}-still ${attributes}><template shadowrootmode="open">${html}</template></${tag}-still>`,
            )
            .join('');
          place.setHTMLUnsafe(one);
          [...place.children].forEach((host, index) => {
            const sheet = sheets[index];
            if (host.shadowRoot && sheet) host.shadowRoot.adoptedStyleSheets = [sheet];
          });
          await painted();
          return performance.now() - began;
        }
        if (how === 'ours, not') {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('::part(body) { content-visibility: visible !important; }');
          document.adoptedStyleSheets.push(sheet);
        }
        for (const { tag } of parts) place.append(document.createElement(tag));
        // Every card shows its data: none is at its skeleton any more.
        const ready = () =>
          [...place.children].every((card) => {
            const body = card.shadowRoot?.querySelector('[part=body]');
            return body && !body.querySelector('.skeleton');
          });
        const end = performance.now() + 10_000;
        do await painted();
        while (!ready() && performance.now() < end);
        if (!ready()) throw new Error('Some card never came past its skeleton.');
        return performance.now() - began;
      },
      stills,
      kind,
      EVERYTHING,
    );
  } finally {
    await page.close();
  }
}

/** The first frame with data of every card of the shell whose values are in memory, against static markup of the same DOM. */
export default async function firstRender(): Promise<Result> {
  const site = await raise();
  const browser = await launch();
  const stills = await record(browser, site);
  const kinds: Kind[] = ['static', 'ours, allowed', 'ours, not'];
  const times: Record<Kind, number[]> = { 'static': [], 'ours, allowed': [], 'ours, not': [] };
  for (let run = 0; run < RUNS; run += 1)
    for (const kind of kinds) times[kind].push(await fill(browser, site, kind, stills));
  await browser.close();
  await site.down();
  const base = median(times.static);
  const row = (name: string, kind: Kind, limit: number) => {
    const time = median(times[kind]);
    const ratio = time / base;
    return [
      name,
      `${time.toFixed(0)} ms`,
      ratio.toFixed(2),
      limit ? verdict(ratio <= limit, `${limit} times static`) : '',
    ];
  };
  return {
    title: `First frame with data, every card of the shell (${stills.length})`,
    rows: [
      ['', 'median', 'ratio', 'limit'],
      row('static markup of the same DOM and styles, without content-visibility', 'static', 0),
      row('the cards, content-visibility allowed', 'ours, allowed', 1.6),
      row('the cards, without content-visibility', 'ours, not', 2.2),
    ],
    command: 'npm run bench',
    notes: `${RUNS} fresh pages of each, taking turns. From mounting the elements to the painted frame in which each shows its values; one card of each kind was there before, so the modules and the data are in memory, and no request is answered. A card counts as ready when its skeleton is gone, not by its phase: a route that never answered stays in the phase loading.`,
  };
}
