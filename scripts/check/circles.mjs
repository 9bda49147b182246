/** Whether any files of the sources import each other in a circle, types included. */
import { readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import ts from 'typescript';
import { at, files } from '../tree.mjs';

/** Where none may be. */
const FOLDERS = ['bridge', 'components', 'scripts', 'server', 'src', 'test'];
/** What another build left behind is not ours. */
const FROZEN = /\/(fixtures|node_modules)\//;

/** @returns {Promise<string[]>} a sentence for each circle */
export async function circles() {
  return circlesOf(importsOf(FOLDERS.flatMap(modules)));
}

/** The modules of a folder. */
const modules = (folder) =>
  ['.ts', '.mjs'].flatMap((ending) => files(folder, ending)).filter((path) => !FROZEN.test(path));

/** The files that each of these imports, by their paths from the root. */
function importsOf(paths) {
  const all = new Set(paths);
  return new Map(
    paths.map((path) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(at(path), 'utf8'), true, true);
      const targets = importedFiles.map(({ fileName }) => posix.join(dirname(path), fileName));
      return [path, targets.filter((target) => all.has(target))];
    }),
  );
}

/**
 * The circles of a graph (Tarjan's strongly connected components), a sentence each.
 * @param {Map<string, string[]>} graph
 */
export function circlesOf(graph) {
  const found = [];
  const index = new Map();
  const low = new Map();
  const stack = [];
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1 || graph.get(node)?.includes(node)) found.push(circle);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found.map(
    (circle) =>
      `${circle.sort().join(', ')} import each other: what they share belongs in a file below both.`,
  );
}
