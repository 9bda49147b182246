// Plain JavaScript: `npm start` reads the flags before anything is installed that could read TypeScript.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

const scenarios = JSON.parse(readFileSync(new URL('beak/scenarios.json', import.meta.url), 'utf8'));
const names = Object.keys(scenarios);

export const help = `npm start -- [flags]

  --port N          listen on this port of 127.0.0.1 (default 4173; 0 takes a free one)
  --scenario NAME   what the embedded Beak acts out (default healthy)
  --api URL         put a real Beak behind the page instead
  --aws             put your AWS account behind the page instead; with it
    --function A,B    names of the functions, the first of which is shown first
    --alias NAME      their alias (default prod)
    --region R        their region (default: that of the environment or the profile)
    --bridge FILE     bridge.json, which says what else is read
    --release         let whoever has the token that is told at start change the alias
  --release-token T let whoever sends the bearer token T change the embedded Beak’s alias (default: nobody);
                    a process list shows it, --release-token-file FILE and MC_RELEASE_TOKEN do not
  --open            open the page in the default browser
  --help            say this

Scenarios, which the control page can also switch while it runs:
${names.map((name) => `  ${name.padEnd(16)}  ${scenarios[name]}`).join('\n')}
`;

const AWS_FLAGS = {
  function: { type: 'string' },
  alias: { type: 'string' },
  region: { type: 'string' },
  bridge: { type: 'string' },
  release: { type: 'boolean' },
};
const options = {
  'port': { type: 'string', default: '4173' },
  'scenario': { type: 'string' },
  'api': { type: 'string' },
  'aws': { type: 'boolean' },
  ...AWS_FLAGS,
  'release-token': { type: 'string' },
  'release-token-file': { type: 'string' },
  'open': { type: 'boolean', default: false },
  'help': { type: 'boolean', default: false },
};

export function readFlags(argv, env = process.env) {
  const flags = parse(argv);
  const { port, scenario = 'healthy', api, open, help } = flags;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new Error(`"${port}" is not a port: give --port a whole number from 0 to 65535.`);
  }
  if (!names.includes(scenario)) {
    throw new Error(`There is no scenario "${scenario}": give --scenario one of ${names.join(', ')}.`);
  }
  if (api !== undefined) refuseApi(api);
  // With --aws the token is made anew, so that one in the environment has no part in it.
  const releaseToken = flags.aws ? undefined : tokenFrom(flags, env);
  if (releaseToken !== undefined && !/^[\w.~+/-]{8,}=*$/.test(releaseToken)) {
    throw new Error(
      'That is no bearer token: give --release-token 8 or more of A-Z a-z 0-9 . _ ~ + / -, without spaces.',
    );
  }
  if (releaseToken !== undefined && api !== undefined) {
    throw new Error(
      'A real Beak decides itself who may change its alias: give --release-token without --api.',
    );
  }
  const aws = flags.aws ? awsFrom(flags, env) : undefined;
  const stray = Object.keys(AWS_FLAGS).find((name) => !aws && flags[name] !== undefined);
  if (stray) throw new Error(`--${stray} goes with --aws: see npm start -- --help.`);
  return { port: Number(port), scenario, api, aws, releaseToken, open, help };
}

/** What --aws and the flags that go with it ask for. */
function awsFrom(flags, { INIT_CWD: typedIn = '.' }) {
  const { function: names = '', alias = 'prod', region, bridge, release = false } = flags;
  const other = ['api', 'scenario', 'release-token', 'release-token-file'].find(
    (name) => flags[name] !== undefined,
  );
  if (other) throw new Error(`Give one of --aws and --${other}: there is one backend behind the page.`);
  const functions = names.split(',').map((name) => name.trim());
  const wrong = functions.find((name) => !/^[\w-]{1,64}$/.test(name));
  if (wrong !== undefined) {
    throw new Error(
      `${JSON.stringify(wrong)} is no name of a function: give --function one such as beak-api, or several with commas.`,
    );
  }
  if (new Set(functions).size < functions.length) throw new Error('--function names one function twice.');
  if (!/^(?!\d+$)[\w-]{1,128}$/.test(alias)) {
    throw new Error(`${JSON.stringify(alias)} is no name of an alias: give --alias one such as prod.`);
  }
  if (region !== undefined && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw new Error(`${JSON.stringify(region)} is no AWS region: give --region one such as eu-west-1.`);
  }
  // npm runs in the project's folder, wherever the command was typed.
  const file = bridge === undefined ? undefined : resolve(typedIn, bridge);
  return { functions, alias, region, file, release };
}

/** Refuses what is no address of an API, without repeating what may be a password. */
function refuseApi(api) {
  const url = URL.canParse(api) ? new URL(api) : undefined;
  if (url && (url.username || url.password)) {
    throw new Error(
      'The address of --api holds credentials, which every page and log would show: give it without them.',
    );
  }
  if (!url || !/^https?:$/.test(url.protocol)) {
    const given = /[@%]/.test(api) ? 'What was given' : `"${api}"`;
    throw new Error(`${given} is not a web address: give --api one such as https://api.example.com.`);
  }
  if (/[?#\\]/.test(api)) {
    throw new Error(
      'The address of --api holds more than host and path, such as a query: routes are put behind it, and every page and log would show it.',
    );
  }
}

/** The release token, from the one place that names it; `undefined` where none does. */
function tokenFrom({ 'release-token': flag, 'release-token-file': file }, { MC_RELEASE_TOKEN: given }) {
  if (flag !== undefined && file !== undefined) {
    throw new Error('Give one of --release-token and --release-token-file, not both.');
  }
  if (file === undefined) return flag ?? (given || undefined);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(`The file ${file} of --release-token-file cannot be read (${error.code}).`);
  }
}

function parse(argv) {
  try {
    return parseArgs({ args: argv, options, strict: true }).values;
  } catch (error) {
    const flag = /'(-[^' ]*)/.exec(error.message)?.[1];
    if (error.code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      throw new Error(`The flag ${flag} was not given as it should be: see npm start -- --help.`);
    }
    const culprit = flag ? `the flag ${flag}` : 'one of these words';
    throw new Error(`npm start does not know ${culprit}: see npm start -- --help for those it knows.`);
  }
}
