import { brotliCompressSync, constants } from 'node:zlib';
import { version } from '../tree.mjs';

/** What a page may pay at most for one card, in bytes (brotli 11) and requests. */
const BUDGETS = [{ tag: 'mc-alias-drift', bytes: 14_000, requests: 3 }];

const CARD = /^cards\/(mc-[^/]+)\.js$/;
const CHUNKS = 'cards/chunks/';

/** Bytes of a text as a good static host sends it. */
const bytes = (code) =>
  brotliCompressSync(Buffer.from(code), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/**
 * Measures what each card costs a page: `own` is its entry alone, `all` with everything that it imports at
 * once, in so many `requests`; what is loaded when used is not in it.
 * @param bundle the modules that Rollup is about to write
 * @param all the code of all.js, where it was built
 */
export function measure(bundle, all) {
  const chunks = new Map(
    Object.values(bundle)
      .filter((chunk) => chunk.type === 'chunk')
      .map((chunk) => [chunk.fileName, { chunk, own: bytes(chunk.code) }]),
  );
  const imports = (name) => chunks.get(name)?.chunk.imports ?? [];
  const cost = (name) => {
    const closure = new Set([name]);
    for (const each of closure) for (const next of imports(each)) closure.add(next);
    return {
      own: chunks.get(name)?.own ?? 0,
      all: [...closure].reduce((sum, each) => sum + (chunks.get(each)?.own ?? 0), 0),
      requests: closure.size,
    };
  };
  const cards = {};
  const shared = {};
  for (const [name, { own }] of [...chunks].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const tag = CARD.exec(name)?.[1];
    if (tag) cards[tag] = cost(name);
    else if (name.startsWith(CHUNKS))
      shared[name.slice(CHUNKS.length)] = { own, lazy: !atOnce(name, chunks) };
  }
  return {
    version,
    unit: 'bytes after brotli 11',
    budgets: BUDGETS.filter(({ tag }) => cards[tag]).map((budget) => ({
      ...budget,
      held: cards[budget.tag].all <= budget.bytes && cards[budget.tag].requests <= budget.requests,
    })),
    live: sum(chunks, ['live', 'poll']),
    ...(chunks.has('shell.js') && { shell: cost('shell.js') }),
    ...(chunks.has('cards/autoload.js') && { autoload: cost('cards/autoload.js') }),
    ...(all && { 'all.js': bytes(all) }),
    cards,
    shared,
  };
}

/** What every live card loads beside its first paint, once for a page. */
function sum(chunks, names) {
  const found = [...chunks.values()].filter(({ chunk }) => names.includes(chunk.name));
  return { all: found.reduce((all, { own }) => all + own, 0), requests: found.length };
}

/** Whether some module imports this one at once. */
const atOnce = (name, chunks) => [...chunks.values()].some(({ chunk }) => chunk.imports.includes(name));

/** Prints the sizes in a few lines: the shared files, the dearest cards, and how the budgets stand. */
export function print({ cards, shared, budgets, shell, autoload, 'all.js': all }) {
  const kB = (count) => `${(count / 1000).toFixed(1)} kB`.padStart(9);
  const line = (name, ...cells) => console.log(`  ${name.padEnd(34)}${cells.join('  ')}`);
  const list = Object.entries(cards).sort(([, a], [, b]) => b.all - a.all);
  const middle = list[Math.floor(list.length / 2)];
  console.log(`\n  ${String(list.length)} tags; brotli: own file, with its imports, requests`);
  for (const [name, { own, lazy }] of Object.entries(shared))
    line(`chunks/${name}`, kB(own), lazy ? 'when used' : '');
  if (shell) line('shell', kB(shell.own), kB(shell.all), shell.requests);
  if (autoload) line('autoload', kB(autoload.own), kB(autoload.all), autoload.requests);
  if (all) line('all.js', kB(all));
  for (const [tag, { own, all: sum, requests }] of list.slice(0, 3)) line(tag, kB(own), kB(sum), requests);
  if (list.length > 3)
    line(`${middle[0]} (median)`, kB(middle[1].own), kB(middle[1].all), middle[1].requests);
  for (const { tag, bytes: limit, requests, held } of budgets) {
    const is = cards[tag];
    line(
      `${held ? 'held' : 'OVER'}: ${tag}`,
      `${kB(is.all).trim()} of ${kB(limit).trim()},`,
      `${String(is.requests)} of ${String(requests)} requests`,
    );
  }
  console.log('');
}
