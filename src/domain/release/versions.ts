/** A published version, which is a number as text: `$LATEST` and names of aliases are none. */
export const isPublished = (version: string | undefined): version is string =>
  /^[1-9]\d*$/.test(version ?? '');

/** Newest first: AWS promises no order, and as text 9 would come after 10. What is no number comes last. */
export const byNumber = <V extends { version?: string | undefined }>(versions: readonly V[] = []): V[] =>
  versions.toSorted((a, b) => (Number(b.version) || 0) - (Number(a.version) || 0));

/** The hashes of a version, as far as they are told. */
interface Hashes {
  code_sha256?: string | undefined;
  config_sha256?: string | undefined;
}

/** Whether two versions are the same by the hashes known of both; `undefined` where none is. */
export function sameHashes(one: Hashes | undefined, other: Hashes | undefined): boolean | undefined {
  const known = (['code_sha256', 'config_sha256'] as const).filter((hash) => one?.[hash] && other?.[hash]);
  return known.length > 0 ? known.every((hash) => one?.[hash] === other?.[hash]) : undefined;
}
