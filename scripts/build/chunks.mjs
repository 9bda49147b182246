import { at, cards, provider, shown } from '../tree.mjs';

const PACKAGES = /\/node_modules\/(?:lit|@lit|lit-html|lit-element|idb-keyval)\//;
const HOUSE = /^src\/(?:api|store|data)\//;
const PARTS = /^src\/card\//;
/** What every card is made of; other parts, such as tables and charts, are for those that have one. */
const BASE = 'src/card/card.ts';
const LEAVES = /^src\/(?:rules|commands)\//;

/** A shared leaf under this length of code costs more as a file of its own than in the core. */
const TINY = 1500;

/** What a card loads beside its first paint: to watch, and, in the one tab that polls, to ask. */
const LATER = [
  { name: 'live', root: 'src/card/live.ts' },
  { name: 'poll', root: 'src/data/poll.ts' },
];

/** A leaf that so many cards use is loaded by nearly every page. */
const COMMON = 12;

/**
 * Which modules go into one file together.
 *
 * Every link of an import chain costs a round trip (about 100 ms on a 100 ms link), bytes cost little. So all
 * that any card imports at once from the house, with Lit and idb-keyval, is one file, `core`; a card is its
 * entry and `core`. A rule that many cards share, or a tiny one, is in it too; another shared rule is a third
 * file, which the entry names itself, so that nothing is three deep; so are the parts that only some cards have, such as tables, charts and forms, in one
 * file `parts`. What is only imported when used (export,
 * packs, provenance, Chart.js) is not in the core.
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
    const { byCards = 0, byAny = 0 } = uses.get(id) ?? {};
    if (byCards === 0) return halves.find(({ modules }) => modules.has(id))?.name;
    base ??= reached(getModuleInfo, at(BASE));
    if (base.has(id) || HOUSE.test(path) || PACKAGES.test(id)) return 'core';
    if (PARTS.test(path)) return byCards > 1 ? 'parts' : undefined;
    const small = (getModuleInfo(id)?.code?.length ?? 0) < TINY;
    return LEAVES.test(path) && byAny > 1 && (small || byCards >= COMMON) ? 'core' : undefined;
  };
}

/** A module and everything that it imports at once. */
function reached(getModuleInfo, root) {
  const seen = new Set([root]);
  for (const each of seen) for (const next of getModuleInfo(each)?.importedIds ?? []) seen.add(next);
  return seen;
}

/** For each module, how many cards, and how many files that are loaded by themselves, import it at once. */
function usesOf(getModuleInfo, ids) {
  const ofCards = new Set(
    [...cards().map((card) => card.file), provider()].flatMap((path) => (path ? [at(path)] : [])),
  );
  const uses = new Map();
  for (const id of ids) {
    const info = getModuleInfo(id);
    if (!info?.isEntry && !info?.dynamicImporters.length) continue;
    for (const each of reached(getModuleInfo, id)) {
      const { byCards = 0, byAny = 0 } = uses.get(each) ?? {};
      uses.set(each, { byCards: byCards + Number(ofCards.has(id)), byAny: byAny + 1 });
    }
  }
  return uses;
}
