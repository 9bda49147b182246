import { sameAim } from '../../src/domain/release/aim.ts';
import { routingOf } from '../../src/domain/release/routing.ts';
import { CouldNot, EXIT, Usage } from '../exit.ts';
import { aliasInWords, columns } from './words.ts';
import type { Command } from '../../src/commands/aws.ts';
import type { Aim } from '../../src/domain/release/aim.ts';
import type { AliasNow } from './aws.ts';
import type { Done, Session } from './session.ts';

/** With provisioned concurrency AWS sets weights of its own for so long at most, in ms. */
const SETTLING_MS = 15 * 60_000;
const LOOK_MS = 5_000;

/** A change of the account that was decided on. */
export interface Plan {
  /** How things are, and how they will be. */
  from: string;
  to: string;
  /** The AWS CLI lines for the same. */
  commands: readonly (Command | undefined)[];
  /** What an operator has to know before it is made. */
  notes?: readonly string[];
}

/** The lines to copy. @throws {CouldNot} where one cannot be made of what is known */
function linesOf({ commands }: Plan): string[] {
  return commands.map((command) => {
    if (command) return command.line;
    throw new CouldNot('No command can be made of these values, so nothing is changed.');
  });
}

/**
 * Shows what a change is about, and asks whether it is to be made. Without a terminal it needs `--yes`.
 * @returns `undefined` where it is to be made; else how the command ends
 * @throws {CouldNot} where somebody said no @throws {Usage} where nobody could
 */
export async function consent(session: Session, plan: Plan): Promise<Done | undefined> {
  const { about, options, world } = session;
  const lines = linesOf(plan);
  session.say(
    ...columns([
      ['Account', about.account],
      ['Region', about.region],
      ['Function', about.function],
      ['Alias', about.alias],
      ['From', plan.from],
      ['To', plan.to],
    ]),
    ...(plan.notes ?? []).map((note) => `Note: ${note}`),
  );
  const { from, to } = plan;
  if (options.dryRun) return { exit: EXIT.ok, lines, result: { changed: false, from, to, commands: lines } };
  if (options.yes) return undefined;
  if (!world.terminal)
    throw new Usage('Nothing was changed: there is no terminal to ask on. Give --yes to change it.');
  const answer = await world.ask('Change it? [y/N] ');
  if (!/^\s*(y|yes)\s*$/i.test(answer)) throw new CouldNot('Nothing was changed.');
  return undefined;
}

/** What is to become of an alias that is at some revision now. */
export interface Wanted extends Aim {
  before: AliasNow;
}

/**
 * Changes the alias once, and reads it until it is as it was to be. What is not known to be made is read, never assumed.
 * @throws {CouldNot}
 */
export async function changeAlias(session: Session, { before, version, weights }: Wanted): Promise<AliasNow> {
  const { aws, about } = session;
  session.progress('Changing the alias …');
  session.leaves = 'The change was sent.';
  try {
    await aws.setAlias({ version, weights }, before.revision);
  } catch (error) {
    if (session.world.signal.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    const now = await aws.alias().catch(() => undefined);
    if (!now) throw new CouldNot(`${why} Whether the alias was changed is not known: it could not be read.`);
    if (now.revision === before.revision) {
      session.leaves = 'Nothing was changed.';
      throw new CouldNot(`${why} Nothing was changed.`);
    }
    // An answer may be lost on its way back.
    if (!sameAim(now, { version, weights }))
      throw new CouldNot(
        `${why} Alias ${about.alias} is not as it was read, and this did not change it: ${aliasInWords(now)}.`,
      );
  }
  session.leaves = 'The change was made.';
  return settled(session, { version, weights });
}

/** Reads the alias until the weights are gone that AWS sets itself. @throws {CouldNot} */
async function settled(session: Session, wanted: Aim): Promise<AliasNow> {
  const { aws, about, world } = session;
  const end = world.now() + SETTLING_MS;
  for (;;) {
    const now = await aws.alias();
    if (sameAim(now, wanted)) return now;
    const routing = routingOf({ routing: now.weights }, now.version);
    if (now.version !== wanted.version || routing.state !== 'settling')
      throw new CouldNot(
        `The change was made, but alias ${about.alias} has changed again since: ${aliasInWords(now)}.`,
      );
    if (world.now() >= end)
      throw new CouldNot(
        `The change was made, but AWS has not finished it after 15 min: ${aliasInWords(now)}. Look again.`,
      );
    session.progress(`Changed; AWS still moves the calls: ${aliasInWords(now)} …`);
    await world.sleep(LOOK_MS);
  }
}
