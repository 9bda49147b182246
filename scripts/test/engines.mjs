/** The browsers of this machine, and how a missing one comes to it. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env, getuid, platform } from 'node:process';
import { run } from '../run.mjs';

const MAC = '/Applications';
const WINDOWS = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);

/** What an engine is to be found as: commands of the PATH, then whole paths; and its packages on Debian. */
const ENGINES = {
  chromium: {
    chosen: env.CHROME_PATH,
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    paths: [
      `${MAC}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${MAC}/Chromium.app/Contents/MacOS/Chromium`,
      ...WINDOWS.map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
      ...WINDOWS.map((folder) => join(folder, 'Microsoft/Edge/Application/msedge.exe')),
    ],
    packages: ['chromium'],
  },
  firefox: {
    chosen: env.FIREFOX_PATH,
    commands: ['firefox-esr', 'firefox'],
    paths: [
      `${MAC}/Firefox.app/Contents/MacOS/firefox`,
      ...WINDOWS.map((folder) => join(folder, 'Mozilla Firefox/firefox.exe')),
    ],
    packages: ['firefox-esr'],
  },
  webkit: { commands: ['WebKitWebDriver'], paths: [], packages: ['webkit2gtk-driver', 'xvfb', 'xauth'] },
};

/** Where an engine is, or nothing. For WebKit it is the driver; it counts where the browser is there too. */
export function find(engine) {
  const { chosen, commands, paths } = ENGINES[engine];
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => commands.map((name) => join(folder, name)));
  const found = [...onPath, ...paths].find((path) => existsSync(path));
  return engine === 'webkit' && !(miniBrowser() && (env.DISPLAY || command('xvfb-run'))) ? undefined : found;
}

/** WebKitGTK's small browser, which lies outside the PATH. */
export function miniBrowser() {
  const libraries = '/usr/lib';
  if (platform !== 'linux' || !existsSync(libraries)) return undefined;
  return readdirSync(libraries)
    .flatMap((folder) =>
      ['4.1', '6.0', '4.0'].map((api) => join(libraries, folder, `webkit2gtk-${api}/MiniBrowser`)),
    )
    .find((path) => existsSync(path));
}

const command = (name) => (env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

/** The engines that words name, Chromium first: `all`, or some with commas between; none where one is unknown. */
export function named(words = '') {
  const every = Object.keys(ENGINES);
  if (words === 'all') return every;
  const wanted = words.split(',');
  return wanted.every((word) => every.includes(word))
    ? every.filter((engine) => wanted.includes(engine))
    : [];
}

/**
 * Sees to it that engines are here; on Debian and Ubuntu, as root, it installs what is missing.
 * @throws {Error} with the command that a person has to run
 */
export async function ensureEngines(wanted) {
  const absent = wanted.filter((engine) => find(engine) === undefined);
  if (absent.length === 0) return;
  const packages = absent.flatMap((engine) => ENGINES[engine].packages);
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  const apt = existsSync('/usr/bin/apt-get');
  if (apt && getuid?.() === 0) {
    console.log(`  installing ${packages.join(', ')}`);
    const quiet = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
    const update = await run('apt-get', ['update'], quiet);
    const { code, out } = update.code === 0 ? await run(install[0], install.slice(1), quiet) : update;
    if (code !== 0) throw new Error(`${install.join(' ')} failed:\n${out}`);
  }
  const still = absent.filter((engine) => find(engine) === undefined);
  if (still.length === 0) return;
  const advice = apt
    ? `run: sudo ${install.join(' ')}`
    : 'install it, or name its program in CHROME_PATH (or FIREFOX_PATH)';
  throw new Error(`No ${still.join(' and no ')} was found, and the tests need it: ${advice}`);
}
