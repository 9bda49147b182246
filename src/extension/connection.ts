import { ask } from '../api/client.ts';
import { explain } from '../api/failure.ts';
import { isObject } from '../api/kinds.ts';
import { diagnose } from '../data/diagnose.ts';
import { missingFrom } from '../data/card-data.ts';
import { releaseReads } from '../data/release-reads.ts';
import { stamp } from '../domain/format/values.ts';
import { hostPattern } from './base.ts';
import { spec } from './verdict.ts';
import type { Attempt } from '../api/client.ts';
import type { Tone } from '../domain/judgement/tone.ts';
import type { Environment } from './environment.ts';

/** What a test of the connection found: the verdict in words, and what the backend tells of itself. */
export interface Connection {
  tone: Tone;
  sentences: string[];
  told: Pick<Environment, 'function' | 'region' | 'alias'>;
}

/** Asks the status route of a base once, and says what is wrong. @param token empty where none is to be sent */
export async function testConnection(base: string, token: string): Promise<Connection> {
  const giver = token === '' ? undefined : () => token;
  const attempt = await ask(base, 'status', giver);
  return attempt.failure ? failed(base, attempt, giver !== undefined) : answered(attempt);
}

async function failed(base: string, attempt: Attempt, token: boolean): Promise<Connection> {
  const { failure = { kind: 'network' } } = attempt;
  const bad = (...sentences: string[]): Connection => ({ tone: 'bad', sentences, told: {} });
  const what = explain('status', failure);
  if (failure.status === 401)
    return bad(
      what,
      token ? 'The token was refused: it may have expired.' : 'It needs a bearer token: enter one above.',
    );
  const origins = [hostPattern(base)];
  // With the permission no CORS is needed, so what is left is the network.
  if (
    failure.kind === 'network' &&
    failure.detail === undefined &&
    !(await chrome.permissions.contains({ origins }))
  ) {
    const why = await diagnose({ base, route: 'status', attempt, token, answered: false });
    return bad(
      what,
      why,
      `This extension may not read ${origins[0] ?? base} without CORS: press “Allow”, or let the API allow ${location.origin}.`,
    );
  }
  return bad(what, await diagnose({ base, route: 'status', attempt, token, answered: false }));
}

function answered({ reply, ms }: Attempt): Connection {
  const json = reply?.json;
  const state = { routes: { status: { restored: true, last: { json, at: Date.now() } } } };
  const status = Object.fromEntries(
    Object.entries(spec.reads ?? {}).filter(([, { route }]) => route === 'status'),
  );
  const { absent, misfits } = missingFrom({ ...spec, reads: status }, state);
  const all = Object.keys(status).length;
  if (absent.length === all)
    return {
      tone: 'bad',
      sentences: ['It answered JSON, but none of the fields of a Beak API: check the address.'],
      told: {},
    };
  const made =
    isObject(json) && typeof json['generated_at'] === 'string' ? Date.parse(json['generated_at']) : NaN;
  const { release, functionName, region } = releaseReads;
  const told = {
    function: release.from(json)?.function ?? functionName.from(json),
    alias: release.from(json)?.alias,
    region: region.from(json),
  };
  return {
    tone: misfits.length > 0 ? 'warn' : 'ok',
    sentences: [
      `Connected: /beak/system/status answered in ${ms} ms${Number.isNaN(made) ? '' : `, made ${stamp(made)}`}.`,
      ...(misfits.length > 0
        ? [
            `${misfits.length} of its fields cannot be read: ${misfits
              .slice(0, 3)
              .map(({ path }) => path)
              .join(', ')}.`,
          ]
        : []),
    ],
    told: Object.fromEntries(Object.entries(told).filter(([, value]) => value)),
  };
}

/** What the backend tells that is not what is set, in words. */
export function contradictions(told: Connection['told'], set: Partial<Environment>): string[] {
  return (['function', 'alias', 'region'] as const).flatMap((name) =>
    told[name] && set[name] && told[name] !== set[name]
      ? [`The backend is of ${name} ${told[name]}, and ${set[name]} is set here.`]
      : [],
  );
}
