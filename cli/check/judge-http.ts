import { MIXED, corsFault, isMixed, preflightFault } from '../../src/api/diagnosis.ts';
import { ask, preflight } from './ask.ts';
import type { Answer, Asking } from './ask.ts';

/** One thing that was looked at, and how it is: `wrong` keeps a card from working, `warn` costs it something. */
export interface Looked {
  name: string;
  state: 'ok' | 'warn' | 'wrong';
  note: string;
}

const look = (name: string, state: Looked['state'], note: string): Looked => ({ name, state, note });

const words = (list: string | null): string[] =>
  (list ?? '').split(',').map((word) => word.trim().toLowerCase());

/** Whether a list of names in a header has one; `*` stands for all but `authorization`. */
const lists = (header: string | null, name: string): boolean =>
  words(header).includes(name) || (words(header).includes('*') && name !== 'authorization');

const allows = (headers: Headers, origin: string): boolean =>
  ['*', origin].includes(headers.get('access-control-allow-origin') ?? '');

const EXPOSED = ['date', 'age', 'etag', 'retry-after'];

/** Whether a page of another origin may read the answers, and what of them. */
async function cors(asking: Asking, status: Answer): Promise<Looked[]> {
  const { origin, token } = asking;
  if (new URL(asking.base).origin === origin) return [look('CORS', 'ok', 'same origin, none needed')];
  const allowed = allows(status.headers, origin);
  const exposed = status.headers.get('access-control-expose-headers');
  // A backend that answers no Date or Retry-After now may later: what it exposes is what counts.
  const hidden = EXPOSED.filter((name) => !lists(exposed, name));
  const needed = token ? 'authorization,content-type' : 'content-type';
  const before = await preflight(asking, 'audit', needed);
  const refused = needed
    .split(',')
    .filter((name) => !lists(before?.headers.get('access-control-allow-headers') ?? null, name));
  const passes = before?.ok === true && allows(before.headers, origin) && refused.length === 0;
  const why =
    before === undefined
      ? 'no answer to OPTIONS'
      : !before.ok
        ? `OPTIONS answered with ${before.status}`
        : refused.length > 0
          ? preflightFault(refused)
          : 'OPTIONS does not allow the origin';
  return [
    look('CORS', allowed ? 'ok' : 'wrong', allowed ? `pages of ${origin} may read it` : corsFault(origin)),
    look('Preflight of POST /beak/audit', passes ? 'ok' : 'wrong', passes ? 'passes' : why),
    look(
      'Exposed headers',
      hidden.length === 0 ? 'ok' : 'warn',
      hidden.length === 0 ? EXPOSED.join(', ') : `Access-Control-Expose-Headers lacks ${hidden.join(', ')}`,
    ),
  ];
}

/** Whether an answer that has not changed is sent again. */
async function caching(
  asking: Asking,
  { metrics, audit }: { metrics: Answer; audit: Answer },
): Promise<Looked[]> {
  const tag = metrics.headers.get('etag');
  const again = tag === null ? undefined : await ask(asking, 'metrics', { 'if-none-match': tag });
  const same = again?.status === 304 || (again?.status === 200 && again.headers.get('etag') !== tag);
  const found = [
    look(
      'Caching',
      same ? 'ok' : 'warn',
      same
        ? 'ETag, and 304 where nothing changed'
        : tag === null
          ? 'no ETag on /beak/metrics: each poll sends the whole answer'
          : 'If-None-Match is ignored: each poll sends the whole answer',
    ),
  ];
  const stored = [metrics, audit].filter(({ headers }) =>
    /max-age=[1-9]|immutable/.test(headers.get('cache-control') ?? ''),
  );
  for (const { path, headers } of stored)
    found.push(
      look(
        'Caching',
        'warn',
        `${path}: Cache-Control ${headers.get('cache-control')} delays what a card shows`,
      ),
    );
  if (audit.headers.has('etag'))
    found.push(look('Caching', 'warn', 'POST /beak/audit has an ETag; it must have none'));
  return found;
}

/** A backend's clock that is off by more, in s, makes ages wrong that a card shows. */
const OFF = 60;

function clock(status: Answer, now: number): Looked {
  const date = Date.parse(status.headers.get('date') ?? '');
  if (Number.isNaN(date)) return look('Clock', 'warn', 'no Date header: ages follow the browser’s own clock');
  const off = Math.round((date + Number(status.headers.get('age') ?? 0) * 1000 - now) / 1000);
  return Math.abs(off) > OFF
    ? look('Clock', 'warn', `${Math.abs(off)} s ${off > 0 ? 'ahead of' : 'behind'} this machine`)
    : look('Clock', 'ok', `within ${OFF} s of this machine`);
}

/** Whether a page on https may read a base. */
export function mixed(base: string): Looked {
  return isMixed(base)
    ? look('Mixed content', 'wrong', MIXED)
    : look('Mixed content', 'ok', base.startsWith('https:') ? 'https' : 'loopback address');
}

/** What is between the backend and a page. @param now of this machine, in ms since 1970 */
export async function judgeHttp(
  asking: Asking,
  answers: { metrics: Answer; status: Answer; audit: Answer },
  now: number,
): Promise<Looked[]> {
  const one = [answers.status, answers.metrics, answers.audit].find(({ fault }) => !fault) ?? answers.status;
  return [
    ...(await cors(asking, one)),
    ...(answers.metrics.fault ? [] : await caching(asking, answers)),
    clock(one, now),
    mixed(asking.base),
  ];
}
