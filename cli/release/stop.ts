import { stopDeployment as stopLine } from '../../src/commands/alias-changes.ts';
import { CouldNot, EXIT } from '../exit.ts';
import { consent } from './carry-out.ts';
import { refuseUnknownDeployment } from './alias-of.ts';
import { running } from '../../src/domain/release/deployment.ts';
import { routingOf } from '../../src/domain/release/routing.ts';
import { aliasInWords } from './words.ts';
import type { Done, Session } from './session.ts';
import type { Situation } from './situation.ts';

const LOOK_MS = 5_000;
/** So long CodeDeploy is waited for to end a deployment and to take the alias back, in ms. */
const ENDS_MS = 2 * 60_000;

/** Waits until something is as it is to be. @returns whether it came to that in time */
async function comes(session: Session, what: string, is: () => Promise<boolean>): Promise<boolean> {
  const { world } = session;
  for (const end = world.now() + ENDS_MS; world.now() < end; await world.sleep(LOOK_MS)) {
    if (await is()) return true;
    session.progress(what);
  }
  return false;
}

/** The stop of a deployment, asked for or decided on. @param agreed whether that was agreed to already */
export async function stopRunning(session: Session, situation: Situation, agreed = false): Promise<Done> {
  const { aws, about } = session;
  const { deployment, runs, ref } = situation;
  refuseUnknownDeployment(situation);
  if (!runs || !deployment)
    return {
      exit: EXIT.ok,
      lines: ['No deployment is in progress, so there is nothing to stop.'],
      result: { changed: false },
    };
  const { id, from_version: from, to_version: to } = deployment;
  if (id === undefined) throw new CouldNot('A deployment is in progress, but its id could not be read.');
  const ended =
    !agreed &&
    (await consent(session, {
      from: `deployment ${id} to version ${to ?? 'not known'} is in progress`,
      to: `deployment ${id} is stopped, and CodeDeploy points the alias back${from ? ` at version ${from}` : ''}`,
      commands: [stopLine(id, ref.region)],
      notes: ['One that CloudFormation started is stopped there, by cancelling the update of the stack.'],
    }));
  if (ended) return ended;
  session.progress(`Stopping deployment ${id} …`);
  session.leaves = `Deployment ${id} was told to stop.`;
  await aws.stopDeployment(id);
  let status: string | undefined;
  const over = await comes(session, `Waiting for deployment ${id} to end …`, async () => {
    status = await session.begun(aws.deployment(id));
    return status !== undefined && running({ status }) === false;
  });
  if (!over)
    return {
      exit: EXIT.wait,
      lines: [`Deployment ${id} was told to stop, and is still ${status ?? 'in progress'}. Look again.`],
      result: { changed: true, deployment: id, status },
    };
  session.leaves = `Deployment ${id} is ${String(status)}.`;
  const isBack = async (): Promise<boolean> => {
    const now = await session.begun(aws.alias());
    return (
      routingOf({ routing: now.weights }, now.version).state === 'still' &&
      (from === undefined || now.version === from)
    );
  };
  const back = await comes(session, 'Waiting for CodeDeploy to take the alias back …', isBack);
  const now = await aws.alias();
  return {
    exit: back ? EXIT.ok : EXIT.wait,
    lines: [
      `Deployment ${id} is ${String(status)}. Alias ${about.alias} of ${about.function}: ${aliasInWords(now)} (revision ${now.revision}).`,
      ...(back
        ? []
        : [
            'CodeDeploy has not taken the alias back: look again, then use mission-control release rollback.',
          ]),
    ],
    result: { changed: true, deployment: id, status, alias: now },
  };
}

/** `release stop`: ends the deployment that is in progress. */
export const stop = async (session: Session): Promise<Done> =>
  stopRunning(session, await session.situation());
