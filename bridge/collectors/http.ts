import { fields } from '../../src/api/fields.ts';
import { read } from '../../src/api/kinds.ts';
import { misfitsInWords } from '../../src/api/misfit.ts';
import type { Misfit } from '../../src/api/misfit.ts';
import { TooLarge, textOf } from '../../src/api/request.ts';
import type { Collector, Context } from '../collector.ts';
import { apart, Failure } from '../failure.ts';
import { follow, parsePath } from '../json-path.ts';
import { merge, nest } from '../merge.ts';

/** The most of somebody else's answer that is waited for, in ms. */
const TIMEOUT_MS = 5_000;

/** An address without its query, which may hold a key. */
const plain = (url: string): string => url.replace(/[?#].*$/s, '');

/** Why an endpoint gave no JSON, in a sentence; `undefined` where it may have. */
function refusal(url: string, { status, headers, type }: Response): string | undefined {
  if (type === 'opaqueredirect' || (status >= 300 && status < 400))
    return `${plain(url)} redirects to ${plain(headers.get('location') ?? 'another address')}: give the address that answers itself.`;
  if (status === 401 || status === 403)
    return `${plain(url)} answers ${status}: its session has expired, or the bridge is not allowed.`;
  if (status < 200 || status >= 300) return `${plain(url)} answers ${status}.`;
  if (/html/i.test(headers.get('content-type') ?? ''))
    return `${plain(url)} answers a page of HTML, not JSON: a proxy or a sign-in stands before it.`;
  return undefined;
}

/** What an endpoint answers, as JSON. @throws {Failure} */
async function jsonOf(url: string, signal: AbortSignal): Promise<unknown> {
  let text: string;
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    const why = refusal(url, response);
    if (why !== undefined) {
      await response.body?.cancel();
      throw new Failure('refused', why);
    }
    text = await textOf(response);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (error instanceof TooLarge) throw new Failure('refused', `${plain(url)} answers too much.`);
    const late = error instanceof Error && /^(Timeout|Abort)Error$/.test(error.name);
    if (late) throw new Failure('late', `${plain(url)} did not answer in time.`);
    throw new Failure('unreachable', `${plain(url)} could not be reached.`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Failure('refused', `${plain(url)} answers no JSON.`);
  }
}

/** The fields that an endpoint fills, read by their kinds: of the status answer, and of the other. */
function filled(url: string, answer: unknown, map: Record<string, string>) {
  const failures: Failure[] = [];
  let raw: object = {};
  for (const [name, path] of Object.entries(map)) {
    const value = follow(answer, parsePath(path) ?? []);
    if (value === undefined) {
      failures.push(new Failure('not-found', `${plain(url)} has no ${path}, which ${name} needs.`));
      continue;
    }
    const metrics = name.startsWith('metrics.');
    const [table, place] = metrics ? [fields.metrics, name.slice('metrics.'.length)] : [fields.status, name];
    const one = nest(place.split('.'), value);
    const misfits: Misfit[] = [];
    read<unknown>(table, one, (misfit) => misfits.push({ ...misfit, path: name }));
    if (misfits.length === 0) raw = merge(raw, metrics ? { metrics: one } : { status: one });
    else failures.push(new Failure('refused', `${plain(url)}: ${misfitsInWords(misfits).join(' ')}`));
  }
  return { raw: raw as { status?: object; metrics?: object }, failures };
}

async function collect({ config, signal }: Context) {
  const read = await Promise.all(
    (config.http ?? []).map(async ({ url = '', map = {} }) => {
      const { value, why } = await apart(jsonOf(url, signal).then((answer) => filled(url, answer, map)));
      return { raw: value?.raw ?? {}, failures: [...(value?.failures ?? []), ...(why ? [why] : [])] };
    }),
  );
  const all = read.reduce<{ status?: object; metrics?: object }>((sum, { raw }) => merge(sum, raw), {});
  return {
    fields: all.status ?? {},
    /** Members of the metrics answer. */
    metrics: all.metrics ?? {},
    failures: read.flatMap(({ failures }) => failures),
  };
}

export const http = {
  part: 'http',
  scope: 'account',
  everyMs: 30_000,
  lacks: (config) => (config.http?.length ? undefined : 'Not configured: set "http" in bridge.json.'),
  permissions: () => [],
  collect,
} satisfies Collector;
