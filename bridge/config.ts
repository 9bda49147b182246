import { readFileSync } from 'node:fs';
import { fields } from '../src/api/fields.ts';
import { flag, isObject, list, map, read, text } from '../src/api/kinds.ts';
import { isLoopback } from '../src/api/loopback.ts';
import { misfitsInWords } from '../src/api/misfit.ts';
import type { Misfit } from '../src/api/misfit.ts';
import type { Shape } from '../src/api/kinds.ts';
import { leaves } from '../src/contract/schema.ts';
import { parsePath } from './json-path.ts';

/** A JSON endpoint of the team's own, and the fields that it fills. */
const endpoint = { url: text, map: map(text) };

/** Every key of `bridge.json`. None is needed; what is not configured is not asked for. */
const keys = {
  /** Name in the contract → name of the DynamoDB table. */
  tables: map(text),
  /** ARN of the Step Functions state machine. */
  workflow: text,
  /** Id of the Cognito user pool. */
  user_pool: text,
  /** Id of the CloudFront distribution. */
  distribution: text,
  /** The CodeDeploy group; without it the group is found by the function's alias. */
  deployment_group: { application: text, group: text },
  /** Alarms whose names begin so are shown as well. */
  alarm_prefix: text,
  /** Where audit events are logged. */
  audit: { log_group: text },
  http: list(endpoint),
  /** Read the account's standing with SES; with SNS. */
  ses: flag,
  sns: flag,
  /** Answer to everybody: only for what may be seen by all. */
  public: flag,
  /** Origins of other pages that may ask. */
  cors: list(text),
  /** Who may read, and who of them may change the alias: a verified JWT, or IAM. */
  auth: { issuer: text, audience: text, iam: flag, operators: list(text) },
  /** Where requests for changes are kept, so that none is made twice: a DynamoDB table with the key `request_id`. */
  release: { table: text },
};

/** What `bridge.json` says, as far as it was read. */
export type Config = Shape<typeof keys>;

/** Something in the configuration is wrong; the message has a line for each. */
export class Misconfigured extends Error {}

/** Keys that are not known, each with what is. */
function strangers(node: unknown, raw: unknown, path: string): string[] {
  if (!isObject(node) || !isObject(raw)) return [];
  return Object.entries(raw).flatMap(([name, inner]) => {
    if (Object.hasOwn(node, name)) return strangers(node[name], inner, `${path}${name}.`);
    return [`${path}${name} is not known; allowed: ${Object.keys(node).join(', ')}.`];
  });
}

/** Fields that a JSON endpoint may fill: those of the status answer, and with `metrics.` before them of the other. */
const FIELDS = new Set(
  leaves()
    .filter((leaf) => !/^(audit\.|status\.(collected|generated_at)$)/.test(leaf))
    .map((leaf) => leaf.replace(/^status\./, '')),
);
const MAPS = ['database', 'database_billing', 'database_status'].filter((name) => name in fields.status);

/** Whether a name is one that a JSON endpoint may fill. */
const isField = (name: string): boolean =>
  FIELDS.has(name) || MAPS.some((each) => name.startsWith(`${each}.`) && name.length > each.length + 1);

const isWeb = (given: string): boolean => {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  return (
    url !== undefined &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) &&
    !url.username &&
    !url.password
  );
};

const isOrigin = (given: string): boolean => URL.canParse(given) && new URL(given).origin === given;

/** What has the right type and cannot be. */
function* faultsIn(config: Config): Generator<string> {
  const { workflow, user_pool, distribution, deployment_group, audit, http = [], cors = [], auth } = config;
  const { release } = config;
  if (workflow !== undefined && !/^arn:[\w-]+:states:[\w-]+:\d{12}:stateMachine:[\w.-]+$/.test(workflow))
    yield `workflow must be the ARN of a state machine, such as arn:aws:states:eu-west-1:123456789012:stateMachine:name.`;
  if (user_pool !== undefined && !/^[\w-]+_[0-9A-Za-z]+$/.test(user_pool))
    yield `user_pool must be the id of a user pool, such as eu-west-1_AbCdEfGhI.`;
  if (distribution !== undefined && !/^E[A-Z0-9]{5,}$/.test(distribution))
    yield `distribution must be the id of a CloudFront distribution, such as E2EXAMPLE1.`;
  if (deployment_group && !(deployment_group.application && deployment_group.group))
    yield `deployment_group needs both application and group.`;
  if (audit && !audit.log_group) yield `audit needs log_group, the name of a log group.`;
  for (const [name, table] of Object.entries(config.tables ?? {}))
    if (!/^[\w.-]{3,255}$/.test(table)) yield `tables.${name} must be the name of a DynamoDB table.`;
  for (const [index, { url, map: fill = {} }] of http.entries()) {
    const at = `http[${index}]`;
    if (url === undefined || !isWeb(url))
      yield `${at}.url must be an address with https:// and without a password.`;
    if (Object.keys(fill).length === 0)
      yield `${at}.map must name a field at least, such as {"agents.alive": "$.fleet.up"}.`;
    for (const [name, path] of Object.entries(fill)) {
      if (!isField(name))
        yield `${at}.map: there is no field ${JSON.stringify(name)}; allowed: fields of the status answer such as agents.alive, and with metrics. before them of the metrics answer.`;
      if (!parsePath(path))
        yield `${at}.map.${name} must be a path such as $.fleet.up or $.list[0]['a name'].`;
    }
  }
  for (const origin of cors)
    if (!isOrigin(origin))
      yield `cors: ${JSON.stringify(origin)} is no origin such as https://ops.example.com.`;
  if (auth && auth.iam !== true && !(auth.issuer && auth.audience))
    yield `auth needs issuer and audience of the tokens, or "iam": true.`;
  if (auth?.issuer !== undefined && !isWeb(auth.issuer))
    yield `auth.issuer must be an address with https://.`;
  if (release && !auth?.operators?.length)
    yield `release needs auth.operators: the names of those who may change the alias.`;
  if (release && !release.table) yield `release needs table, a DynamoDB table with the key request_id.`;
}

/**
 * Reads the configuration from what was parsed of it.
 * @throws {Misconfigured} with a line for each wrong key or type, and with what is allowed
 */
export function readConfig(raw: unknown): Config {
  const misfits: Misfit[] = [];
  const config = read(keys, raw, (misfit) =>
    misfits.push({ ...misfit, path: misfit.path.replace(/^\./, '') }),
  );
  if (!config) throw new Misconfigured('bridge.json must be a JSON object.');
  const http = isObject(raw) && Array.isArray(raw['http']) ? (raw['http'] as unknown[]) : [];
  const faults = [
    ...strangers(keys, raw, ''),
    ...http.flatMap((entry, index) => strangers(endpoint, entry, `http[${index}].`)),
    ...misfitsInWords(misfits),
    ...(misfits.length === 0 ? faultsIn(config) : []),
  ];
  if (faults.length > 0) throw new Misconfigured(faults.map((fault) => `bridge.json: ${fault}`).join('\n'));
  return config;
}

/** Parses and reads the configuration. @throws {Misconfigured} */
export function parseConfig(json: string): Config {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (error) {
    throw new Misconfigured(`bridge.json is no JSON: ${error instanceof Error ? error.message : ''}.`);
  }
  return readConfig(raw);
}

/** Reads the configuration from a file. @throws {Misconfigured} */
export function loadConfig(file: string): Config {
  let json: string;
  try {
    json = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Misconfigured(`${file} cannot be read (${code}).`);
  }
  return parseConfig(json);
}
