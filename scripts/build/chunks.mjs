import { at, cards, provider, shown } from '../tree.mjs';

const PACKAGES = /\/node_modules\//;
const HOUSE = /^src\/(?:api|store)\//;
const PARTS = /^src\/card\//;
/** What every card is made of; other parts, such as tables and charts, are for those that have one. */
const BASE = 'src/card/card.ts';
/** Judging is what every card does; parity is what runbooks are about most often, and by far the longest judgement. */
const JUDGING = /^src\/rules\/(?:tone|parity)\.ts$/;

/** Rules of several modules that are only ever needed together, by the names of their files. */
const TOGETHER = {
  anomalies: /^src\/(?:data\/anomalies|rules\/(?:anomalies|pecks))\.ts$/,
  canary: /^src\/rules\/(?:canary(?:-looks|-tests)?|binomial)\.ts$/,
};

const LARGE = /^src\/(rules|commands|data)\/([\w-]+)\.ts$/;

/** A shared leaf under this length of code costs more as a file of its own than in one with others. */
const TINY = 1500;

/** What a card loads beside its first paint: to watch, and, in the one tab that polls, to ask. */
const LATER = [
  { name: 'live', root: 'src/card/live.ts' },
  { name: 'poll', root: 'src/data/poll.ts' },
];

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
  return (id, { getModuleInfo, getModuleIds }) => {
    uses ??= usesOf(getModuleInfo, [...getModuleIds()]);
    halves ??= LATER.map(({ name, root }) => ({ name, modules: reached(getModuleInfo, at(root)) }));
    const path = shown(id);
    const byCards = uses.get(id) ?? 0;
    if (byCards === 0) return halves.find(({ modules }) => modules.has(id))?.name;
    base ??= reached(getModuleInfo, at(BASE));
    const inCore = (each) => base.has(each) || HOUSE.test(shown(each)) || JUDGING.test(shown(each));
    if (inCore(id)) return 'core';
    if (byCards < 2) return undefined;
    const group = Object.keys(TOGETHER).find((name) => TOGETHER[name].test(path));
    if (group) return group;
    // One that needs a large rule would have every card with a part load that.
    const small = (each) =>
      inCore(each) ||
      ((getModuleInfo(each)?.code?.length ?? 0) < TINY && getModuleInfo(each).importedIds.every(small));
    if (PARTS.test(path) || PACKAGES.test(id) || small(id)) return 'parts';
    // Named, for else it would go along with whatever imports it.
    const [, folder, name] = LARGE.exec(path) ?? [];
    // Two folders may have a module of one name.
    return name && (folder === 'rules' ? name : `${name}-${folder}`);
  };
}

/** A module and everything that it imports at once. */
function reached(getModuleInfo, root) {
  const seen = new Set([root]);
  for (const each of seen) for (const next of getModuleInfo(each)?.importedIds ?? []) seen.add(next);
  return seen;
}

/** For each module, how many cards import it at once. */
function usesOf(getModuleInfo, ids) {
  const ofCards = new Set(
    [...cards().map((card) => card.file), provider()].flatMap((path) => (path ? [at(path)] : [])),
  );
  const uses = new Map();
  for (const id of ids)
    if (ofCards.has(id))
      for (const each of reached(getModuleInfo, id)) uses.set(each, (uses.get(each) ?? 0) + 1);
  return uses;
}
