// Plain JavaScript: `npm start` reads the flags before anything is installed that could read TypeScript.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const scenarios = JSON.parse(readFileSync(new URL('beak/scenarios.json', import.meta.url), 'utf8'));
const names = Object.keys(scenarios);

export const help = `npm start -- [flags]

  --port N          listen on this port of 127.0.0.1 (default 4173; 0 takes a free one)
  --scenario NAME   what the embedded Beak acts out (default healthy)
  --api URL         put a real Beak behind the page instead
  --release-token T let whoever sends the bearer token T change the embedded Beak’s alias (default: nobody)
  --open            open the page in the default browser
  --help            say this

Scenarios, which the control page can also switch while it runs:
${names.map((name) => `  ${name.padEnd(16)}  ${scenarios[name]}`).join('\n')}
`;

const options = {
  'port': { type: 'string', default: '4173' },
  'scenario': { type: 'string', default: 'healthy' },
  'api': { type: 'string' },
  'release-token': { type: 'string' },
  'open': { type: 'boolean', default: false },
  'help': { type: 'boolean', default: false },
};

export function readFlags(argv) {
  const { port, scenario, api, open, help, 'release-token': releaseToken } = parse(argv);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new Error(`"${port}" is not a port: give --port a whole number from 0 to 65535.`);
  }
  if (!names.includes(scenario)) {
    throw new Error(`There is no scenario "${scenario}": give --scenario one of ${names.join(', ')}.`);
  }
  if (api !== undefined && !(URL.canParse(api) && /^https?:$/.test(new URL(api).protocol))) {
    throw new Error(`"${api}" is not a web address: give --api one such as https://api.example.com.`);
  }
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
  return { port: Number(port), scenario, api, releaseToken, open, help };
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
