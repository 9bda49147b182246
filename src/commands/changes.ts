/** Calls of the AWS CLI that only read: AWS names them so throughout. */
const READS = /^(get|list|describe|batch-get|lookup|filter|tail|wait|search|select|query|scan|head)(-|$)/;

/** The one route of the Beak API that changes something. */
const RELEASE = /\/beak\/release(?=$|[\s'"?])/;

/**
 * Whether a command line changes production. What is not known to read only counts as changing: a call of the function,
 * which does whatever the function does, too.
 */
export function changesProduction(line: string): boolean {
  const [program, , call = ''] = line.trim().split(/\s+/);
  if (program === 'curl') return RELEASE.test(line);
  return program !== 'aws' || !READS.test(call);
}
