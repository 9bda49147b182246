import { aws, getAlias, listVersions, sesAccount, smsSandbox } from './aws.ts';
import { curls } from './curl.ts';
import { functionName } from './function-name.ts';
import type { AliasRef, Command } from './aws.ts';
import type { Ask } from './curl.ts';

/** A command that looks and changes nothing, with a name to find it by. */
export interface Diagnostic extends Command {
  name: string;
}

/** The configuration of the version that an alias points to. */
const configuration = ({ function: fn, alias, region }: AliasRef): Command | undefined =>
  aws(
    ['lambda', 'get-function-configuration'],
    { 'function-name': fn, 'qualifier': alias },
    region,
    `Shows memory, timeout, runtime, state and hashes of the version that alias ${alias} of ${fn} points to; changes nothing.`,
  );

/** The function's own log, lately. */
function logs({ function: fn, region }: AliasRef): Command | undefined {
  if (!fn) return;
  const { name, region: inArn } = functionName(fn);
  if (inArn && region && inArn !== region) return;
  return aws(
    ['logs', 'tail', `/aws/lambda/${name}`, '--since', '10m', '--format', 'short'],
    {},
    region || inArn,
    `Prints what ${name} has logged in the last 10 min; changes nothing. Needs version 2 of the AWS CLI.`,
  );
}

/** The timeout of the version that callers of the alias meet. */
export const timeout = ({ function: fn, alias, region }: AliasRef): Command | undefined =>
  aws(
    ['lambda', 'get-function-configuration', '--query', 'Timeout'],
    { 'function-name': fn, 'qualifier': alias },
    region,
    `Shows the timeout, in seconds, of the version that alias ${alias} of ${fn} points to; changes nothing.`,
  );

/** The alarms that ring. */
const alarms = (region: string | undefined): Command | undefined =>
  aws(
    ['cloudwatch', 'describe-alarms', '--state-value', 'ALARM'],
    {},
    region,
    'Lists the CloudWatch alarms that are in ALARM; changes nothing.',
  );

/** How much of the account's concurrency is left to all functions. */
export const limits = (region: string | undefined): Command | undefined =>
  aws(
    ['lambda', 'get-account-settings'],
    {},
    region,
    'Shows the concurrency and the code storage that this account may use, and uses, in the region; changes nothing.',
  );

/**
 * The commands that an operator looks around with, filled in; one that lacks a value is left out.
 * @param base of the API
 * @param routes the routes to ask, by their names
 */
export function diagnostics(
  ref: AliasRef,
  base: string | undefined,
  routes: Readonly<Record<string, Ask>>,
): Diagnostic[] {
  const { region } = ref;
  const named: [name: string, command: Command | undefined][] = [
    ...curls(base, routes).map(({ route, line }): [string, Command] => [
      `Ask ${route}`,
      { line, does: `Asks ${route} as the cards do, and shows status and headers; changes nothing.` },
    ]),
    ['Alias', getAlias(ref)],
    ['Versions', listVersions(ref)],
    ['Configuration', configuration(ref)],
    ['Logs', logs(ref)],
    ['Alarms', alarms(region)],
    ['Account limits', limits(region)],
    ['SES account', sesAccount(region)],
    ['SMS sandbox', smsSandbox(region)],
  ];
  return named.flatMap(([name, command]) => (command ? [{ name, ...command }] : []));
}
