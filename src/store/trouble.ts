/** What has become of this browser's storage, in words. It is loaded only where something has. */

const REASONS: Readonly<Record<string, string>> = {
  QuotaExceededError: 'this browser’s storage is full',
  VersionError: 'this browser’s storage belongs to a newer version of this page',
  TimeoutError: 'this browser’s storage does not answer',
};

/** Why something could not be read or written, as part of a sentence. */
export const reasonOf = (thrown: unknown): string =>
  REASONS[thrown instanceof DOMException ? thrown.name : ''] ?? 'this browser refuses storage here';

/** What to say while nothing is saved. */
export function notSavedFor(thrown: unknown): string {
  const reason = reasonOf(thrown);
  const rest =
    reason === REASONS['VersionError']
      ? 'nothing kept is shown or saved. Reload this page.'
      : 'new values are not saved.';
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}, so ${rest}`;
}

/** What to say once what was kept is gone. @param deleted whether the whole database was deleted */
export const lostBy = (deleted: boolean): string =>
  `This browser’s storage was ${deleted ? 'deleted' : 'emptied by another tab'}. What was kept before is gone.`;
