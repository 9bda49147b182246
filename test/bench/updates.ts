import { launch, raise, visit } from '../e2e/support.ts';
import { median, verdict } from './_support.ts';
import type { Result } from './_support.ts';

const RUNS = 31;
/** Each of three cards without a chart, so many times. */
const COPIES = 30;

/** Two documents of a status answer that differ in every figure that the cards show. */
async function answers(url: string): Promise<[status: unknown, metrics: unknown]> {
  const ask = async (path: string): Promise<unknown> => (await fetch(url + path)).json();
  return Promise.all([ask('/beak/system/status'), ask('/beak/metrics')]);
}

/**
 * A poll that changes every card, from the answer's arrival to layout, against writing the same texts into the same DOM
 * by hand. In each run the two take turns, and both end with a forced layout.
 */
export default async function updates(): Promise<Result> {
  const site = await raise();
  const browser = await launch();
  const { page } = await visit(browser);
  await page.setViewport({ width: 1280, height: 1600 });
  const [status, metrics] = await answers(site.url);
  await page.goto(`${site.url}/cards/sizes.json`);
  await page.setBypassCSP(true);
  await page.goto(`${site.url}/cards/sizes.json`);
  const figures = await page.evaluate(
    async (given, copies, runs) => {
      // A backend in the page: answers at once, each time with every figure moved by one.
      let step = 0;
      const moved = (value: unknown, key = ''): unknown =>
        typeof value === 'number'
          ? value + step
          : typeof value === 'string' &&
              /^(version|invoked_version|lambda_alias_version|galaxy_version|stable)$/.test(key)
            ? String(Number(value) + step)
            : key === 'generated_at'
              ? new Date(Date.now()).toISOString()
              : Array.isArray(value)
                ? value
                : typeof value === 'object' && value
                  ? Object.fromEntries(
                      Object.entries(value).map(([name, inner]) => [name, moved(inner, name)]),
                    )
                  : value;
      globalThis.fetch = (url) => {
        const body = String(url).endsWith('/metrics') ? given.metrics : given.status;
        return Promise.resolve(
          new Response(JSON.stringify(moved(body)), { headers: { date: new Date().toUTCString() } }),
        );
      };
      // What is out of sight would cost neither side a layout.
      const everything = new CSSStyleSheet();
      everything.replaceSync('* { content-visibility: visible !important; }');
      document.adoptedStyleSheets = [everything];
      const tags = ['mc-metrics-strip', 'mc-alias-drift', 'mc-agent-fleet'];
      for (const tag of tags) await import(`/cards/${tag}.js`);
      const place = document.createElement('div');
      document.body.replaceChildren(place);
      const cards = Array.from({ length: copies }, () => tags)
        .flat()
        .map((tag) => document.createElement(tag));
      place.append(...cards);
      const calm = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
      while (!cards.every((card) => card.getAttribute('phase') === 'live')) await calm();
      await calm();

      // The same DOM by hand: every shadow root cloned, with the same sheets.
      const copy = document.createElement('div');
      const texts: { from: Text; to: Text }[] = [];
      for (const card of cards) {
        const host = document.createElement('div');
        for (const { name, value } of card.attributes) host.setAttribute(name, value);
        const root = host.attachShadow({ mode: 'open' });
        const from = card.shadowRoot;
        if (!from) continue;
        root.adoptedStyleSheets = [...from.adoptedStyleSheets];
        root.append(...[...from.childNodes].map((node) => node.cloneNode(true)));
        copy.append(host);
      }
      document.body.append(copy);
      const walk = (root: Node): Text[] => {
        const found: Text[] = [];
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node as Text);
        return found;
      };
      const pair = () => {
        texts.length = 0;
        [...copy.children].forEach((host, index) => {
          const card = cards[index];
          if (!card?.shadowRoot || !host.shadowRoot) return;
          const from = walk(card.shadowRoot);
          walk(host.shadowRoot).forEach((to, n) => {
            const source = from[n];
            if (source) texts.push({ from: source, to });
          });
        });
      };
      const ours: number[] = [];
      const byHand: number[] = [];
      let changed = 0;
      for (let run = 0; run < runs; run += 1) {
        step += 1;
        await calm();
        // Ours: from the moment that the answers are there, to layout. What asking takes is not rendering.
        place.offsetHeight;
        const sources = cards.slice(0, tags.length) as unknown as { reload: () => Promise<void> }[];
        const began = performance.now();
        await Promise.all(sources.slice(0, 2).map((card) => card.reload()));
        await Promise.all(
          (cards as unknown as { updateComplete: Promise<unknown> }[]).map((card) => card.updateComplete),
        );
        place.offsetHeight;
        ours.push(performance.now() - began);

        await calm();
        pair();
        const writes = texts
          .filter(({ from, to }) => from.data !== to.data)
          .map(({ from, to }) => [to, from.data] as const);
        changed = writes.length;
        copy.offsetHeight;
        // By hand the same answers are read too, so that both begin with text from the network.
        const start = performance.now();
        const [a, b] = await Promise.all([
          fetch('/beak/system/status').then((reply) => reply.text()),
          fetch('/beak/metrics').then((reply) => reply.text()),
        ]);
        JSON.parse(a);
        JSON.parse(b);
        for (const [node, text] of writes) node.data = text;
        copy.offsetHeight;
        byHand.push(performance.now() - start);
      }
      return { ours, byHand, changed };
    },
    { status, metrics },
    COPIES,
    RUNS,
  );
  await browser.close();
  await site.down();
  const [ours, byHand] = [median(figures.ours), median(figures.byHand)];
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  return {
    title: `A poll that changes every card (${3 * COPIES} cards), to layout`,
    rows: [
      ['', 'median', 'ratio', 'limit'],
      [
        'the cards',
        ms(ours),
        (ours / byHand).toFixed(2),
        verdict(ours <= 1.5 * byHand, '1.5 times writing by hand'),
      ],
      [`${figures.changed} texts written by hand`, ms(byHand), '1.00', ''],
    ],
    command: 'npm run bench',
    notes: `${RUNS} runs of each, taking turns. Both begin with asking an in-page backend that answers at once, and end with a forced layout; the cards also mask, record, keep and broadcast what came. Three of the six kinds, those without a chart or a growing log.`,
  };
}
