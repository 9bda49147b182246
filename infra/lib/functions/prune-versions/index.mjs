import {
  DeleteFunctionCommand,
  LambdaClient,
  paginateListAliases,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';

const client = new LambdaClient();

/**
 * Deletes the published versions that are neither among the newest nor used by an alias, be it with a weight only.
 * @returns {Promise<{ deleted: string[], kept: string[] }>} versions, newest first
 */
export async function handler() {
  const { FUNCTION_NAME: FunctionName = '', KEEP_VERSIONS } = process.env;
  const keep = Number(KEEP_VERSIONS);
  if (!FunctionName || !Number.isInteger(keep) || keep < 2)
    throw new Error('FUNCTION_NAME and KEEP_VERSIONS (a whole number from 2) must be set.');

  const versions = [];
  for await (const page of paginateListVersionsByFunction({ client }, { FunctionName }))
    for (const { Version } of page.Versions ?? [])
      if (Version && /^\d+$/.test(Version)) versions.push(Version);
  const used = new Set();
  for await (const page of paginateListAliases({ client }, { FunctionName }))
    for (const { FunctionVersion, RoutingConfig } of page.Aliases ?? []) {
      used.add(FunctionVersion);
      for (const version of Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {})) used.add(version);
    }

  // The API promises no order, and as text 10 stands before 9.
  versions.sort((a, b) => Number(b) - Number(a));
  const deleted = versions.filter((version, index) => index >= keep && !used.has(version));
  for (const Qualifier of deleted) await client.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
  const kept = versions.filter((version) => !deleted.includes(version));
  console.log(JSON.stringify({ message: 'Versions pruned', function: FunctionName, deleted, kept }));
  return { deleted, kept };
}
