import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject } from '../src/api/kinds.ts';
import type { Beak } from './beak/beak.ts';
import { isScenario } from './beak/scenarios.ts';
import sentences from './beak/scenarios.json' with { type: 'json' };
import { Files } from './files.ts';
import { isOurs, jsonOf, say, sayJson } from './reply.ts';
import type { Counts } from './api-routes.ts';

/** The furthest that the backend's clock may be put ahead or back: a day, in s. */
const MAX_SKEW = 86_400;

const files = new Files(join(import.meta.dirname, 'control'));
const pages: Record<string, string> = {
  '/control': '/index.html',
  '/control/control.css': '/control.css',
  '/control/control.js': '/control.js',
};

/** What the control page governs; `api` is the base of a real Beak that stands behind instead. */
export interface Controlled {
  beak: Beak;
  counts: Counts;
  now: () => number;
  api?: string | undefined;
}

/** What `GET /control/state` and every change answer. */
const state = ({ beak, counts, api }: Controlled) => ({
  scenario: beak.scenario,
  scenarios: Object.entries(sentences).map(([name, sentence]) => ({ name, sentence })),
  skew: beak.skew,
  counts,
  api: api ?? null,
});

/** Answers below `/control`. */
export async function answerControl(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  controlled: Controlled,
): Promise<void> {
  if (!isOurs(req))
    return say(res, 403, 'The control page can only be used from this machine and its own page.');
  const page = pages[path];
  if (page !== undefined) return files.answer(req, res, page);
  if (path === '/control/state' && req.method === 'GET') return sayJson(res, 200, state(controlled));
  if (req.method !== 'POST' || !(path in changes)) return say(res, 404, 'There is no such control.');
  if (controlled.api !== undefined)
    return say(res, 409, 'A real Beak answers here; there is nothing to switch.');
  const sent = await jsonOf(req);
  const complaint = changes[path]?.(controlled, isObject(sent) ? sent : {});
  if (complaint !== undefined) return say(res, 422, complaint);
  sayJson(res, 200, state(controlled));
}

/** What can be changed, by path; each answers a complaint when it was asked wrongly. */
const changes: Record<string, (on: Controlled, sent: Record<string, unknown>) => string | undefined> = {
  '/control/scenario': ({ beak, now }, { name }) => {
    if (!isScenario(name)) return `Name one of these scenarios: ${Object.keys(sentences).join(', ')}.`;
    beak.advance(now());
    beak.scenario = name;
    return undefined;
  },
  '/control/skew': ({ beak }, { seconds }) => {
    if (typeof seconds !== 'number' || !(Math.abs(seconds) <= MAX_SKEW)) {
      return `Give the seconds as a number from -${MAX_SKEW} to ${MAX_SKEW}.`;
    }
    beak.skew = seconds;
    return undefined;
  },
  '/control/reset': ({ beak, counts, now }) => {
    beak.reset(now());
    Object.assign(counts, { beak: 0, metrics: 0, status: 0, audit: 0 });
    return undefined;
  },
};
