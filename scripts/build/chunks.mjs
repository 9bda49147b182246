import { PROVIDER, at, cards, shown } from '../tree.mjs';

const PACKAGES = /\/node_modules\//;
const HOUSE = /^src\/(?:api\/(?!loopback|stale-agent)|store\/)/;
/** What most cards read, and every tab that polls: as a file of its own it would only be one more request. */
const READS =
  /^src\/(?:data\/(?:alarm|alias|audit|governance|release)-reads|domain\/governance\/governance-events)\.ts$/;
const PARTS = /^src\/card\//;
/** What every card is made of; other parts, such as tables and charts, are for those that have one. */
const BASE = ['src/card/card.ts', PROVIDER];
/** Judging is what every card does; parity is what runbooks are about most often, and by far the longest judgement. */
const JUDGING = /^src\/domain\/(?:judgement\/tone|release\/parity)\.ts$/;

/** Modules that are only ever needed together, by the names of their files. */
const TOGETHER = {
  anomalies:
    /^src\/(?:data\/(?:anomaly-reads|poll-anomalies)|domain\/(?:findings\/severity|fleet\/pecks|availability\/failure-limits))\.ts$/,
  findings:
    /^src\/(?:data\/(?:all-causes|findings-of|causes\/.*)|domain\/findings\/(?!severity|tier).*)\.ts$/,
  canary: /^src\/domain\/canary\//,
};

const LARGE = /^src\/(domain|commands|data)\/(?:[\w-]+\/)?([\w-]+)\.ts$/;

/** A shared leaf under this length of code costs more as a file of its own than in one with others. */
const TINY = 1500;

/** What a card loads beside its first paint: to watch, and, in the one tab that polls, to ask. */
const LATER = [
  { name: 'live', root: 'src/card/live.ts' },
  { name: 'poll', root: 'src/data/poll.ts' },
];

/** What every live card loads in the end, wherever it stands. */
const LIVE = [...LATER.map(({ root }) => root), 'src/data/poll-anomalies.ts'];

/**
 * Which modules go into one file together.
 *
 * Every link of an import chain costs a round trip (about 100 ms on a 100 ms link), bytes cost little. So all
 * that every card is made of, with Lit and what it needs of the house, is one file, `core`; a plain card is its entry
 * and `core`. What only some cards have (tables, charts, forms, and small rules that several share) is another,
 * `parts`; a large rule that several share is a file of its own. The entry names each itself, so nothing is three
 * deep. What is only imported when used (export, packs, provenance, Chart.js) is in none of them.
 * @returns {(id: string, graph: {getModuleInfo: Function}) => string | undefined} Rollup's `manualChunks`
 */
export function chunks() {
  let uses;
  let halves;
  let base;
  let live;
  return (id, { getModuleInfo, getModuleIds }) => {
    uses ??= usesOf(getModuleInfo, [...getModuleIds()]);
    halves ??= LATER.map(({ name, root }) => ({ name, modules: reached(getModuleInfo, at(root)) }));
    const path = shown(id);
    const byCards = uses.get(id) ?? 0;
    const group = Object.keys(TOGETHER).find((name) => TOGETHER[name].test(path));
    if (byCards === 0) return halves.find(({ modules }) => modules.has(id))?.name ?? group;
    base ??= reached(getModuleInfo, ...BASE.map((path) => at(path)));
    const inCore = (each) =>
      base.has(each) || [HOUSE, READS, JUDGING].some((house) => house.test(shown(each)));
    if (inCore(id)) return 'core';
    if (byCards < 2) return undefined;
    if (group) return group;
    // One that needs a large rule would have every card with a part load that.
    const small = (each) =>
      inCore(each) ||
      ((getModuleInfo(each)?.code?.length ?? 0) < TINY && getModuleInfo(each).importedIds.every(small));
    live ??= reached(getModuleInfo, ...LIVE.map((path) => at(path)));
    if (live.has(id) && small(id)) return 'core';
    if (PARTS.test(path) || PACKAGES.test(id) || small(id)) return 'parts';
    // Named, for else it would go along with whatever imports it.
    const [, folder, name] = LARGE.exec(path) ?? [];
    // Two folders may have a module of one name.
    return name && (folder === 'domain' ? name : `${name}-${folder}`);
  };
}

/** Some modules and everything that they import at once. */
export function reached(getModuleInfo, ...roots) {
  const seen = new Set(roots);
  for (const each of seen) for (const next of getModuleInfo(each)?.importedIds ?? []) seen.add(next);
  return seen;
}

/** For each module, how many cards import it at once. */
function usesOf(getModuleInfo, ids) {
  const ofCards = new Set([...cards().map(({ entry }) => entry), PROVIDER].map((path) => at(path)));
  const uses = new Map();
  for (const id of ids)
    if (ofCards.has(id))
      for (const each of reached(getModuleInfo, id)) uses.set(each, (uses.get(each) ?? 0) + 1);
  return uses;
}
