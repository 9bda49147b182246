import { brotliCompressSync, constants } from 'node:zlib';
import { at, version } from '../tree.mjs';

/**
 * What a page may pay at most for one live card, in bytes (brotli 11): for all modules that are loaded until it has its
 * data and has looked at it. `when` are those that it loads beside its first paint, for each what is imported when.
 */
const BUDGETS = [
  {
    tag: 'mc-alias-drift',
    bytes: 39_375,
    when: ['src/card/live.ts', 'src/data/poll.ts', 'src/data/poll-anomalies.ts'],
  },
];

const CARD = /^cards\/(mc-[^/]+)\.js$/;
const CHUNKS = 'cards/chunks/';

/** Bytes of a text as a good static host sends it. */
const bytes = (code) =>
  brotliCompressSync(Buffer.from(code), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

/**
 * Measures what each card costs a page: `own` is its entry alone, `all` with everything that it imports at
 * once, in so many `requests`; what is loaded when used is not in it, but counts in the budgets of live cards.
 * @param bundle the modules that Rollup is about to write
 * @param before the code of the modules that were written before, by their paths
 */
export function measure(bundle, before) {
  const chunks = new Map(
    Object.values(bundle)
      .filter((chunk) => chunk.type === 'chunk')
      .map((chunk) => [chunk.fileName, { chunk, own: bytes(chunk.code) }]),
  );
  const closure = (...names) => {
    const reached = new Set(names);
    for (const each of reached) for (const next of chunks.get(each)?.chunk.imports ?? []) reached.add(next);
    return [...reached];
  };
  const sum = (names) => names.reduce((all, each) => all + (chunks.get(each)?.own ?? 0), 0);
  const cost = (name) => {
    const modules = closure(name);
    return { own: sum([name]), all: sum(modules), requests: modules.length };
  };
  const holding = (file) =>
    [...chunks].find(([, { chunk }]) => Object.hasOwn(chunk.modules, at(file)))?.[0] ??
    raise(`${file} is in no module: a budget names it.`);
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
    'unit': 'bytes after brotli 11',
    'budgets': BUDGETS.map(({ tag, bytes: limit, when }) => {
      const modules = closure(`cards/${tag}.js`, ...when.map(holding));
      return { tag, bytes: limit, is: sum(modules), held: sum(modules) <= limit, modules: modules.sort() };
    }),
    'shell': cost('shell.js'),
    'autoload': cost('cards/autoload.js'),
    'all.js': bytes(before['cards/all.js']),
    cards,
    shared,
  };
}

const raise = (message) => {
  throw new Error(message);
};

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
  line('shell', kB(shell.own), kB(shell.all), shell.requests);
  line('autoload', kB(autoload.own), kB(autoload.all), autoload.requests);
  line('all.js', kB(all));
  for (const [tag, { own, all: sum, requests }] of list.slice(0, 3)) line(tag, kB(own), kB(sum), requests);
  if (list.length > 3)
    line(`${middle[0]} (median)`, kB(middle[1].own), kB(middle[1].all), middle[1].requests);
  for (const { tag, bytes: limit, is, held, modules } of budgets)
    line(
      `${held ? 'held' : 'OVER'}: ${tag}, live`,
      `${kB(is).trim()} of ${kB(limit).trim()}`,
      `in ${modules.length} modules`,
    );
  console.log('');
}
