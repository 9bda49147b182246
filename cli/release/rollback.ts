import { rollBack as rollBackLine } from '../../src/commands/alias-changes.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { CouldNot } from '../exit.ts';
import { aliasOf, changed } from './alias-of.ts';
import { changeAlias, consent } from './carry-out.ts';
import { aliasInWords, sentence } from './words.ts';
import type { Done, Session } from './session.ts';
import type { Situation } from './situation.ts';

/** Where a rollback leads: where the rule of the cards says, or where somebody says. @throws {CouldNot} */
function targetOf({ back, release }: Situation, named: string | undefined): string {
  if (named === undefined) {
    if (back.sure && back.version !== undefined) return back.version;
    throw new CouldNot(`Nothing was changed. Rollback target: ${sentence(back.why)} Name one with --to.`);
  }
  if (release?.versions && !release.versions.some(({ version }) => version === named))
    throw new CouldNot(`Nothing was changed: version ${named} is not among the published ones.`);
  return named;
}

/** A rollback, asked for or decided on. @param agreed whether that was agreed to already */
export async function rollBackTo(
  session: Session,
  situation: Situation,
  { to, agreed = false }: { to?: string | undefined; agreed?: boolean } = {},
): Promise<Done> {
  const { back, runs, deployment, ref, freezes } = situation;
  const before = aliasOf(situation);
  if (runs)
    throw new CouldNot(
      `Nothing was changed: deployment ${deployment?.id ?? 'without an id'} is in progress. Stop it first, with mission-control release stop: it takes the alias back itself.`,
    );
  const version = targetOf(situation, to);
  if (before.version === version && Object.keys(before.weights).length === 0)
    return changed(session, before, before, [`Nothing to roll back: ${aliasInWords(before)}.`]);
  const ended =
    !agreed &&
    (await consent(session, {
      from: aliasInWords(before),
      to: aliasInWords({ version, weights: {} }),
      commands: [rollBackLine(ref, version, before.revision)],
      notes: [
        to === undefined || to === back.version
          ? `Target: ${sentence(back.why)}`
          : `Target as given; by what is known it is ${back.version ? `version ${back.version}` : 'not known'}: ${sentence(back.why)}`,
        ...(runs === undefined
          ? [`It is not known whether a deployment is in progress. ${situation.missing.join(' ')}`]
          : []),
        ...freezes.map(({ until }) => `Frozen until ${stamp(until)}; a way back is not kept by that.`),
      ],
    }));
  if (ended) return ended;
  const now = await changeAlias(session, { before, version, weights: {} });
  return changed(session, before, now);
}

/** `release rollback`: gives all calls back to the version that served before. */
export const rollback = async (session: Session): Promise<Done> =>
  rollBackTo(session, await session.situation(), { to: session.options.to });
