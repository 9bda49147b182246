import { drives } from '../../src/domain/release/deployment.ts';
import { duration, stamp } from '../../src/domain/format/values.ts';
import { CouldNot, EXIT } from '../exit.ts';
import { consent } from './carry-out.ts';
import { promoteCanary } from './promote.ts';
import { rollBackTo } from './rollback.ts';
import { stopRunning } from './stop.ts';
import { exitOf, missingLines, subject, verdictJson } from './verdict.ts';
import { aliasInWords } from './words.ts';
import type { Done, Session } from './session.ts';
import type { Situation } from './situation.ts';

/** What watching has come to. */
const end = (situation: Situation, exit: Done['exit'], lines: string[]): Done => ({
  exit,
  lines: [...lines, ...missingLines(situation)],
  result: { changed: false, ...verdictJson(situation) },
});

/** How a canary has ended that is not there any more: by somebody else, or by CodeDeploy. */
function gone(situation: Situation, canary: string): Done {
  const { stable } = situation;
  return stable === canary
    ? end(situation, EXIT.ok, [`Version ${canary} has all calls: it was promoted meanwhile.`])
    : end(situation, EXIT.bad, [
        `Version ${canary} has no calls any more: it was taken back meanwhile, to version ${stable ?? 'not known'}.`,
      ]);
}

/** What is to be done at a verdict, agreed to before it is known. */
async function agree(session: Session, situation: Situation, canary: string): Promise<Done | undefined> {
  const { release, stable = 'not known', runs } = situation;
  const from = aliasInWords({ version: stable, weights: release?.routing ?? {} });
  const back = situation.back.version ?? 'not known';
  return consent(session, {
    from,
    to: runs
      ? `version ${canary} as the deployment goes on, or the deployment is stopped at a rollback verdict`
      : `version ${canary}, all calls, at a promote verdict; version ${back}, all calls, at a rollback verdict`,
    commands: [],
    notes: ['It is made when the verdict is there, without another question.'],
  });
}

/** Carries out a verdict. */
async function act(session: Session, situation: Situation): Promise<Done> {
  const { trial, runs, deployment } = situation;
  const verdict = [`${trial.label}: ${trial.sentence}`];
  // A dry run was not asked about at the beginning, and ends before anything is made.
  const agreed = !session.options.dryRun;
  if (trial.verdict === 'promote') {
    if (runs && drives(deployment, trial.canary))
      return end(situation, EXIT.ok, [...verdict, 'Nothing to do: the deployment goes on automatically.']);
    const done = await promoteCanary(session, situation, { agreed });
    return { ...done, lines: [...verdict, ...done.lines] };
  }
  const done = runs
    ? await stopRunning(session, situation, agreed)
    : await rollBackTo(session, situation, { agreed });
  // That the way back was taken makes the canary no better.
  return {
    ...done,
    exit: EXIT.bad,
    lines: [...verdict, ...done.lines],
    result: { ...done.result, verdict: trial.verdict },
  };
}

/** `release watch`: follows the canary to a verdict, and with `--act` carries it out. */
export async function watch(session: Session): Promise<Done> {
  const { options, world } = session;
  const until = world.now() + options.forMs;
  let watched: string | undefined;
  for (;;) {
    const situation = await session.situation();
    const { trial } = situation;
    if (watched !== undefined && trial.verdict === 'none') return gone(situation, watched);
    if (trial.verdict === 'none') return end(situation, EXIT.wait, [trial.sentence]);
    if (watched !== undefined && trial.canary !== undefined && trial.canary !== watched)
      throw new CouldNot(
        `Version ${watched} was on trial, and now version ${trial.canary} is: watch that anew.`,
      );
    if (watched === undefined && trial.canary !== undefined && options.act && !options.dryRun) {
      const ended = await agree(session, situation, trial.canary);
      if (ended) return ended;
    }
    watched ??= trial.canary;
    const code = exitOf(situation);
    // What did not come this time may come the next.
    if (code === EXIT.failed && situation.refused) return end(situation, code, [trial.sentence]);
    if (code === EXIT.ok || code === EXIT.bad)
      return options.act
        ? act(session, situation)
        : end(situation, code, [`${trial.label}: ${trial.sentence}`, `On trial: ${subject(situation)}`]);
    session.progress(`${stamp(situation.now)}  ${trial.label} · ${subject(situation)}`);
    if (world.now() + options.everyMs > until)
      return end(situation, EXIT.wait, [
        `Not enough data within ${duration(options.forMs)}. ${trial.label}: ${trial.sentence}`,
      ]);
    await world.sleep(options.everyMs);
  }
}
