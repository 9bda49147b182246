import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { plural } from '../../src/domain/format/values.ts';
import { EXIT, Usage } from '../exit.ts';
import type { Done, Session } from './session.ts';

/** The longest event of a synchronous call, in bytes. Source: AWS Lambda Developer Guide, *Quotas*. */
const LARGEST = 6_000_000;

/** The event of a call: JSON, or a file of JSON. @throws {Usage} */
function payloadOf({ options, world }: Session): string {
  const { payload } = options;
  if (payload === undefined) return '{}';
  const file = resolve(world.folder, payload);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : payload;
  try {
    JSON.parse(text);
  } catch {
    throw new Usage(`--payload is neither JSON nor a file of JSON: ${payload.slice(0, 80)}`);
  }
  if (Buffer.byteLength(text) > LARGEST)
    throw new Usage('--payload is larger than 6 MB, which Lambda takes.');
  return text;
}

/** `release probe`: calls one version by its number, and reads whether the function failed. */
export async function probe(session: Session): Promise<Done> {
  const { options, aws, about } = session;
  const payload = payloadOf(session);
  const version = options.version ?? (await session.situation()).canary?.version;
  if (version === undefined)
    throw new Usage('No version is on trial: give the one to be called with --version 42.');
  session.leaves = `Version ${version} was called; nothing was changed by that but what it does itself.`;
  const calls: { ok: boolean; error?: string; executed?: string; ms: number }[] = [];
  const lines: string[] = [];
  for (let number = 1; number <= options.times; number += 1) {
    session.progress(`Calling version ${version}: ${number} of ${options.times} …`);
    const { error, executed, payload: answer, ms } = await aws.invoke(version, payload);
    const other = executed !== undefined && executed !== version;
    const fault = error ?? (other ? `version ${executed} ran` : undefined);
    if (fault !== undefined) lines.push(`  ${number}: ${fault} after ${ms} ms: ${answer}`);
    calls.push({
      ok: fault === undefined,
      ms,
      ...(fault !== undefined && { error: fault }),
      ...(executed !== undefined && { executed }),
    });
    if (session.world.signal.aborted) break;
  }
  const failed = calls.filter(({ ok }) => !ok).length;
  return {
    exit: failed > 0 ? EXIT.bad : EXIT.ok,
    lines: [
      `${plural(calls.length, 'call')} of version ${version} of ${about.function}, past the alias: ${failed === 0 ? 'none failed' : `${failed} failed`}.`,
      ...lines,
    ],
    result: { version, failed, calls },
  };
}
