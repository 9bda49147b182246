/**
 * Masking: what must never be kept, broadcast, logged or shown is taken out where an answer enters the page.
 * Rules of the contract: mail addresses and telephone numbers in any field (`auth.ses_sender` alone is exempt),
 * and an environment name that looks like `NAME=value` is cut at the `=`.
 */
import { isObject } from './kinds.ts';

/** Longest text kept from a field, in UTF-16 units; the rest is cut, visibly, so that no answer can flood a page. */
const LONGEST = 2000;

/** Deepest nesting kept; the contract needs six. */
const DEEPEST = 16;

// It starts only where a word starts, so that a long text without an `@` is read once and not once per character.
const MAIL =
  /(?<![^\s@<>"'`(),;:[\]{}=|/\\])([^\s@<>"'`(),;:[\]{}=|/\\])[^\s@<>"'`(),;:[\]{}=|/\\]*@([^\s@<>"'`(),;:[\]{}=|/\\.])[^\s@<>"'`(),;:[\]{}=|/\\]*?(\.[\p{L}\d-]{2,}|)(?![\p{L}\d@.•-])/gu;

// Written internationally (+44 …), nationally with a leading 0, or as 555-010-9999; never a date, an id or a hash.
const PHONE =
  /(?<![\w.-])(?:\+\d[\d ().-]{6,18}\d|\(?0\d[\d ().-]{6,14}\d|(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})(?![\w-])/g;

/** A text with every mail address as `j•••@e•••.com` and every telephone number as `•••23`. */
export function maskText(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short
    .replace(MAIL, '$1•••@$2•••$3')
    .replace(PHONE, (digits) => `${digits.startsWith('+') ? '+' : ''}•••${digits.slice(-2)}`);
}

/** A parsed answer with every text in it masked, names of members included. `within` names the member around it. */
export function mask(raw: unknown, name = '', within = '', depth = 0): unknown {
  if (typeof raw === 'string')
    return name === 'ses_sender' && within === 'auth' ? raw.slice(0, LONGEST) : maskText(raw);
  if (typeof raw !== 'object' || raw === null) return raw;
  if (depth === DEEPEST) return null;
  if (Array.isArray(raw))
    return raw.map((entry: unknown) =>
      mask(
        name === 'env_names' && typeof entry === 'string' ? entry.split('=', 1)[0] : entry,
        '',
        '',
        depth + 1,
      ),
    );
  // `fromEntries` makes own members of every name, `__proto__` included.
  return Object.fromEntries(
    Object.entries(raw).map(([inner, value]) => [maskText(inner), mask(value, inner, name, depth + 1)]),
  );
}

/** A sample or a deed, masked: of names of environment variables, wherever they stand, a value never travels. */
export function maskEntry<T>(entry: T): T {
  const clean = mask(entry);
  // Masking changes texts, never the shape.
  return (
    isObject(clean) && Array.isArray(clean['names'])
      ? { ...clean, names: mask(clean['names'], 'env_names') }
      : clean
  ) as T;
}
