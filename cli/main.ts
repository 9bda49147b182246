import { check } from './check/command.ts';
import { EXIT, Usage } from './exit.ts';
import { release } from './release/command.ts';
import type { ExitCode } from './exit.ts';

const help = `mission-control COMMAND

  check URL    asks the routes of a Beak and reports every field, the cards that light up, CORS, caching and clock
  release      publishes, shifts, watches, promotes and rolls back versions of a Lambda function, by the rules of the cards

  mission-control COMMAND --help says more.
`;

/** What each command does with the words after it. */
const commands: Record<string, (args: string[]) => Promise<ExitCode>> = { check, release };

async function main([name, ...args]: string[]): Promise<ExitCode> {
  if (name === undefined || name === '--help' || name === 'help') {
    process.stdout.write(help);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new Usage(`There is no command ${JSON.stringify(name)}: see mission-control --help.`);
  return command(args);
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof Usage ? EXIT.usage : EXIT.failed;
});
