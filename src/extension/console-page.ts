import { functionName } from '../commands/function-name.ts';
import type { Environment } from './environment.ts';

/** The consoles of AWS, by the partition that each is of. */
const CONSOLES = {
  'aws': 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
} as const;
export type Partition = keyof typeof CONSOLES;

/** The hosts of each console, as a browser is asked for the permission to look at their addresses. */
export const CONSOLE_SITES: readonly { partition: Partition; name: string; pattern: string }[] = [
  { partition: 'aws', name: 'AWS', pattern: `https://*.${CONSOLES.aws}/*` },
  { partition: 'aws-us-gov', name: 'AWS GovCloud (US)', pattern: `https://*.${CONSOLES['aws-us-gov']}/*` },
  { partition: 'aws-cn', name: 'AWS China', pattern: `https://*.${CONSOLES['aws-cn']}/*` },
];

/** What the address of a page of the console is about. Its content is never looked at: that changes, and is not ours. */
export interface ConsolePage {
  partition: Partition;
  region: string;
  /** Where the address names the account. */
  account?: string;
  /** The function of a page of Lambda, and its alias or version where it is a page of one. */
  function?: string;
  qualifier?: string;
  /** The deployment of a page of CodeDeploy. */
  deployment?: string;
}

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** Of a host: `us-east-1.console…`, or `111122223333-abcdefgh.us-east-1.console…` where several sessions are open. */
function hostOf(host: string): { partition: Partition; region?: string; account?: string } | undefined {
  for (const [partition, console] of Object.entries(CONSOLES) as [Partition, string][]) {
    if (host !== console && !host.endsWith(`.${console}`)) continue;
    const labels = host.slice(0, -console.length).split('.').filter(Boolean);
    const [account] = /^\d{12}(?=-[a-z\d]+$)/.exec(labels[0] ?? '') ?? [];
    const region = labels.find((label) => REGION.test(label));
    return { partition, ...(region && { region }), ...(account && { account }) };
  }
  return undefined;
}

/** A part of an address as it was meant; one that is written as no text is what it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The function of a route of Lambda's page: `/functions/beak-api/aliases/prod?tab=code`; it may be a whole ARN. */
function functionIn(route: string): Pick<ConsolePage, 'function' | 'qualifier' | 'account'> | undefined {
  const [, name = '', kind, of = ''] =
    /^\/functions\/([^/?]+)(?:\/(aliases|versions)\/([^/?]+))?/.exec(route) ?? [];
  const about = functionName(decoded(name));
  if (!/^[\w-]+$/.test(about.name)) return undefined;
  const account = /(?:^|:)(\d{12}):/.exec(about.function)?.[1];
  const qualifier = kind ? decoded(of) : about.qualifier;
  return { function: about.name, ...(qualifier && { qualifier }), ...(account && { account }) };
}

const DEPLOYMENT = /^\/codesuite\/codedeploy\/deployments\/(d-[\w]+)\/?$/;

/** What a page of the AWS console is about, by its address alone; `undefined` for every other page. */
export function consolePage(address: string): ConsolePage | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const host = url?.protocol === 'https:' && url.port === '' ? hostOf(url.hostname) : undefined;
  if (!url || !host) return undefined;
  const asked = url.searchParams.get('region') ?? undefined;
  // An address that names two regions is about neither.
  if (asked && host.region && asked !== host.region) return undefined;
  const region = asked ?? host.region;
  if (!region || !REGION.test(region)) return undefined;
  const place = { partition: host.partition, region, ...(host.account && { account: host.account }) };
  const [, deployment] = DEPLOYMENT.exec(url.pathname) ?? [];
  if (deployment) return { ...place, deployment };
  const about = /^\/lambda\/home\/?$/.test(url.pathname) ? functionIn(url.hash.slice(1)) : undefined;
  if (!about) return undefined;
  // An ARN of another account than that of the session.
  if (about.account && place.account && about.account !== place.account) return undefined;
  return { ...place, ...about };
}

/** The partition that a region is of. */
const partitionOf = (region: string): Partition =>
  region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';

/** An environment that a page is about. */
export interface Match {
  environment: Environment;
  /** Whether the page names the account, and it is the environment's. */
  accountChecked: boolean;
}

/**
 * The environments that a page of the console is about: same partition, region and function, and the same account where
 * both name one. A page of a deployment names no function: it is about the environment whose backend tells that deployment.
 * @param deployments the deployment that each environment's backend tells, by the environment's id
 */
export function matching(
  page: ConsolePage,
  environments: readonly Environment[],
  deployments: ReadonlyMap<string, string> = new Map(),
): Match[] {
  return environments.flatMap((environment) => {
    const { function: fn, region, account, alias, id } = environment;
    if (!fn) return [];
    const named = functionName(fn);
    const where = region ?? named.region;
    if (where !== page.region || partitionOf(where) !== page.partition) return [];
    const own = account ?? /(?:^|:)(\d{12}):/.exec(named.function)?.[1];
    if (own && page.account && own !== page.account) return [];
    const same = page.deployment
      ? deployments.get(id) === page.deployment
      : named.name === page.function && isOf(alias, page.qualifier);
    return same ? [{ environment, accountChecked: own !== undefined && own === page.account }] : [];
  });
}

/** Whether a page of an alias is that of the environment's; one of the function or of a version is of every alias. */
const isOf = (alias: string | undefined, qualifier: string | undefined): boolean =>
  alias === undefined || qualifier === undefined || /^(\d+|\$LATEST)$/.test(qualifier) || qualifier === alias;

/** The cards that a page of the console is offered, by what it is about. */
export const cardsOfPage = ({ deployment, qualifier }: ConsolePage): readonly string[] =>
  deployment
    ? ['mc-canary-tracker', 'mc-canary-metrics', 'mc-rollback-plan']
    : qualifier
      ? ['mc-alias-drift', 'mc-canary-tracker', 'mc-canary-metrics']
      : ['mc-alias-drift', 'mc-canary-metrics', 'mc-lambda-config'];
