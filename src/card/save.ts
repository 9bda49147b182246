/** How long the browser has to read a file that is saved, in ms. */
const RELEASE_URL_TIMEOUT_MS = 60_000;

/** Hands a file to the browser to be saved. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads the file in its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_URL_TIMEOUT_MS);
}
