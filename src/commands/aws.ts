import { functionName } from './function-name.ts';
import { isPlain, line, powershell } from './quote.ts';

/** A command to copy, and one sentence on what it will do. */
export interface Command {
  /** For a POSIX shell. */
  line: string;
  /** The same for PowerShell 7.3 or newer; absent where there is no such form. */
  powershell?: string;
  does: string;
}

/** The alias that a command is about; a command is made only from values that are known. */
export interface AliasRef {
  function?: string | undefined;
  alias?: string | undefined;
  region?: string | undefined;
}

// The AWS CLI takes a leading dash for an option and file:// for a file to read, however well it is quoted.
const fits = (value: string): boolean => !/^(-|\w+:\/\/)/.test(value);

/**
 * A line of the AWS CLI: words of ours, then options with values from outside. None where a value is missing, would be
 * taken for an option or a file, or is not what an operator reads.
 */
export function aws(
  call: readonly string[],
  options: Record<string, string | undefined>,
  region: string | undefined,
  does: string,
): Command | undefined {
  const args = ['aws', ...call];
  const fn = options['function-name'];
  const about = fn ? functionName(fn) : undefined;
  // In another region the same names may be another function: rather no command than one without it.
  if (about?.region && region && about.region !== region) return;
  const where = region || about?.region;
  const named = {
    ...options,
    ...(about && { 'function-name': about.function }),
    ...(where && { region: where }),
  };
  for (const [name, value] of Object.entries(named)) {
    if (!value || !fits(value)) return;
    args.push('--' + name, value);
  }
  return args.every(isPlain) ? { line: line(args), powershell: powershell(args), does } : undefined;
}

/** A published version, which is a number as text: `$LATEST` and names of aliases are none. */
export const published = (version: string | undefined): string | undefined =>
  version && /^[1-9]\d*$/.test(version) ? version : undefined;

/** Shows the alias as it is now. */
export const getAlias = ({ function: fn, alias, region }: AliasRef): Command | undefined =>
  aws(
    ['lambda', 'get-alias'],
    { 'function-name': fn, 'name': alias },
    region,
    `Shows the version, the weights and the revision id of alias ${alias} of ${fn}, and changes nothing.`,
  );

/** Lists the published versions. */
export const listVersions = ({ function: fn, region }: AliasRef): Command | undefined =>
  aws(
    ['lambda', 'list-versions-by-function'],
    { 'function-name': fn },
    region,
    `Lists $LATEST and every published version of ${fn}, and changes nothing.`,
  );

/**
 * Points the alias at a published version and clears its weights in the documented form: left out, the
 * weights would stay. With the revision id in hand, so that a change by someone else in between is not undone.
 */
export const updateAlias = (
  { function: fn, alias, region }: AliasRef,
  version: string | undefined,
  revision: string | undefined,
): Command | undefined =>
  aws(
    ['lambda', 'update-alias'],
    {
      'function-name': fn,
      'name': alias,
      'function-version': published(version),
      'routing-config': '{"AdditionalVersionWeights":{}}',
      'revision-id': revision,
    },
    region,
    `Points alias ${alias} of ${fn} at version ${version} and clears its weights, so that version ${version} takes all traffic; refused if the alias has changed since it was read.`,
  );

/** Shows whether SES still sends from its sandbox, and with which quota. */
export const sesAccount = (region: string | undefined): Command | undefined =>
  aws(
    ['sesv2', 'get-account'],
    {},
    region,
    'Shows whether SES may send to anybody, and its quota; changes nothing.',
  );

/** Shows whether SNS still sends from its SMS sandbox. */
export const smsSandbox = (region: string | undefined): Command | undefined =>
  aws(
    ['sns', 'get-sms-sandbox-account-status'],
    {},
    region,
    'Shows whether SNS may send SMS to anybody; changes nothing.',
  );

/** Tells CloudFront to fetch every file of the site anew. */
export const invalidate = (distribution: string | undefined): Command | undefined =>
  aws(
    ['cloudfront', 'create-invalidation'],
    { 'distribution-id': distribution, 'paths': '/*' },
    undefined,
    `Makes CloudFront distribution ${distribution} fetch every file of the site anew; it takes some minutes.`,
  );
