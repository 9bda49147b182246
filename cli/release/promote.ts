import { promote as promoteLine } from '../../src/commands/alias-changes.ts';
import { stamp } from '../../src/domain/format/values.ts';
import { promotionHeld } from '../../src/domain/release/promotion.ts';
import { CouldNot, EXIT, Usage } from '../exit.ts';
import { aliasOf, changed, refuseUnknownDeployment } from './alias-of.ts';
import { changeAlias, consent } from './carry-out.ts';
import { exitOf, missingLines, verdictJson } from './verdict.ts';
import { aliasInWords } from './words.ts';
import type { OnTrial } from '../../src/domain/release/on-trial.ts';
import type { ExitCode } from '../exit.ts';
import type { Done, Session } from './session.ts';
import type { Situation } from './situation.ts';

/** How a promotion ends that is not made. */
const notMade = (situation: Situation, exit: ExitCode, ...lines: string[]): Done => ({
  exit,
  lines: ['Nothing was changed.', ...lines],
  result: { changed: false, ...verdictJson(situation) },
});

/** Why a promotion is not made, if it is not. */
function held(situation: Situation, canary: OnTrial, despiteWait: boolean): Done | undefined {
  const { trial, freezes } = situation;
  const [freeze] = freezes;
  if (freeze)
    throw new CouldNot(`Nothing was changed: frozen until ${stamp(freeze.until)}. ${freeze.reason}`.trim());
  refuseUnknownDeployment(situation);
  const why = promotionHeld(situation, canary, trial);
  const exit = exitOf(situation);
  if (situation.runs || canary.turned) throw new CouldNot(`Nothing was changed. ${why}`);
  if (why !== undefined) return notMade(situation, exit === EXIT.ok ? EXIT.wait : exit, why);
  if (exit === EXIT.ok || (despiteWait && trial.verdict === 'wait')) return undefined;
  return notMade(situation, exit, `${trial.label}: ${trial.sentence}`, ...missingLines(situation));
}

/** The promotion of a canary, asked for or decided on. @param agreed whether that was agreed to already */
export async function promoteCanary(
  session: Session,
  situation: Situation,
  { agreed = false, despiteWait = false } = {},
): Promise<Done> {
  const { canary, ref } = situation;
  const before = aliasOf(situation);
  if (!canary)
    throw new CouldNot(
      `Nothing was changed: no version is on trial. ${session.about.alias}: ${aliasInWords(before)}.`,
    );
  const ends = held(situation, canary, despiteWait);
  if (ends) return ends;
  const { version } = canary;
  const ended =
    !agreed &&
    (await consent(session, {
      from: aliasInWords(before),
      to: aliasInWords({ version, weights: {} }),
      commands: [promoteLine(ref, version, before.revision)],
      notes: [`${situation.trial.label}: ${situation.trial.sentence}`],
    }));
  if (ended) return ended;
  const now = await changeAlias(session, { before, version, weights: {} });
  return changed(session, before, now, [
    `For the deploy log: - ${stamp(session.world.now()).slice(0, 16)} UTC · v${version} · ${session.about.alias}`,
  ]);
}

/** `release promote`: gives the version on trial all calls. */
export async function promote(session: Session): Promise<Done> {
  const { version, despiteWait } = session.options;
  const situation = await session.situation();
  const { canary } = situation;
  if (version !== undefined && canary !== undefined && canary.version !== version)
    throw new Usage(`Version ${canary.version} is on trial, not ${version}.`);
  return promoteCanary(session, situation, { despiteWait });
}
