/**
 * `npm run bench`: runs test/bench/*.ts one after the other and writes what they measured to RESULTS.md. With names, as in
 * `npm run bench -- rest sizes`, it runs those alone and prints what they measured.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { node } from './run.mjs';
import { ensureEngines, find } from './test/engines.mjs';
import { at, files, tool, version } from './tree.mjs';

/** Loads one bench in a process of its own, under tsx, and keeps the rows that it answers. */
const RUN = `
  import { writeFile } from 'node:fs/promises';
  import { pathToFileURL } from 'node:url';
  const [bench, out] = process.argv.slice(1);
  const { default: measure } = await import(pathToFileURL(bench).href);
  await writeFile(out, JSON.stringify(await measure()));
  process.exit(0);
`;

/**
 * @returns {Promise<{title: string, rows: string[][], command?: string, notes?: string} | undefined>} what the
 *   bench answered: the first row is the table's head; nothing where it failed
 */
async function measure(file, folder) {
  const out = join(folder, `${basename(file)}.json`);
  console.log(`\n${file}`);
  const env = { CHROME_PATH: find('chromium') };
  const { code } = await node(
    ['--import', 'tsx', '--input-type=module', '--eval', RUN, '--', at(file), out],
    { env },
  );
  return code === 0 ? JSON.parse(await readFile(out, 'utf8')) : undefined;
}

const cell = (text) => String(text).replaceAll('|', '\\|');
const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

/** One bench as Markdown. */
function section({ title, rows: [head = [], ...rows], command, notes }) {
  const table = [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
  const how = command ? `\n\n\`${command}\`` : '';
  return `## ${title}\n\n${table}${notes ? `\n\n${[notes].flat().join('\n')}` : ''}${how}\n`;
}

const all = files('test/bench', '.ts').filter((path) => !/\/_|\.d\.ts$/.test(path));
const wanted = process.argv.slice(2);
const named = (file) => basename(file, '.ts');
const strange = wanted.filter((name) => !all.map(named).includes(name));
if (strange.length > 0) {
  console.error(`There is no bench ${strange.join(', ')}: the names are ${all.map(named).join(', ')}.`);
  process.exit(2);
}

await ensureInstalled();
await ensureEngines(['chromium']);
if (!existsSync(at('dist/cards/sizes.json'))) {
  const { code } = await node([tool('rollup'), '-c', '--silent']);
  if (code !== 0) process.exit(1);
}
const folder = await mkdtemp(join(tmpdir(), 'mc-bench-'));
const results = [];
for (const file of all.filter((each) => wanted.length === 0 || wanted.includes(named(each)))) {
  const result = await measure(file, folder);
  if (result) results.push(result);
  else process.exitCode = 1;
}
await rm(folder, { recursive: true, force: true });
if (results.length === 0) {
  console.log('No bench answered.');
  process.exitCode = 1;
} else if (wanted.length > 0) console.log(`\n${results.map(section).join('\n')}`);
else {
  const [{ model = 'unknown processor' } = {}] = cpus();
  const where = `Version ${version}, Node ${process.version}, ${cpus().length} × ${model.trim()}, ${process.platform}, ${new Date().toISOString().slice(0, 10)}.`;
  const text = `# Measurements\n\nWritten by \`npm run bench\`. Ratios travel better than absolute figures.\n\n${where}\n\n${results.map(section).join('\n')}`;
  await writeFile(at('test/bench/RESULTS.md'), text);
  const format = await node([tool('prettier'), '--write', '--log-level', 'warn', 'test/bench/RESULTS.md']);
  process.exitCode ||= format.code;
  console.log('\nWrote test/bench/RESULTS.md.');
}
