import { line } from './shell.ts';

/** A command to copy, and one sentence on what it will do. */
export interface Command {
  line: string;
  does: string;
}

/** The alias that a command is about; a command is made only from values that are known. */
export interface AliasRef {
  function?: string | undefined;
  alias?: string | undefined;
  region?: string | undefined;
}

// The AWS CLI takes a leading dash for an option and file:// for a file to read, however well it is quoted.
const fits = (value: string): boolean => !/^-|:\/\//.test(value);

function lambda(
  verb: string,
  options: Record<string, string | undefined>,
  region: string | undefined,
  does: string,
): Command | undefined {
  const words = ['aws', 'lambda', verb];
  for (const [name, value] of Object.entries(options)) {
    if (!value || !fits(value)) return;
    words.push('--' + name, value);
  }
  if (region) {
    // In another region the same names may be another function: rather no command than one without it.
    if (!fits(region)) return;
    words.push('--region', region);
  }
  return { line: line(words), does };
}

/** Shows the alias as it is now. */
export const getAlias = ({ function: fn, alias, region }: AliasRef): Command | undefined =>
  lambda(
    'get-alias',
    { 'function-name': fn, 'name': alias },
    region,
    `Shows the version, the weights and the revision id of alias ${alias} of ${fn}, and changes nothing.`,
  );

/** Lists the published versions. */
export const listVersions = ({ function: fn, region }: AliasRef): Command | undefined =>
  lambda(
    'list-versions-by-function',
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
  lambda(
    'update-alias',
    {
      'function-name': fn,
      'name': alias,
      'function-version': version && /^\d+$/.test(version) ? version : undefined,
      'routing-config': '{"AdditionalVersionWeights":{}}',
      'revision-id': revision,
    },
    region,
    `Points alias ${alias} of ${fn} at version ${version} and clears its weights, so that version ${version} takes all traffic; refused if the alias has changed since it was read.`,
  );
