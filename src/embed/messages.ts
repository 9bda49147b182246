/** What the page of a card says to the page around it: how high it is, in px. */
export const HEIGHT = 'mission-control/height';
/** What the page around it asks. */
export const ASK = 'mission-control/height?';

/** No card is higher, in px: what says more is no card. */
const HIGHEST = 20_000;

/** The height that a message tells, in whole px; `undefined` for any other message, whoever sent it. */
export function heightIn(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, height } = data as { type?: unknown; height?: unknown };
  return type === HEIGHT && typeof height === 'number' && height > 0 && height <= HIGHEST
    ? Math.ceil(height)
    : undefined;
}

/** Whether a message asks for the height. */
export const asksHeight = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && (data as { type?: unknown }).type === ASK;
