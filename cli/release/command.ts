import { CouldNot, EXIT, Usage } from '../exit.ts';
import { safe } from '../safe.ts';
import { check } from './check.ts';
import { NAMES, readOptions } from './options.ts';
import { probe } from './probe.ts';
import { promote } from './promote.ts';
import { publish } from './publish.ts';
import { rollback } from './rollback.ts';
import { Session } from './session.ts';
import { shift } from './shift.ts';
import { readSite } from './site.ts';
import { stop } from './stop.ts';
import { verify } from './verify.ts';
import { watch } from './watch.ts';
import { processWorld } from './world.ts';
import { openAws } from './open.ts';
import type { ExitCode } from '../exit.ts';
import type { CommandName, Options } from './options.ts';
import type { Done } from './session.ts';
import type { World } from './world.ts';

const help = `mission-control release COMMAND --function F --alias A [flags]

  publish    --zip FILE [--description T]   uploads, waits, publishes, waits until the version is active;
                                            without --zip it publishes $LATEST as it is
  check                                     the verdict on the canary, as the cards have it
  verify     [--ticked ID,ID]               the thirteen set-up checks of a canary pipeline
  probe      [--version N] [--times 10]     calls one version past the alias and reads whether the function
             [--payload JSON|FILE]          failed; what it does is real
  shift      --version N --weight 10%       sends a share of the alias's calls to a version
  promote    [--version N] [--despite-wait] gives the version on trial all calls
  rollback   [--to N]                       gives all calls back to the version that served before
  stop                                      stops the CodeDeploy deployment that is in progress
  watch      [--act] [--every 60s]          follows the canary to a verdict, and with --act carries it out
             [--for 1h]

  --region R      AWS Region; by default that of the environment or the profile
  --config FILE   mission-control.json of the site, a path or URL: freezes, deploy log, limits
  --bridge FILE   bridge.json, for the deployment group and the prefix of alarms
  --yes           do not ask; needed where there is no terminal
  --dry-run       print the AWS CLI line and change nothing
  --json          the result as JSON on standard output

  Ends with 0 promote or done, 10 roll back, 11 wait or not enough data, 1 could not run, 2 called wrongly.
`;

const commands: Record<CommandName, (session: Session) => Promise<Done>> = {
  publish,
  check,
  verify,
  probe,
  shift,
  promote,
  rollback,
  stop,
  watch,
};

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

/** The target, as it was given or as the site's configuration names it. @throws {Usage} */
function named(
  flag: 'function' | 'alias',
  given: string | undefined,
  configured: string | undefined,
): string {
  const name = given ?? configured;
  if (name === undefined) throw new Usage(`Name the ${flag}: --${flag}, or ${flag} in the configuration.`);
  return name;
}

/** Runs a command on a world. @throws {Usage} @throws {CouldNot} */
async function run(command: CommandName, options: Options, world: World): Promise<[Done, object]> {
  const { site, notes } = await readSite(options.config, world.folder);
  const { config } = site;
  const target = {
    function: named('function', options.function, config.function),
    alias: named('alias', options.alias, config.alias),
    region: options.region ?? config.region,
  };
  const { now, signal } = world;
  const aws = await world.open({ ...target, bridge: options.bridge, now, signal });
  try {
    const who = await aws.who();
    if (config.account !== undefined && config.account !== who.account)
      throw new CouldNot(
        `Nothing was done: these credentials are of account ${who.account}, and the configuration names ${config.account}.`,
      );
    const about = { ...who, function: target.function, alias: target.alias };
    const session = new Session(options, world, aws, site, about);
    if (notes.length > 0) session.say(...notes);
    try {
      return [await commands[command](session), about];
    } catch (error) {
      if (!world.signal.aborted) throw error;
      session.settle();
      throw new CouldNot(`Interrupted. ${await session.stateLeft()}`);
    } finally {
      session.settle();
    }
  } finally {
    aws.close();
  }
}

/** `mission-control release`. */
export async function release(args: string[], world = processWorld(openAws)): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  if (name === '' || name === '--help' || name === 'help') {
    world.out(help);
    return name === '' ? EXIT.usage : EXIT.ok;
  }
  if (!isCommand(name))
    throw new Usage(`There is no release ${JSON.stringify(name)}; there are ${NAMES.join(', ')}.`);
  const options = readOptions(name, rest);
  if (options.help) {
    world.out(help);
    return EXIT.ok;
  }
  const tell = (result: object): void => world.out(`${JSON.stringify(result, null, 2)}\n`);
  try {
    const [{ exit, lines, result }, about] = await run(name, options, world);
    if (options.json) tell({ command: name, ...about, exit, ...result });
    else world.out(lines.map((line) => `${line.split('\n').map(safe).join('\n')}\n`).join(''));
    return exit;
  } catch (error) {
    const exit = error instanceof Usage ? EXIT.usage : EXIT.failed;
    const message = error instanceof Error ? error.message : String(error);
    if (options.json) tell({ command: name, exit, error: message });
    world.err(`${message.split('\n').map(safe).join('\n')}\n`);
    return exit;
  }
}
