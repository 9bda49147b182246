/** A raw value that came and cannot be read: not the same as one that was not sent. */
export interface Misfit {
  /** Where, from the value that was read: `.routing.43`, `[2].state`; empty for that value itself. */
  path: string;
  /** What came: its type, or of an impossible value the value. */
  came: string;
  /** What is needed there: a type, or a range. */
  needed: string;
  /** Of the right type, but a value that cannot be, such as a share of 286. */
  invalid: boolean;
}

/** Is told of each misfit, once. */
export type Report = (misfit: Misfit) => void;

/** Longest value or name shown, in characters. */
const LONGEST = 60;
const short = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** The type of a raw JSON value, in JSON's own words. */
function typeOf(raw: unknown): string {
  if (raw === null) return 'null';
  if (Array.isArray(raw)) return 'list';
  return typeof raw === 'string' ? 'text' : typeof raw;
}

/** JSON may hold 1e999, which is read as no finite number. */
const valueOf = (raw: unknown): string =>
  typeof raw === 'number' && !Number.isFinite(raw) ? 'a number too large' : short(String(raw));

/** A value of the wrong type. */
export const wrongType = (raw: unknown, needed: string): Misfit => ({
  path: '',
  came: typeOf(raw),
  needed,
  invalid: false,
});

/** A value of the right type that cannot be. */
export const impossible = (raw: unknown, needed: string): Misfit => ({
  path: '',
  came: valueOf(raw),
  needed,
  invalid: true,
});

/** The same report, for what lies at a member or an entry of the value. */
export const within = (report: Report | undefined, place: string): Report | undefined =>
  report && ((misfit) => report({ ...misfit, path: short(place) + misfit.path }));

/** So many of one sort are named; a table of thousands may be wrong in each row. */
const MOST = 12;

function named(sort: string, misfits: readonly Misfit[], words: (misfit: Misfit) => string): string[] {
  const rest = misfits.length - MOST;
  const names = misfits.slice(0, MOST).map(words).join(', ');
  return misfits.length > 0 ? [`${sort}: ${names}${rest > 0 ? `, and ${rest} more` : ''}.`] : [];
}

/**
 * Misfits as an operator reads them, a sentence for each sort: `Wrong type: lambda.version (number, text expected).`,
 * `Invalid: ses.bounce_rate (286; share 0 to 1).`
 */
export const misfitsInWords = (misfits: readonly Misfit[]): string[] => [
  ...named(
    'Wrong type',
    misfits.filter(({ invalid }) => !invalid),
    ({ path, came, needed }) => `${path} (${came}, ${needed} expected)`,
  ),
  ...named(
    'Invalid',
    misfits.filter(({ invalid }) => invalid),
    ({ path, came, needed }) => `${path} (${came}; ${needed})`,
  ),
];
