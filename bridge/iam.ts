/** What `npm run iam` runs: prints the policy to the output, and what is to be known of it beside. */
import { parseArgs } from 'node:util';
import { loadConfig } from './config.ts';
import { policyOf, TOOL_WRITES } from './policy.ts';

const help = `npm run -s iam -- [flags] > policy.json

  --bridge FILE    bridge.json of the bridge (default: nothing is configured)
  --function A,B   the functions that it serves
  --alias NAME     their alias (default prod)
  --region R       their region (default AWS_REGION)
  --account N      the account's number
  --partition P    aws, aws-cn or aws-us-gov (default aws)
  --release        the alias may be changed (the default where bridge.json has release)
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

function main(): void {
  const { values } = parseArgs({
    options: {
      bridge: text,
      function: text,
      alias: text,
      region: text,
      account: text,
      partition: text,
      release: flag,
      help: flag,
    },
  });
  if (values.help) return void process.stdout.write(help);
  const config = values.bridge === undefined ? {} : loadConfig(values.bridge);
  const region = values.region ?? process.env['AWS_REGION'] ?? 'REGION';
  const { account = 'ACCOUNT', partition = 'aws', alias = 'prod' } = values;
  const names = (values.function ?? 'FUNCTION').split(',').map((name) => name.trim());
  const changes = values.release ?? config.release !== undefined;
  const policy = policyOf(
    names.map((name) => ({ function: name, alias, region, account, partition })),
    config,
    changes,
  );
  console.log(JSON.stringify(policy, null, 2));
  const open = ['FUNCTION', 'REGION', 'ACCOUNT'].filter((word) => JSON.stringify(policy).includes(word));
  if (open.length > 0)
    console.error(
      `Put your own for ${open.join(', ')}, or give ${open.map((word) => `--${word.toLowerCase()}`).join(', ')}.`,
    );
  const writes = policy.Statement.filter(({ Sid }) => Sid.startsWith('Change')).flatMap(({ Action }) =>
    Action.filter((action) => !/:(Get|List|Describe)/.test(action)),
  );
  console.error(
    writes.length > 0 ? `The bridge writes by: ${writes.join(', ')}.` : 'The bridge writes nothing.',
  );
  console.error(`The release tool writes, as whoever runs it: ${TOOL_WRITES.join(', ')}.`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
