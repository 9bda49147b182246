/**
 * The bridge as a Lambda function, behind a function URL or an HTTP API (payload format 2.0). `npm run bundle-bridge`
 * makes `dist/bridge/handler.mjs` of it, whose handler is `handler.handler`.
 *
 * Environment:
 * - `MC_FUNCTION`: the name of the function that is shown, or several with commas. Needed.
 * - `MC_ALIAS`: their alias. Default `prod`.
 * - `MC_BRIDGE`: what `bridge.json` says, as JSON. Without it, `bridge.json` beside the bundle; without that, nothing.
 *
 * Its role needs what `npm run iam` prints.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './ask.ts';
import type { Ask } from './ask.ts';
import { Bridge } from './bridge.ts';
import { makeChanges } from './change.ts';
import { makeClients } from './clients.ts';
import { loadConfig, Misconfigured, parseConfig } from './config.ts';
import type { Config } from './config.ts';
import { makeGuard } from './guard.ts';
import { tableLedger } from './ledger.ts';

/** An event of a function URL or an HTTP API, as far as it is read. */
export interface HttpEvent {
  rawPath?: string;
  headers?: Record<string, string | undefined>;
  body?: string;
  isBase64Encoded?: boolean;
  requestContext?: {
    stage?: string;
    http?: { method?: string };
    /** What AWS itself has verified; nothing of it comes from the caller. */
    authorizer?: { iam?: { userArn?: string } };
  };
}

/** What Lambda makes the answer of. */
export interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

function configOf(env: NodeJS.ProcessEnv): Config {
  if (env['MC_BRIDGE']) return parseConfig(env['MC_BRIDGE']);
  const file = fileURLToPath(new URL('bridge.json', import.meta.url));
  return existsSync(file) ? loadConfig(file) : {};
}

/** The request that an event is. A stage that stands before the path is not part of it. */
export function askIn({
  rawPath = '/',
  headers = {},
  body = '',
  isBase64Encoded,
  requestContext = {},
}: HttpEvent): Ask {
  const { stage = '$default', http, authorizer } = requestContext;
  const prefix = `/${stage}`;
  return {
    method: http?.method ?? 'GET',
    path: rawPath.startsWith(`${prefix}/`) ? rawPath.slice(prefix.length) : rawPath,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
    iam: authorizer?.iam?.userArn,
  };
}

/**
 * Makes the handler.
 * @throws {Misconfigured} with what is missing or wrong
 */
export function makeHandler(env: NodeJS.ProcessEnv, log: (line: string) => void) {
  const names = (env['MC_FUNCTION'] ?? '').split(',').map((name) => name.trim());
  const alias = env['MC_ALIAS'] || 'prod';
  const region = env['AWS_REGION'];
  if (names.some((name) => !/^[\w-]{1,64}$/.test(name)))
    throw new Misconfigured('MC_FUNCTION must name a function, or several with commas.');
  if (!region) throw new Misconfigured('AWS_REGION is not set, as Lambda does it.');
  const config = configOf(env);
  if (config.public)
    log(
      JSON.stringify({
        level: 'WARN',
        message: '"public" in bridge.json: everybody may read what the bridge tells.',
      }),
    );
  const clients = makeClients({ region });
  const guard = makeGuard(config);
  const { table } = config.release ?? {};
  const bridge = new Bridge({
    clients,
    config,
    guard,
    now: Date.now,
    random: Math.random,
    targets: names.map((name) => ({ function: name, alias, region })),
    ...(table !== undefined && {
      changes: makeChanges({ clients, guard, ledger: tableLedger(clients.dynamo, table), log, wait }),
    }),
  });
  return async (event: HttpEvent): Promise<HttpResult> => {
    const { status, headers, body } = await bridge.answer(askIn(event)).catch((error: unknown) => {
      log(JSON.stringify({ level: 'ERROR', message: error instanceof Error ? error.stack : String(error) }));
      return say(500, { message: 'The bridge failed at this; its log says why.' });
    });
    return { statusCode: status, headers, body };
  };
}
