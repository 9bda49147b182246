import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { publish as publishLine, updateCode, waitUpdated } from '../../src/commands/alias-changes.ts';
import { CouldNot, EXIT } from '../exit.ts';
import { known } from './alias-of.ts';
import { consent } from './carry-out.ts';
import { aliasInWords } from './words.ts';
import type { Latest } from './aws.ts';
import type { Done, Session } from './session.ts';

/** The largest package that Lambda takes with the request, in bytes. Source: AWS Lambda Developer Guide, *Quotas*. */
const LARGEST = 50 * 1024 * 1024;
const LOOK_MS = 1_000;
/** As the AWS CLI waits, in ms. */
const WAITS_MS = 5 * 60_000;

/** A package from a file. @throws {CouldNot} */
async function zipAt(path: string, folder: string): Promise<Uint8Array> {
  const bytes = await readFile(resolve(folder, path)).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CouldNot(`The package ${path} cannot be read (${code}).`);
  });
  // Every archive begins so, an empty one too, which Lambda refuses.
  if (!bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04')))
    throw new CouldNot(`${path} is no zip archive with anything in it.`);
  if (bytes.length > LARGEST)
    throw new CouldNot(
      `${path} has over 50 MB, which Lambda takes from S3 only: upload it there, use aws lambda update-function-code with --s3-bucket and --s3-key, then publish without --zip.`,
    );
  return bytes;
}

/** Waits for something of AWS. @throws {CouldNot} where it failed, or takes too long */
async function waitFor(
  session: Session,
  what: string,
  look: () => Promise<{ ready: boolean; failed?: string | undefined }>,
): Promise<void> {
  const { world } = session;
  const end = world.now() + WAITS_MS;
  for (;;) {
    const { ready, failed } = await look();
    if (failed !== undefined) throw new CouldNot(`${failed} ${session.leaves}`);
    if (ready) return;
    if (world.now() >= end) throw new CouldNot(`${what} takes over 5 min: look again. ${session.leaves}`);
    session.progress(`${what} …`);
    await world.sleep(LOOK_MS);
  }
}

/** `release publish`: uploads, waits, publishes, and waits until the version can be called. */
export async function publish(session: Session): Promise<Done> {
  const { aws, about, options, world } = session;
  const zip = options.zip === undefined ? undefined : await zipAt(options.zip, world.folder);
  const situation = await session.situation();
  const versions = known(situation, 'the versions', situation.release?.versions);
  const [newest] = versions;
  const { ref } = situation;
  const now = aliasInWords({
    version: situation.stable ?? 'not known',
    weights: situation.release?.routing ?? {},
  });
  const ended = await consent(session, {
    from: newest ? `newest version ${String(newest.version)}` : 'no version yet',
    to: `a new version of ${options.zip ?? '$LATEST as it is'}; the alias stays at ${now}`,
    commands: [
      ...(options.zip === undefined ? [] : [updateCode(ref, options.zip)]),
      waitUpdated(ref),
      publishLine(ref, options.description),
    ],
    notes: ['Then waits until the version is active: aws lambda wait published-version-active.'],
  });
  if (ended) return ended;
  let uploaded: string | undefined;
  if (zip) {
    session.progress(`Uploading ${String(options.zip)} …`);
    session.leaves = `Whether $LATEST of ${about.function} has the new code is not known; nothing was published.`;
    uploaded = await session.begun(aws.upload(zip));
    session.leaves = `$LATEST of ${about.function} has the new code; nothing was published.`;
  }
  let latest: Pick<Latest, 'hash' | 'revision'> = { hash: '', revision: undefined };
  await waitFor(session, `Waiting for the update of ${about.function}`, async () => {
    const { updating, failed, ...rest } = await session.begun(aws.latest());
    latest = rest;
    return { ready: !updating, failed };
  });
  if (uploaded !== undefined && uploaded !== latest.hash)
    throw new CouldNot('Somebody else has uploaded other code since, so nothing was published.');
  session.progress('Publishing …');
  const version = await session.begun(aws.publish(latest, options.description));
  const unchanged = versions.some((each) => each.version === version);
  session.leaves = `Version ${version} of ${about.function} is published; the alias does not use it yet.`;
  await waitFor(session, `Waiting for version ${version}`, async () => {
    const { active, failed } = await session.begun(aws.active(version));
    return { ready: active, failed };
  });
  return {
    exit: EXIT.ok,
    lines: [
      unchanged
        ? `Nothing has changed since version ${version}, so that is the newest still.`
        : `Version ${version} of ${about.function} is published and active.`,
      `Next: mission-control release shift --function ${about.function} --alias ${about.alias} --version ${version} --weight 10%`,
    ],
    result: { version, created: !unchanged, code_sha256: latest.hash },
  };
}
